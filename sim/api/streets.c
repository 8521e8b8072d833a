// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/streets.h"

#include "base/memory.h"
#include "road/signal.h"
#include "routing/street_router.h"
#include "transit/transit_street.h"

uint32_t streets_run_count(const struct timetable *timetable)
{
    for (uint32_t i = 0; i < timetable->line_count; i++)
        if (timetable->lines[i].way == SERVICE_WAY_STREET)
            return timetable->run_count;
    return 0;
}

static enum status streets_find(struct world *world, struct error *err)
{
    const struct network *network = world->network;
    uint32_t *run_ms = mem_alloc(network->link_count, sizeof *run_ms, err);
    uint32_t *wait_ms = mem_alloc(network->link_count, sizeof *wait_ms, err);
    enum status status = run_ms && wait_ms ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < network->link_count; i++) {
        run_ms[i] = road_link_run_ms(world->road, i, VEHICLE_BUS);
        wait_ms[i] = signal_mean_wait_ms(network, i);
    }
    struct street_roads roads = {network, run_ms, wait_ms};
    if (status == STATUS_OK)
        status = street_ways_build(&roads, world->timetable, &world->street_ways, err);
    mem_free(run_ms);
    mem_free(wait_ms);
    return status;
}

enum status streets_build(struct world *world, struct error *err)
{
    if (streets_run_count(world->timetable) == 0)
        return STATUS_OK;
    enum status status = streets_find(world, err);
    if (status != STATUS_OK)
        return status;
    struct transit_roads roads = {
        .network = world->network,
        .ways = &world->street_ways,
        .road = world->road,
        .first_vehicle = world->population.person_count + world->drives.count,
    };
    return transit_street_join(world->transit, &roads, world->kernel, err);
}
