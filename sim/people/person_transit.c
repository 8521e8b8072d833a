// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_transit.h"

#include "kernel/random.h"
#include "people/home_door.h"

#include <math.h>

/** The ways between a door and its stops: a home has its own, and a bicycle makes all shorter. */
struct door_ways {
    struct stop_access stops[STOP_REACH_MAX];
    struct door door;
};

static void door_ways_fill(const struct people *people, uint32_t person, enum trip_end end,
                           bool has_bicycle, struct door_ways *out)
{
    const struct people_parameters *parameters = &people->parameters;
    const struct person_state *state = &people->persons[person];
    uint32_t place =
        end == TRIP_FROM ? state->place : people->world.population->trips[state->trip].to_place;
    double factor = parameters->walk_speed_mps / parameters->bike_speed_mps;
    bool is_home = home_door_is_at(people, person, end);
    struct door door = stop_reach_door(&people->reach, place);
    out->door = door;
    if (!has_bicycle && !is_home)
        return;
    uint32_t count = door.count < STOP_REACH_MAX ? door.count : STOP_REACH_MAX;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t walk_ms =
            is_home ? home_door_walk_ms(people, person, door.stops[i].stop) : door.stops[i].walk_ms;
        if (has_bicycle)
            walk_ms = (uint32_t)(walk_ms * factor);
        if (walk_ms < transit_least_access_ms())
            walk_ms = transit_least_access_ms();
        out->stops[i] = (struct stop_access){door.stops[i].stop, walk_ms};
    }
    /* The bounds of the door hold for all homes of the place, for who walks. */
    out->door = (struct door){out->stops, count, has_bicycle ? NULL : door.bounds_ms};
}

/** The earliest arrival from `from` at the end of the person's trip. */
static bool person_find_way(const struct people *people, const struct activation *act,
                            uint32_t person, struct door from, struct itinerary *out)
{
    const struct person_state *state = &people->persons[person];
    uint32_t limit_ms = act->t_ms + (uint32_t)lround(1000.0 * people->parameters.search_window_s);
    struct door_ways to;
    door_ways_fill(people, person, TRIP_TO, state->has_bicycle, &to);
    if (!timetable_search_run(people->searches[act->worker], from, to.door, act->t_ms, limit_ms,
                              out))
        return false;
    out->has_bicycle = state->has_bicycle;
    return !state->has_bicycle || transit_takes_bicycles(people->world.transit, out);
}

/** Who has a bicycle along has it all day. */
static bool person_brings_bicycle(const struct people *people, uint32_t person)
{
    struct random_stream lot;
    if (!(people->parameters.bicycle_aboard > 0))
        return false;
    random_stream_init(&lot, people->world.seed, person, RANDOM_BICYCLE);
    return random_unit(&lot) < people->parameters.bicycle_aboard;
}

bool person_transit_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    struct itinerary itinerary;
    struct door_ways from;

    state->has_bicycle = person_brings_bicycle(people, person);
    door_ways_fill(people, person, TRIP_FROM, state->has_bicycle, &from);
    bool is_found = person_find_way(people, act, person, from.door, &itinerary);
    if (!is_found && state->has_bicycle) {
        state->has_bicycle = false;
        door_ways_fill(people, person, TRIP_FROM, false, &from);
        is_found = person_find_way(people, act, person, from.door, &itinerary);
    }
    if (!is_found)
        return false;

    /* Whoever knows the timetable waits at home: the way to the stop begins later. */
    uint32_t slack_ms = (uint32_t)lround(1000.0 * people->parameters.stop_slack_s);
    uint32_t needed_ms = itinerary.access_ms + slack_ms;
    if (itinerary.board_ms > act->t_ms + needed_ms) {
        state->depart_ms = itinerary.board_ms - needed_ms;
        itinerary.access_ms += state->depart_ms - act->t_ms;
    }
    state->distance_m = trip->distance_m;
    struct transit_return whom_to_tell = {people_place_process(people, trip->to_place),
                                          PLACE_ARRIVED, PLACE_REFUSED};
    transit_begin(people->world.transit, act, person, &itinerary, whom_to_tell);
    return true;
}

/** Somebody fetches the person by car from the stop where service ended. */
static void person_is_fetched(struct people *people, struct activation *act, uint32_t person,
                              uint32_t stop)
{
    uint32_t place = act->self - people->first_process;
    double distance_m = people->parameters.detour_factor *
                        point_distance_m(people->world.timetable->stop_points[stop],
                                         people->world.network->places[place].point);
    uint32_t way_ms = person_way_ms(distance_m, people->parameters.local_speed_mps);

    people->persons[person].outcome = TRIP_STRANDED;
    people->counts[place].stranded++;
    activation_schedule(act, act->t_ms + way_ms, PLACE_ARRIVED, person, 0);
}

void person_transit_refused(struct people *people, struct activation *act, uint32_t person,
                            uint32_t stop)
{
    struct transit *transit = people->world.transit;
    uint32_t call_id = transit_refusal(transit, person)->call_id;
    struct transit_return whom_to_tell = {act->self, PLACE_ARRIVED, PLACE_REFUSED};
    struct itinerary itinerary;

    if (!person_find_way(people, act, person, stop_reach_door(&people->around, stop), &itinerary)) {
        transit_record_refusal(transit, act, person, TRANSIT_BY_CAR);
        person_is_fetched(people, act, person, stop);
        return;
    }
    bool waits = itinerary.legs[0].board_call == call_id;
    transit_record_refusal(transit, act, person, waits ? TRANSIT_WAITS_ON : TRANSIT_OTHER_WAY);
    people->counts[act->self - people->first_process].replanned++;
    transit_resume(transit, act, person, &itinerary, whom_to_tell);
}
