// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/world.h"

#include "api/hook_day.h"
#include "api/streets.h"

#include "base/memory.h"
#include "network/network_partition.h"
#include "road/flows.h"
#include "scenario/drives_csv.h"

#include <math.h>

#define PARTITIONS_PER_THREAD 4u

/** Reads the drives and makes vehicles of the flows. */
static enum status world_build_drives(struct world *world, struct error *err)
{
    const struct spec *spec = world->spec;
    const struct traffic_tables *tables = &spec->traffic_tables;
    enum status drives = STATUS_OK;
    if (!spec->has_traffic)
        return STATUS_OK;
    if (spec->demand.sample < 1)
        return error_fail(
            err, STATUS_USAGE,
            "%s: sample is %g, but drives and flows of 'traffic' are simulated as they "
            "are: leave 'traffic' out or set sample to 1",
            spec->path, spec->demand.sample);
    if (tables->drives.path)
        drives = drives_csv_read(tables->drives.path, world->network, &world->drives, err);
    if (drives == STATUS_RESOURCE)
        return drives;
    enum status flows =
        flows_add(&tables->flows, world->network, (uint64_t)spec->run.seed, &world->drives, err);
    return drives != STATUS_OK ? drives : flows;
}

/** Public transport alone has no nodes: the middle of its stops is the origin of the plane. */
static void world_refer_to_stops(struct world *world)
{
    const struct table *stops = &world->spec->transit_tables.stops;
    double lat = 0, lon = 0;
    if (world->network->node_count > 0 || stops->count == 0)
        return;
    for (uint32_t i = 0; i < stops->count; i++) {
        lat += TABLE_ROW(stops, struct stop_row, i)->lat;
        lon += TABLE_ROW(stops, struct stop_row, i)->lon;
    }
    world->network->ref_lat = lat / stops->count;
    world->network->ref_lon = lon / stops->count;
}

enum status world_create(struct spec *spec, uint32_t threads, struct world **out, struct error *err)
{
    struct world *world = mem_alloc(1, sizeof *world, err);
    if (!world) {
        spec_destroy(spec);
        return STATUS_RESOURCE;
    }
    world->spec = spec;
    world->start_ms = (uint32_t)lround(1000.0 * spec->run.start_s);
    world->stop_ms = (uint32_t)lround(1000.0 * spec->run.stop_s);
    world->team = team_create(threads, err);

    enum status status = world->team ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = event_log_init(&world->log, &spec->events, err);
    if (status == STATUS_OK)
        status = network_build(&spec->network_tables, &world->network, err);
    if (status == STATUS_OK) {
        world->network->may_change = spec->hooks != NULL;
        world->network->has_tolls = world->network->has_tolls || spec->hooks != NULL;
        world_refer_to_stops(world);
    }
    if (status == STATUS_OK)
        status = timetable_build(&spec->transit_tables, world->network, &world->timetable, err);
    if (status == STATUS_OK)
        status =
            rail_network_build(&spec->rail_tables, world->timetable, &world->rail_network, err);
    if (world->network) { /* whatever is wrong with the timetable: both are told */
        enum status drives = world_build_drives(world, err);
        status = status == STATUS_OK ? drives : status;
    }
    if (status == STATUS_OK)
        status = shuttle_fleets_build(&spec->shuttle_tables.fleets, world->network,
                                      spec->demand.sample, &world->shuttle_fleets, err);
    if (status == STATUS_OK)
        status = target_set_build(&spec->demand_tables, world->network, world->timetable,
                                  &world->targets, err);
    if (status != STATUS_OK) {
        world_destroy(world);
        return status;
    }
    *out = world;
    return STATUS_OK;
}

/** The control centre talks to the stops of trains all the time: they stay together. */
static void world_place_rail(struct world *world)
{
    uint32_t centre = rail_process(world->rail);
    for (uint32_t s = 0; s < world->timetable->stop_count; s++)
        if (rail_uses_stop(world->rail, s))
            kernel_place(world->kernel, transit_stop_process(world->transit, s),
                         kernel_partition(world->kernel, centre));
}

/** Puts nodes, the places and the stops beside them into partitions: neighbours talk most. */
static enum status world_place(struct world *world, struct error *err)
{
    const struct network *network = world->network;
    uint32_t *partition_of = mem_alloc(network->node_count, sizeof *partition_of, err);
    if (!partition_of)
        return STATUS_RESOURCE;

