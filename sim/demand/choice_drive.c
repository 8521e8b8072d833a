// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_drive.h"

#include "people/people_state.h"

#include <math.h>
#include <string.h>

/** What the search for the best drive of one trip goes by. */
struct drive_search {
    const struct choice_scene *scene;
    const struct planned_trip *trip;
    struct road_query *query;
    uint32_t from, to;            /**< nodes */
    uint32_t ahead_ms, behind_ms; /**< beside the road links: before, after them */
    double money_eur;             /**< parking, and of planned kilometres what no route has */
    uint32_t least_meur;          /**< of kilometres of the route, at least */
    uint32_t slice, way_ms;       /**< of the last query; slice NONE: none yet */
    uint32_t *scratch, *route;
    struct choice_drive best;
};

/** Kilometres as the crow flies: no route is shorter. */
static uint32_t choice_crow_meur(const struct choice_scene *scene, uint32_t from, uint32_t to)
{
    const struct road_node *nodes = scene->world.network->nodes;
    double crow_m = point_distance_m(nodes[from].point, nodes[to].point);
    return (uint32_t)(scene->world.parameters->car_eur_km * crow_m);
}

static struct drive_search search_begin(const struct choice_scene *scene,
                                        const struct choice_errand *errand, uint32_t worker)
{
    const struct planned_trip *trip = errand->trip;
    const struct network *network = scene->world.network;
    uint32_t from = network->places[errand->from].node, to = network->places[trip->to_place].node;
    bool has_route_km = scene->service.has_route_km && from != to;
    double km_eur = choice_car_eur_km(scene, errand->person) -
                    (has_route_km ? scene->world.parameters->car_eur_km : 0.0);
    return (struct drive_search){
        .scene = scene,
        .trip = trip,
        .query = scene->service.queries[worker],
        .from = from,
        .to = to,
        .ahead_ms = errand->from_door_ms,
        .behind_ms = errand->to_door_ms + choice_parking_ms(scene, trip->to_place),
        .money_eur = errand->parking_eur + km_eur * trip->distance_m / 1000.0,
        .least_meur = has_route_km ? choice_crow_meur(scene, from, to) : 0,
        .slice = NONE,
        .best = {.eur = INFINITY, .travel_ms = CHOICE_NO_WAY_MS},
    };
}

static uint32_t search_run(struct drive_search *search, uint32_t slice)
{
    if (slice == search->slice)
        return search->way_ms;
    search->slice = slice;
    search->way_ms =
        road_day_run(search->scene->service.road, search->query, slice, search->from, search->to);
    return search->way_ms;
}

static uint32_t search_slice(const struct drive_search *search, uint32_t depart_ms)
{
    return road_day_slice(search->scene->service.road, depart_ms + search->ahead_ms);
}

/** A drive whose links take `road_ms` and cost `toll_meur`. */
static struct choice_drive search_drive(const struct drive_search *search, uint32_t depart_ms,
                                        uint32_t road_ms, uint32_t toll_meur)
{
    uint32_t travel_ms = search->ahead_ms + road_ms + search->behind_ms;
    return (struct choice_drive){
        .eur = choice_time_eur(search->scene, travel_ms) + search->money_eur +
               choice_schedule_eur(search->scene, search->trip, depart_ms, depart_ms + travel_ms) +
               toll_meur / 1000.0,
        .depart_ms = depart_ms,
        .travel_ms = travel_ms,
    };
}

/** A drive on a route, followed through the day. */
static struct choice_drive search_follow(const struct drive_search *search, const uint32_t *route,
                                         uint32_t length, uint32_t depart_ms)
{
    const struct road_day *road = search->scene->service.road;
    uint32_t enter_ms = depart_ms + search->ahead_ms;
    return search_drive(search, depart_ms, road_day_follow(road, route, length, enter_ms),
                        road_day_follow_toll_meur(road, route, length, enter_ms));
}

/** Drives the best way of a slice. */
static void search_try(struct drive_search *search, uint32_t depart_ms, uint32_t slice)
{
    if (search_run(search, slice) == ROAD_NO_WAY_MS)
        return;
    uint32_t length = road_query_route(search->query, search->scratch, ROUTE_MAX);
    if (length == 0)
        return;
    struct choice_drive drive = search_follow(search, search->scratch, length, depart_ms);
    if (drive.eur >= search->best.eur)
        return;
    drive.route_length = length;
    search->best = drive;
    if (search->route)
        memcpy(search->route, search->scratch, length * sizeof *search->route);
}

static void search_leave_at(struct drive_search *search, uint32_t depart_ms)
{
    uint32_t slice = search_slice(search, depart_ms);
    search_try(search, depart_ms, slice);
    if (search->way_ms == ROAD_NO_WAY_MS)
        return;
    uint32_t half_way = search_slice(search, depart_ms + search->way_ms / 2);
    if (half_way != slice)
        search_try(search, depart_ms, half_way);
}

/** Within a node there is no road: the way between the doors at the local speed. */
static struct choice_drive search_local(const struct drive_search *search, uint32_t depart_ms)
{
    const struct choice_scene *scene = search->scene;
    uint32_t way_ms = person_way_ms(search->trip->distance_m, scene->world.people->local_speed_mps);
    uint32_t travel_ms = way_ms + choice_parking_ms(scene, search->trip->to_place);
    return (struct choice_drive){
        .eur = choice_time_eur(scene, travel_ms) + search->money_eur +
               choice_schedule_eur(scene, search->trip, depart_ms, depart_ms + travel_ms),
        .depart_ms = depart_ms,
        .travel_ms = travel_ms,
    };
}

