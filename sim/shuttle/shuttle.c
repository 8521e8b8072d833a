// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle.h"

#include "base/memory.h"
#include "shuttle/shuttle_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

uint32_t shuttle_stand_process(const struct shuttle *shuttle, uint32_t node)
{
    return shuttle->first_process + node;
}

/** The vehicles of a fleet, one after the other at the next depot. */
static void begin_fleet(struct shuttle *shuttle, uint32_t index, uint32_t t_ms)
{
    const struct shuttle_fleet *fleet = shuttle_fleet_at(shuttle, index);
    for (uint32_t i = 0; i < fleet->vehicle_count; i++) {
        struct shuttle_vehicle *vehicle = &shuttle->vehicles[fleet->first_vehicle + i];
        vehicle->fleet = index;
        vehicle->depot = fleet->depots[i % fleet->depot_count];
        vehicle->plan.node = shuttle->world.network->places[vehicle->depot].node;
        vehicle->plan.free_ms = t_ms;
        vehicle->plan.seats = fleet->seats;
        vehicle->plan.boarding_ms = fleet->boarding_ms;
    }
}

enum status shuttle_create(const struct shuttle_world *world, struct kernel *kernel,
                           struct shuttle **out, struct error *err)
{
    struct shuttle *shuttle = mem_alloc(1, sizeof *shuttle, err);
    if (!shuttle)
        return STATUS_RESOURCE;
    const struct shuttle_fleets *fleets = world->fleets;
    uint32_t nodes = world->network->node_count;
    shuttle->world = *world;
    shuttle->worker_count = team_size(kernel_team(kernel));
    shuttle->vehicle_count = fleets->vehicle_count;
    shuttle->vehicles = mem_alloc(fleets->vehicle_count, sizeof *shuttle->vehicles, err);
    shuttle->asked = mem_alloc(shuttle->worker_count, sizeof *shuttle->asked, err);
    shuttle->refusals = mem_alloc(fleets->count, sizeof *shuttle->refusals, err);
    bool has_all = shuttle->vehicles && shuttle->asked && shuttle->refusals;
    enum status status = has_all ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &shuttle_stand_kind, shuttle, nodes,
                                      &shuttle->first_process, err);
    if (status != STATUS_OK) {
        shuttle_destroy(shuttle);
        return status;
    }
    for (uint32_t i = 0; i < fleets->count; i++)
        begin_fleet(shuttle, i, kernel_now_ms(kernel));
    for (uint32_t n = 0; n < nodes; n++) {
        uint32_t self = shuttle_stand_process(shuttle, n), node = road_node_process(world->road, n);
        kernel_declare_channel(kernel, self, node, STAND_LEAD_MS);
        kernel_declare_channel(kernel, node, self, ROAD_EGRESS_MS);
    }
    *out = shuttle;
    return STATUS_OK;
}

void shuttle_destroy(struct shuttle *shuttle)
{
    if (!shuttle)
        return;
    for (uint32_t i = 0; shuttle->asked && i < shuttle->worker_count; i++)
        mem_free(shuttle->asked[i].items);
    mem_free(shuttle->asked);
    mem_free(shuttle->vehicles);
    mem_free(shuttle->requests);
    mem_free(shuttle->refusals);
    mem_free(shuttle);
}

enum status shuttle_start(struct shuttle *shuttle, const struct shuttle_guide *guide,
                          struct kernel *kernel, struct error *err)
{
    const struct shuttle_fleets *fleets = shuttle->world.fleets;
    uint32_t every_ms = (uint32_t)lround(1000.0 * shuttle->world.dispatch_s);
    uint32_t first_ms = UINT32_MAX, last_ms = 0;
    for (uint32_t i = 0; i < fleets->count; i++) {
        const struct shuttle_fleet *fleet = &fleets->items[i];
        first_ms = fleet->from_ms < first_ms ? fleet->from_ms : first_ms;
        last_ms = fleet->until_ms > last_ms ? fleet->until_ms : last_ms;
    }
    uint32_t now_ms = kernel_now_ms(kernel);
    struct sync_times times = {first_ms > now_ms ? first_ms : now_ms, every_ms, last_ms + every_ms};
    shuttle->guide = *guide;
    return kernel_add_sync_times(kernel, times, shuttle_dispatch, shuttle, err);
}

bool shuttle_ask(struct shuttle *shuttle, struct activation *act, const struct shuttle_wish *wish)
{
    uint32_t fleet =
        shuttle_fleets_find(shuttle->world.fleets, wish->from_place, wish->to_place, act->t_ms);
    struct shuttle_asked *asked = &shuttle->asked[act->worker];
    struct error err = {0};
    if (fleet == NONE)
        return false;
    if (MEM_RESERVE(&asked->items, &asked->capacity, asked->count + 1, &err) != STATUS_OK) {
        activation_fail(act, STATUS_RESOURCE, "there is no memory for requests of shuttles");
        return false;
    }
    asked->items[asked->count++] = (struct shuttle_request){.wish = *wish,
                                                            .fleet = fleet,
                                                            .vehicle = NONE,
                                                            .asked_ms = act->t_ms,
                                                            .planned_ms = NONE,
                                                            .board_ms = NONE,
                                                            .alight_ms = NONE};
    return true;
}