    enum status status = network_partition(network, world->partition_count, partition_of, err);
    for (uint32_t n = 0; status == STATUS_OK && n < network->node_count; n++)
        kernel_place(world->kernel, road_node_process(world->road, n), partition_of[n]);
    for (uint32_t n = 0; status == STATUS_OK && world->gates && n < network->node_count; n++)
        kernel_place(world->kernel, gates_process(world->gates, n), partition_of[n]);
    for (uint32_t p = 0; status == STATUS_OK && p < network->place_count; p++)
        kernel_place(world->kernel, people_place_process(world->people, p),
                     partition_of[network->places[p].node]);
    for (uint32_t n = 0; status == STATUS_OK && world->shuttle && n < network->node_count; n++)
        kernel_place(world->kernel, shuttle_stand_process(world->shuttle, n), partition_of[n]);
    for (uint32_t h = 0; status == STATUS_OK && h < people_hub_count(world->people); h++)
        kernel_place(world->kernel, people_hub_process(world->people, h),
                     partition_of[people_hub_node(world->people, h)]);
    for (uint32_t s = 0; status == STATUS_OK && s < world->timetable->stop_count; s++) {
        uint32_t node = network_nearest_node(network, world->timetable->stop_points[s]);
        if (node != NONE)
            kernel_place(world->kernel, transit_stop_process(world->transit, s),
                         partition_of[node]);
    }
    if (status == STATUS_OK)
        world_place_rail(world);
    mem_free(partition_of);
    road_place(world->road, world->kernel);
    return status;
}

/** The vehicles of the scenario's drives come after those of the persons. */
static enum status world_build_gates(struct world *world, struct error *err)
{
    struct gates_world parts = {
        .network = world->network,
        .drives = &world->drives,
        .road = world->road,
        .first_vehicle = world->population.person_count,
    };
    return gates_create(&parts, world->kernel, &world->gates, err);
}

/** Shuttles have the last vehicles of the road. */
static enum status world_build_shuttle(struct world *world, struct road_fleet fleet,
                                       struct error *err)
{
    struct shuttle_world parts = {
        .network = world->network,
        .fleets = &world->shuttle_fleets,
        .road = world->road,
        .first_vehicle = fleet.person_count + fleet.drive_count + fleet.run_count,
        .dispatch_s = world->spec->shuttle.dispatch_s,
        .reserve = world->spec->shuttle.reserve,
    };
    return fleet.shuttle_count > 0 ? shuttle_create(&parts, world->kernel, &world->shuttle, err)
                                   : STATUS_OK;
}

static enum status world_build_people(struct world *world, const struct event_log *log,
                                      struct error *err)
{
    struct spec *spec = world->spec;
    struct people_world parts = {
        .network = world->network,
        .timetable = world->timetable,
        .population = &world->population,
        .routes = world->routes,
        .bicycle = world->bicycle,
        .road = world->road,
        .transit = world->transit,
        .shuttle = world->shuttle,
        .log = log,
        .seed = (uint64_t)spec->run.seed,
        .change_s = spec->transit.change_s,
        .felt = choice_felt(&spec->choice),
        .weight = 1.0 / spec->demand.sample,
        .toll_ms_per_meur = choice_ms_per_meur(&spec->choice),
        .car_eur_km = spec->choice.car_eur_km,
    };
    enum status status = people_create(&parts, &spec->people, world->kernel, &world->people, err);
    if (status != STATUS_OK || !world->shuttle)
        return status;
    struct shuttle_guide guide = people_shuttle_guide(world->people);
    return shuttle_start(world->shuttle, &guide, world->kernel, err);
}

/** The models, in the order that gives their processes their ids. */
static enum status world_build_models(struct world *world, const struct event_log *log,
                                      struct error *err)
{
    struct spec *spec = world->spec;
    uint32_t person_count = world->population.person_count;

    spec->road.weight = spec->transit.weight = 1.0 / spec->demand.sample;
    spec->transit.seed = (uint64_t)spec->run.seed;
    struct road_fleet fleet = {person_count, world->drives.count,
                               streets_run_count(world->timetable),
                               person_count > 0 ? world->shuttle_fleets.vehicle_count : 0};
    enum status status =
        road_create(world->network, &spec->road, fleet, world->kernel, &world->road, err);
    if (status == STATUS_OK)
        status = transit_create(world->timetable, &spec->transit, person_count, world->kernel,
                                &world->transit, err);
    if (status == STATUS_OK)
        status = rail_create(world->rail_network, &spec->rail, world->kernel, &world->rail, err);
    if (status == STATUS_OK)
        transit_use_rail(world->transit, world->rail, world->kernel);
    if (status == STATUS_OK)
        status = streets_build(world, err);
    if (status == STATUS_OK)
        status = transit_start(world->transit, world->kernel, err);
    if (status != STATUS_OK)
        return status;
    road_use_log(world->road, log);
    transit_use_log(world->transit, log);
    rail_use_log(world->rail, log);
    status = world_build_shuttle(world, fleet, err);
    if (status == STATUS_OK)
        status = world_build_people(world, log, err);
    return status == STATUS_OK && spec->has_traffic ? world_build_gates(world, err) : status;
}