static uint32_t before(uint32_t wish_ms, uint32_t travel_ms)
{
    return wish_ms > travel_ms ? wish_ms - travel_ms : 0;
}

struct choice_way choice_drive_least(const struct choice_scene *scene,
                                     const struct choice_errand *errand)
{
    struct drive_search search = search_begin(scene, errand, 0);
    uint32_t least_ms = choice_least_ms(scene, errand->from, errand->trip->to_place);
    uint32_t travel_ms = search.ahead_ms + least_ms + search.behind_ms;
    if (search.from == search.to)
        travel_ms = search_local(&search, 0).travel_ms;
    else if (least_ms == ROAD_NO_WAY_MS)
        return (struct choice_way){.travel_ms = CHOICE_NO_WAY_MS, .hub_stop = NONE};
    double money_eur = search.money_eur + search.least_meur / 1000.0;
    return (struct choice_way){choice_time_eur(scene, travel_ms) + money_eur, travel_ms, NONE};
}

struct choice_drive choice_drive_planned(const struct choice_scene *scene,
                                         const struct choice_errand *errand, uint32_t ready_ms,
                                         uint32_t worker, uint32_t *scratch)
{
    struct drive_search search = search_begin(scene, errand, worker);
    uint32_t depart_ms = choice_later(errand->trip->depart_ms, ready_ms), length;
    if (search.from == search.to)
        return search_local(&search, depart_ms);
    const uint32_t *route = route_book_read(scene->world.routes, errand->id, &length);
    search.scratch = scratch;
    if (length == 0) {
        search_try(&search, depart_ms, search_slice(&search, depart_ms));
    } else {
        search.best = search_follow(&search, route, length, depart_ms);
    }
    search.best.route_length = CHOICE_ROUTE_OF_BOOK;
    return search.best;
}

/** The departure that would bring the driver in time, by the ways of least time. */
static uint32_t search_departure(struct drive_search *search, uint32_t least_ms)
{
    const struct planned_trip *trip = search->trip;
    uint32_t beside_ms = search->ahead_ms + search->behind_ms;
    if (trip->purpose == PURPOSE_HOME || trip->purpose == PURPOSE_THROUGH)
        return trip->wish_ms;
    uint32_t depart_ms = before(trip->wish_ms, beside_ms + least_ms);
    for (int pass = 0; pass < 2; pass++) {
        uint32_t way_ms = search_run(search, search_slice(search, depart_ms));
        if (way_ms == ROAD_NO_WAY_MS)
            return depart_ms;
        depart_ms = before(trip->wish_ms, beside_ms + way_ms);
    }
    return depart_ms;
}

/** The least that a drive can cost which leaves at some time. The longer it takes the more it
 * costs, whatever that does to the schedule, as an hour early costs less than one on the way. */
static double search_least_eur(const struct drive_search *search, uint32_t depart_ms,
                               uint32_t least_ms)
{
    return search_drive(search, depart_ms, least_ms, search->least_meur).eur;
}

static void search_shifts(struct drive_search *search, uint32_t depart_ms, uint32_t ready_ms,
                          uint32_t least_ms)
{
    const struct choice_parameters *parameters = search->scene->world.parameters;
    int64_t step_ms = (int64_t)(1000.0 * parameters->shift_step_s);
    int64_t most_ms = (int64_t)(1000.0 * parameters->shift_most_s);
    for (int64_t shift_ms = step_ms; shift_ms <= most_ms; shift_ms += step_ms)
        for (int64_t sign = -1; sign <= 1; sign += 2) {
            int64_t t_ms = (int64_t)depart_ms + sign * shift_ms;
            if (t_ms < (int64_t)ready_ms || t_ms > (int64_t)CHOICE_DAY_END_MS)
                continue;
            if (search_least_eur(search, (uint32_t)t_ms, least_ms) < search->best.eur)
                search_leave_at(search, (uint32_t)t_ms);
        }
}

struct choice_drive choice_drive_best(const struct choice_scene *scene,
                                      const struct choice_drive_question *question, uint32_t worker,
                                      uint32_t *scratch, uint32_t *route)
{
    const struct choice_errand *errand = &question->errand;
    struct drive_search search = search_begin(scene, errand, worker);
    search.scratch = scratch;
    search.route = route;
    search.best.eur = question->limit_eur;
    if (question->now && question->now->eur < question->limit_eur)
        search.best = *question->now;
    if (search.from == search.to) {
        uint32_t least_ms = search_local(&search, 0).travel_ms;
        bool is_free = errand->trip->purpose == PURPOSE_HOME || question->keeps_time;
        uint32_t depart_ms = question->keeps_time ? errand->trip->depart_ms
                             : is_free            ? errand->trip->wish_ms
                                                  : before(errand->trip->wish_ms, least_ms);
        struct choice_drive drive =
            search_local(&search, choice_later(depart_ms, question->ready_ms));
        return drive.eur < search.best.eur ? drive : search.best;
    }
    uint32_t least_ms = choice_least_ms(scene, errand->from, errand->trip->to_place);
    if (least_ms == ROAD_NO_WAY_MS || choice_drive_least(scene, errand).eur >= search.best.eur)
        return search.best;
    uint32_t depart_ms =
        question->keeps_time ? errand->trip->depart_ms : search_departure(&search, least_ms);
    depart_ms = choice_later(depart_ms, question->ready_ms);
    if (depart_ms > CHOICE_DAY_END_MS)
        return search.best;
    search_leave_at(&search, depart_ms);
    if (!question->keeps_time)
        search_shifts(&search, depart_ms, question->ready_ms, least_ms);
    return search.best;
}
