// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/stop_reach.h"

#include "base/memory.h"
#include "transit/transit.h"

#include <math.h>
#include <stdlib.h>

struct reach_build {
    const struct network *network;
    const struct timetable *timetable;
    const struct people_parameters *parameters;
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

static uint32_t reach_near(struct reach_build *build, uint32_t place)
{
    const struct place *at = &build->network->places[place];
    const struct timetable *timetable = build->timetable;
    uint32_t count = 0, nearest = NONE;
    double nearest_m = INFINITY;

    for (uint32_t s = 0; s < timetable->stop_count; s++) {
        double distance_m = point_distance_m(at->point, timetable->stop_points[s]);
        if (!stop_is_served(timetable, s))
            continue;
        double way_m = build->parameters->detour_factor * hypot(distance_m, (double)at->access_m);
        uint32_t walk_ms = (uint32_t)lround(1000.0 * way_m / build->parameters->walk_speed_mps);
        if (distance_m <= build->parameters->access_radius_m)
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
    return count < STOP_REACH_MAX ? count : STOP_REACH_MAX;
}

/** The table's stops of an external place. The timetable has checked the names. */
static uint32_t reach_listed(struct reach_build *build, uint32_t place)
{
    const struct table *table = &build->timetable->tables->place_stops;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count && count < STOP_REACH_MAX; i++) {
        const struct place_stop_row *row = TABLE_ROW(table, struct place_stop_row, i);
        if (names_find(&build->network->place_names, row->place) != place)
            continue;
        uint32_t stop = names_find(&build->timetable->stop_names, row->stop);
        build->near[count++] = (struct stop_access){stop, (uint32_t)lround(1000.0 * row->access_s)};
    }
    qsort(build->near, count, sizeof *build->near, stop_access_compare);
    return count;
}

static enum status reach_list_place(struct reach_build *build, uint32_t place,
                                    struct stop_reach *reach, struct error *err)
{
    const struct network *network = build->network;
    bool is_inner = network->zones[network->places[place].zone].kind == ZONE_INTERNAL;
    uint32_t count = is_inner ? reach_near(build, place) : reach_listed(build, place);
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

enum status stop_reach_build(const struct network *network, const struct timetable *timetable,
                             const struct people_parameters *parameters, struct stop_reach *out,
                             struct error *err)
{
    struct stop_reach reach = {0};
    struct reach_build build = {network, timetable, parameters, NULL, 0};
    enum status status = STATUS_RESOURCE;

    reach.first = mem_alloc((size_t)network->place_count + 1, sizeof *reach.first, err);
    build.near = mem_alloc((size_t)timetable->stop_count + 1, sizeof *build.near, err);
    if (reach.first && build.near) {
        status = STATUS_OK;
        for (uint32_t p = 0; status == STATUS_OK && p < network->place_count; p++)
            status = reach_list_place(&build, p, &reach, err);
    }
    mem_free(build.near);
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
        mem_alloc((size_t)stops + 1, sizeof *reach.first, err),
        mem_alloc((size_t)stops + timetable->footpath_count, sizeof *reach.stops, err)};
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

struct door stop_reach_door(const struct stop_reach *reach, uint32_t place)
{
    uint32_t first = reach->first[place];
    return (struct door){reach->stops + first, reach->first[place + 1] - first};
}

void stop_reach_deinit(struct stop_reach *reach)
{
    mem_free(reach->first);
    mem_free(reach->stops);
    *reach = (struct stop_reach){0};
}