static int asked_compare(const void *a, const void *b)
{
    const struct shuttle_request *x = a, *y = b;
    if (x->asked_ms != y->asked_ms)
        return x->asked_ms < y->asked_ms ? -1 : 1;
    return (x->wish.person > y->wish.person) - (x->wish.person < y->wish.person);
}

struct shuttle_asked *shuttle_asked_sorted(struct shuttle *shuttle, struct error *err)
{
    struct shuttle_asked *all = &shuttle->asked[0];
    for (uint32_t w = 1; w < shuttle->worker_count; w++) {
        struct shuttle_asked *more = &shuttle->asked[w];
        if (more->count == 0)
            continue;
        if (MEM_RESERVE(&all->items, &all->capacity, all->count + more->count, err) != STATUS_OK)
            return NULL;
        memcpy(all->items + all->count, more->items, more->count * sizeof *more->items);
        all->count += more->count;
        more->count = 0;
    }
    if (all->count > 0)
        qsort(all->items, all->count, sizeof *all->items, asked_compare);
    return all;
}

/** Counts the open requests of a fleet in a list. */
static uint64_t count_open(const struct shuttle_request *items, size_t count, uint32_t fleet)
{
    uint64_t open = 0;
    for (size_t i = 0; i < count; i++)
        open += items[i].fleet == fleet && items[i].outcome == SHUTTLE_OPEN;
    return open;
}

struct shuttle_totals shuttle_totals(const struct shuttle *shuttle, uint32_t fleet)
{
    const struct shuttle_fleet *of = shuttle_fleet_at(shuttle, fleet);
    struct shuttle_totals sum = {.asked = shuttle->refusals[fleet].asked,
                                 .refused = shuttle->refusals[fleet].refused};
    for (uint32_t i = 0; i < of->vehicle_count; i++) {
        const struct shuttle_vehicle *vehicle = &shuttle->vehicles[of->first_vehicle + i];
        sum.served += vehicle->served;
        sum.late += vehicle->late;
        sum.boarded += vehicle->boarded;
        sum.wait_ms_sum += vehicle->wait_ms_sum;
        sum.ride_ms_sum += vehicle->ride_ms_sum;
        sum.direct_ms_sum += vehicle->direct_ms_sum;
        sum.empty_m += vehicle->empty_m;
        sum.loaded_m += vehicle->loaded_m;
    }
    sum.under_way = count_open(shuttle->requests, shuttle->request_count, fleet);
    for (uint32_t w = 0; w < shuttle->worker_count; w++) {
        const struct shuttle_asked *asked = &shuttle->asked[w];
        uint64_t open = count_open(asked->items, asked->count, fleet);
        sum.under_way += open;
        sum.asked += open;
    }
    return sum;
}

void shuttle_expected(const struct shuttle *shuttle, struct shuttle_expected *out)
{
    for (uint32_t f = 0; f < shuttle->world.fleets->count; f++) {
        const struct shuttle_fleet *fleet = shuttle_fleet_at(shuttle, f);
        struct shuttle_totals sum = shuttle_totals(shuttle, f);
        uint64_t answered = sum.served + sum.refused;
        out[f] = (struct shuttle_expected){fleet->wait_ms / 2, (1.0 + fleet->detour) / 2.0, 0.0};
        if (sum.boarded > 0)
            out[f].wait_ms = (uint32_t)(sum.wait_ms_sum / sum.boarded);
        if (sum.direct_ms_sum > 0)
            out[f].ride_factor = (double)sum.ride_ms_sum / (double)sum.direct_ms_sum;
        if (answered > 0)
            out[f].refusal_share = (double)sum.refused / (double)answered;
    }
}

void shuttle_archive(struct shuttle *shuttle, struct archive *archive)
{
    archive_section(archive, "shuttles");
    archive_values(archive, shuttle->vehicles, shuttle->vehicle_count, sizeof *shuttle->vehicles);
    archive_values(archive, shuttle->refusals, shuttle->world.fleets->count,
                   sizeof *shuttle->refusals);
    ARCHIVE_ARRAY(archive, &shuttle->requests, &shuttle->request_count, &shuttle->request_capacity);
    if (!archive_is_loading(archive) && !shuttle_asked_sorted(shuttle, archive->err))
        archive_keep(archive, STATUS_RESOURCE);
    struct shuttle_asked *asked = &shuttle->asked[0];
    ARCHIVE_ARRAY(archive, &asked->items, &asked->count, &asked->capacity);
}
