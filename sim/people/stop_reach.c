// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/stop_reach.h"

#include "base/memory.h"
#include "network/network_partition.h"
#include "people/people_state.h"
#include "people/population.h"
#include "road/signal.h"
#include "routing/road_query.h"
#include "routing/timetable_bounds.h"
#include "transit/transit.h"

#include <math.h>
#include <stdlib.h>

const char *const stop_reach_mode_names[] = {"walk", "bicycle", "car", NULL};

struct reach_build {
    struct stop_reach_world world;
    enum stop_reach_mode mode;
    double speed_mps, radius_m;
    uint32_t most;
    struct road_hierarchy *hierarchy; /**< for the car, with the times of the empty road */
    struct road_metric *metric;
    struct road_query *query;
    struct stop_access *near; /**< [stop_count] scratch */
    size_t capacity;
};

static int stop_access_compare(const void *a, const void *b)
{
    const struct stop_access *x = a, *y = b;
    if (x->walk_ms != y->walk_ms)
        return x->walk_ms < y->walk_ms ? -1 : 1;
    return (x->stop > y->stop) - (x->stop < y->stop);
}

/** Stops that no run serves are of no use to anybody. */
static bool stop_is_served(const struct timetable *timetable, uint32_t stop)
{
    for (uint32_t k = timetable->stop_first_call[stop]; k < timetable->stop_first_call[stop + 1];
         k++)
        if (timetable->patterns[timetable->calls[timetable->stop_calls[k]].pattern].run_count > 0)
            return true;
    return false;
}

uint32_t stop_reach_way_ms(const struct timetable *timetable, uint32_t stop, double way_m,
                           double speed_mps)
{
    return (uint32_t)lround(1000.0 * way_m / speed_mps) + timetable->stop_access_ms[stop];
}

/** The way between a door and a stop so far from the place: doors lie around the place's node. */
static uint32_t reach_way_ms(const struct stop_reach_world *world, const struct place *place,
                             uint32_t stop, double distance_m, double speed_mps)
{
    double way_m = world->parameters->detour_factor * hypot(distance_m, (double)place->access_m);
    return stop_reach_way_ms(world->timetable, stop, way_m, speed_mps);
}

uint32_t stop_reach_cycle_ms(const struct stop_reach_world *world, uint32_t place, uint32_t stop)
{
    const struct place *at = &world->network->places[place];
    double distance_m = point_distance_m(at->point, world->timetable->stop_points[stop]);
    uint32_t way_ms = reach_way_ms(world, at, stop, distance_m, world->parameters->bike_speed_mps);
    return way_ms < transit_least_access_ms() ? transit_least_access_ms() : way_ms;
}

uint32_t stop_reach_park_ms(const struct stop_reach_world *world, uint32_t stop, uint32_t *out_node)
{
    struct point point = world->timetable->stop_points[stop];
    *out_node = network_nearest_node(world->network, point);
    if (*out_node == NONE)
        return 0;
    double walk_m = world->parameters->detour_factor *
                    point_distance_m(world->network->nodes[*out_node].point, point);
    return stop_reach_way_ms(world->timetable, stop, walk_m, world->parameters->walk_speed_mps);
}

static uint32_t reach_near(struct reach_build *build, uint32_t place)
{
    const struct place *at = &build->world.network->places[place];
    const struct timetable *timetable = build->world.timetable;
    uint32_t count = 0, nearest = NONE;
    double nearest_m = INFINITY;

    for (uint32_t s = 0; s < timetable->stop_count; s++) {
        double distance_m = point_distance_m(at->point, timetable->stop_points[s]);
        if (!stop_is_served(timetable, s))
            continue;
        uint32_t walk_ms = reach_way_ms(&build->world, at, s, distance_m, build->speed_mps);
        if (distance_m <= build->radius_m)
            build->near[count++] = (struct stop_access){s, walk_ms};
        if (distance_m < nearest_m) {
            nearest_m = distance_m;
            nearest = s;
            if (count == 0)
                build->near[0] = (struct stop_access){s, walk_ms};
        }
    }
    if (count == 0 && nearest != NONE)
        count = 1;
    qsort(build->near, count, sizeof *build->near, stop_access_compare);
    return count < build->most ? count : build->most;
}

/** The table's stops of an external place. The timetable has checked the names. */
static uint32_t reach_listed(struct reach_build *build, uint32_t place)
{
    const struct table *table = &build->world.timetable->tables->place_stops;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count && count < STOP_REACH_MAX; i++) {
        const struct place_stop_row *row = TABLE_ROW(table, struct place_stop_row, i);
        if (names_find(&build->world.network->place_names, row->place) != place)
            continue;
        uint32_t stop = names_find(&build->world.timetable->stop_names, row->stop);
        uint32_t way_ms =
            (uint32_t)lround(1000.0 * row->access_s) + build->world.timetable->stop_access_ms[stop];
        build->near[count++] = (struct stop_access){stop, way_ms};
    }
    qsort(build->near, count, sizeof *build->near, stop_access_compare);
    return count;
}