enum status world_populate(struct world *world, uint32_t partition_count, struct error *err)
{
    struct spec *spec = world->spec;
    uint32_t threads = team_size(world->team);
    spec->demand.seed = (uint64_t)spec->run.seed;

    world->partition_count =
        partition_count ? partition_count : (threads == 1 ? 1 : threads * PARTITIONS_PER_THREAD);
    if (!spec->has_demand)
        return STATUS_OK;
    enum status status = demand_build(&spec->demand_tables, world->network, &spec->demand,
                                      world->team, &world->population, err);
    return status == STATUS_OK ? bicycle_ways_build(world->network, spec->people.bike_speed_mps,
                                                    world->team, &world->bicycle, err)
                               : status;
}

void world_depopulate(struct world *world)
{
    route_book_destroy(world->routes);
    bicycle_ways_destroy(world->bicycle);
    population_deinit(&world->population);
    world->routes = NULL;
    world->bicycle = NULL;
}

enum status world_begin_day(struct world *world, struct record_sink sink, struct error *err)
{
    bool is_logged = world->log.kinds != 0 && sink.put != record_drop;
    world->kernel = kernel_create(world->team, world->partition_count, world->start_ms, sink, err);
    enum status status = world->kernel
                             ? world_build_models(world, is_logged ? &world->log : NULL, err)
                             : err->status;
    if (status == STATUS_OK)
        status = world_place(world, err);
    return status == STATUS_OK && world->spec->hooks ? hook_day_begin(world, &world->hook_day, err)
                                                     : status;
}

void world_end_day(struct world *world)
{
    hook_day_destroy(world->hook_day);
    world->hook_day = NULL;
    if (world->network)
        network_changes_restore(world->network);
    gates_destroy(world->gates);
    people_destroy(world->people);
    shuttle_destroy(world->shuttle);
    transit_destroy(world->transit);
    rail_destroy(world->rail);
    road_destroy(world->road);
    kernel_destroy(world->kernel);
    street_ways_deinit(&world->street_ways);
    world->gates = NULL;
    world->people = NULL;
    world->shuttle = NULL;
    world->transit = NULL;
    world->rail = NULL;
    world->road = NULL;
    world->kernel = NULL;
}

enum status world_add_routes(struct world *world, struct error *err)
{
    if (world->routes)
        return STATUS_OK;
    return route_book_create(world->population.trip_count, team_size(world->team), &world->routes,
                             err);
}

void world_archive_plans(struct world *world, struct archive *archive)
{
    bool has_routes = world->routes != NULL;
    population_archive(&world->population, archive);
    ARCHIVE_VALUE(archive, world->settled_days);
    ARCHIVE_VALUE(archive, world->relative_gap);
    ARCHIVE_VALUE(archive, has_routes);
    if (archive_status(archive) != STATUS_OK || !has_routes)
        return;
    archive_keep(archive, world_add_routes(world, archive->err));
    if (archive_status(archive) == STATUS_OK)
        route_book_archive(world->routes, archive);
}

void world_archive_day(struct world *world, struct archive *archive)
{
    bool has_hooks = world->hook_day != NULL;
    kernel_archive(world->kernel, archive);
    ARCHIVE_VALUE(archive, has_hooks);
    if (has_hooks && !world->hook_day)
        archive_fail(archive, "there were hooks, here are none");
    if (has_hooks) /* first: pictures of the network are drawn from its changes */
        hook_day_archive(world->hook_day, archive);
    road_archive(world->road, archive);
    rail_archive(world->rail, archive);
    transit_archive(world->transit, archive);
    people_archive(world->people, world->team, archive);
    if (world->shuttle)
        shuttle_archive(world->shuttle, archive);
    if (world->gates)
        gates_archive(world->gates, archive);
    archive_section(archive, "end of the day");
}

void world_destroy(struct world *world)
{
    if (!world)
        return;
    world_end_day(world);
    world_depopulate(world);
    target_set_deinit(&world->targets);
    shuttle_fleets_deinit(&world->shuttle_fleets);
    drives_deinit(&world->drives);
    rail_network_destroy(world->rail_network);
    timetable_destroy(world->timetable);
    network_destroy(world->network);
    team_destroy(world->team);
    spec_destroy(world->spec);
    mem_free(world);
}
