// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_shuttle.h"

#include "people/people_state.h"

#include <math.h>

bool choice_shuttle_serves(const struct choice_scene *scene, const struct choice_errand *errand)
{
    const struct choice_shuttles *shuttles = scene->service.shuttles;
    return shuttles && shuttle_fleets_find(shuttles->fleets, errand->from, errand->trip->to_place,
                                           errand->trip->wish_ms) != NONE;
}

/** By road between the nodes of both doors. */
static uint32_t road_ms(const struct choice_scene *scene, const struct choice_errand *errand,
                        uint32_t worker, uint32_t t_ms, bool is_least)
{
    const struct choice_service *service = &scene->service;
    const struct place *places = scene->world.network->places;
    uint32_t from = places[errand->from].node, to = places[errand->trip->to_place].node;
    if (from == to)
        return 0;
    return is_least ? choice_least_ms(scene, errand->from, errand->trip->to_place)
                    : road_day_run(service->road, service->queries[worker],
                                   road_day_slice(service->road, t_ms), from, to);
}

struct choice_way choice_way_shuttle(const struct choice_scene *scene,
                                     const struct choice_errand *errand, uint32_t worker,
                                     uint32_t t_ms, bool is_least)
{
    const struct choice_shuttles *shuttles = scene->service.shuttles;
    struct choice_way way = {.travel_ms = CHOICE_NO_WAY_MS, .hub_stop = NONE};
    uint32_t index = NONE;
    if (shuttles)
        index = shuttle_fleets_find(shuttles->fleets, errand->from, errand->trip->to_place, t_ms);
    if (index == NONE)
        return way;
    const struct shuttle_fleet *fleet = &shuttles->fleets->items[index];
    const struct shuttle_expected *expected = &shuttles->expected[index];
    uint32_t way_ms = road_ms(scene, errand, worker, t_ms + expected->wait_ms, is_least);
    if (way_ms == ROAD_NO_WAY_MS)
        return way;
    double direct_ms =
        (double)fleet->boarding_ms + errand->from_door_ms + way_ms + errand->to_door_ms;
    double ride_ms = expected->ride_factor * direct_ms + fleet->boarding_ms;
    double felt_wait_ms = (1.0 - expected->refusal_share) * expected->wait_ms +
                          expected->refusal_share * shuttles->refusal_ms;
    double felt_ms = scene->world.parameters->wait_weight * felt_wait_ms + ride_ms;
    way.eur = fleet->fare_eur + choice_time_eur(scene, felt_ms);
    way.travel_ms = expected->wait_ms + (uint32_t)ride_ms;
    way.travel_ms = way.travel_ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : way.travel_ms;
    return way;
}