/** Free time of a car from a place to a stop with park and ride; NONE without a road. */
static uint32_t reach_drive_ms(const struct reach_build *build, uint32_t place, uint32_t stop)
{
    const struct people_parameters *parameters = build->world.parameters;
    const struct place *from = &build->world.network->places[place];
    uint32_t node, walk_ms = stop_reach_park_ms(&build->world, stop, &node);
    uint32_t drive_ms = road_query_run(build->query, build->metric, from->node, node);
    if (drive_ms == ROAD_NO_WAY_MS)
        return NONE;
    double door_ms = 1000.0 * (double)from->access_m / parameters->local_speed_mps;
    if (door_ms < DRIVE_ACCESS_LEAST_MS)
        door_ms = DRIVE_ACCESS_LEAST_MS;
    return drive_ms + walk_ms + (uint32_t)lround(door_ms + 1000.0 * parameters->parking_search_s);
}

/** The stops with park and ride. The timetable has checked the names. */
static uint32_t reach_driven(struct reach_build *build, uint32_t place)
{
    const struct table *table = &build->world.timetable->tables->park_ride;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct park_ride_row *row = TABLE_ROW(table, struct park_ride_row, i);
        uint32_t stop = names_find(&build->world.timetable->stop_names, row->stop);
        if (!stop_is_served(build->world.timetable, stop))
            continue;
        uint32_t drive_ms = reach_drive_ms(build, place, stop);
        if (drive_ms != NONE)
            build->near[count++] = (struct stop_access){stop, drive_ms};
    }
    qsort(build->near, count, sizeof *build->near, stop_access_compare);
    return count;
}

/** Ways by road with the times of the empty one, for park and ride. */
static enum status reach_draw_roads(struct reach_build *build, struct team *team, struct error *err)
{
    const struct network *network = build->world.network;
    const struct table *table = &build->world.timetable->tables->park_ride;
    if (table->count > 0 && network->node_count == 0)
        return error_fail(err, STATUS_DATA,
                          "park and ride at stop '%s' needs roads, but the network has none",
                          TABLE_ROW(table, struct park_ride_row, 0)->stop);
    uint32_t *link_ms = mem_alloc(network->link_count, sizeof *link_ms, err);
    enum status status = link_ms ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < network->link_count; i++)
        link_ms[i] = network_link_free_ms(network, i) + signal_mean_wait_ms(network, i);
    if (status == STATUS_OK)
        status = road_hierarchy_build(network, &build->hierarchy, err);
    if (status == STATUS_OK)
        status = road_metric_create(build->hierarchy, &build->metric, err);
    if (status == STATUS_OK)
        status = road_metric_customise(build->metric, link_ms, team, err);
    if (status == STATUS_OK) {
        build->query = road_query_create(build->hierarchy, err);
        status = build->query ? STATUS_OK : STATUS_RESOURCE;
    }
    mem_free(link_ms);
    return status;
}

static uint32_t reach_list(struct reach_build *build, uint32_t place)
{
    const struct network *network = build->world.network;
    if (build->mode == STOP_REACH_CAR)
        return reach_driven(build, place);
    bool is_inner = network->zones[network->places[place].zone].kind == ZONE_INTERNAL;
    return is_inner ? reach_near(build, place) : reach_listed(build, place);
}

static enum status reach_list_place(struct reach_build *build, uint32_t place,
                                    struct stop_reach *reach, struct error *err)
{
    uint32_t count = reach_list(build, place);
    uint32_t first = reach->first[place];

    enum status status = MEM_RESERVE(&reach->stops, &build->capacity, (size_t)first + count, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < count; i++) {
        reach->stops[first + i] = build->near[i];
        if (build->near[i].walk_ms < transit_least_access_ms())
            reach->stops[first + i].walk_ms = transit_least_access_ms();
    }
    reach->first[place + 1] = first + count;
    return STATUS_OK;
}

enum status stop_reach_build(const struct stop_reach_world *world, enum stop_reach_mode mode,
                             struct team *team, struct stop_reach *out, struct error *err)
{
    bool is_bicycle = mode == STOP_REACH_BICYCLE;
    uint32_t place_count = world->network->place_count;
    struct stop_reach reach = {0};
    struct reach_build build = {
        .world = *world,
        .mode = mode,
        .speed_mps =
            is_bicycle ? world->parameters->bike_speed_mps : world->parameters->walk_speed_mps,
        .radius_m =
            is_bicycle ? world->parameters->bike_radius_m : world->parameters->access_radius_m,
        .most = is_bicycle ? UINT32_MAX : STOP_REACH_MAX,
    };
    reach.first = mem_alloc((size_t)place_count + 1, sizeof *reach.first, err);
    build.near = mem_alloc((size_t)world->timetable->stop_count + 1, sizeof *build.near, err);
    enum status status = reach.first && build.near ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK && mode == STOP_REACH_CAR)
        status = reach_draw_roads(&build, team, err);
    for (uint32_t p = 0; status == STATUS_OK && p < place_count; p++)
        status = reach_list_place(&build, p, &reach, err);
    mem_free(build.near);
    road_query_destroy(build.query);
    road_metric_destroy(build.metric);
    road_hierarchy_destroy(build.hierarchy);
    if (status != STATUS_OK)
        stop_reach_deinit(&reach);
    else
        *out = reach;
    return status;
}

enum status stop_reach_build_around(const struct timetable *timetable, struct stop_reach *out,
                                    struct error *err)
{
    uint32_t stops = timetable->stop_count, count = 0;
    struct stop_reach reach = {
        .first = mem_alloc((size_t)stops + 1, sizeof *reach.first, err),
        .stops = mem_alloc((size_t)stops + timetable->footpath_count, sizeof *reach.stops, err)};
    if (!reach.first || !reach.stops) {
        stop_reach_deinit(&reach);
        return STATUS_RESOURCE;
    }
    for (uint32_t s = 0; s < stops; s++) {
        reach.stops[count++] = (struct stop_access){s, transit_least_access_ms()};
        for (uint32_t k = timetable->stop_first_path[s]; k < timetable->stop_first_path[s + 1]; k++)
            reach.stops[count++] = (struct stop_access){timetable->footpaths[k].to_stop,
                                                        timetable->footpaths[k].walk_ms};
        reach.first[s + 1] = count;
    }
    *out = reach;
    return STATUS_OK;
}

/** The stops of a place with the least ways from any of its homes, in `out`. */
static struct door reach_least_ways(const struct stop_reach *reach,
                                    const struct stop_reach_world *world, uint32_t place,
                                    struct stop_access *out)
{
    const struct place *at = &world->network->places[place];
    struct door door = stop_reach_door(reach, place);
    if (world->network->zones[at->zone].kind != ZONE_INTERNAL)
        return door;
    double radius_m = HOME_DISC_RADII * (double)at->access_m + 1.0; /* whole metres */
    for (uint32_t i = 0; i < door.count; i++) {
        double distance_m =
            point_distance_m(at->point, world->timetable->stop_points[door.stops[i].stop]);
        double way_m = world->parameters->detour_factor * fmax(distance_m - radius_m, 0.0);
        out[i] = (struct stop_access){door.stops[i].stop,
                                      stop_reach_way_ms(world->timetable, door.stops[i].stop, way_m,
                                                        world->parameters->walk_speed_mps)};
    }
    return (struct door){.stops = out, .count = door.count};
}

enum status stop_reach_add_bounds(struct stop_reach *reach, const struct stop_reach_world *world,
                                  uint32_t change_ms, struct felt felt, struct error *err)
{
    uint32_t place_count = world->network->place_count;
    size_t size = (size_t)TIMETABLE_BOUNDS_ROWS * world->timetable->stop_count;
    if (place_count == 0 || size > STOP_REACH_BOUNDS_MOST / sizeof(uint32_t) / place_count)
        return STATUS_OK;
    uint32_t *bounds_ms = mem_alloc(size * place_count, sizeof *bounds_ms, err);
    if (!bounds_ms)
        return STATUS_RESOURCE;
    for (uint32_t p = 0; p < place_count; p++) {
        struct stop_access least[STOP_REACH_MAX];
        timetable_bounds_write(world->timetable, change_ms, felt,
                               reach_least_ways(reach, world, p, least), bounds_ms + size * p);
    }
    reach->bounds_ms = bounds_ms;
    reach->bounds_size = (uint32_t)size;
    return STATUS_OK;
}

struct door stop_reach_door(const struct stop_reach *reach, uint32_t place)
{
    uint32_t first = reach->first[place];
    const uint32_t *bounds_ms =
        reach->bounds_ms ? reach->bounds_ms + (size_t)place * reach->bounds_size : NULL;
    return (struct door){reach->stops + first, reach->first[place + 1] - first, bounds_ms};
}

void stop_reach_deinit(struct stop_reach *reach)
{
    mem_free(reach->first);
    mem_free(reach->stops);
    mem_free(reach->bounds_ms);
    *reach = (struct stop_reach){0};
}
