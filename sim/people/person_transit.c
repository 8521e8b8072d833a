// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_transit.h"

#include "kernel/random.h"
#include "people/home_door.h"
#include "people/person_vehicle.h"

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
        uint32_t access_ms = people->world.timetable->stop_access_ms[door.stops[i].stop];
        if (has_bicycle) /* ridden to the station, pushed inside */
            walk_ms = access_ms + (uint32_t)((walk_ms - access_ms) * factor);
        if (walk_ms < transit_least_access_ms())
            walk_ms = transit_least_access_ms();
        out->stops[i] = (struct stop_access){door.stops[i].stop, walk_ms};
    }
    /* The bounds of the door hold for all homes of the place, for who walks. */
    out->door = (struct door){out->stops, count, has_bicycle ? NULL : door.bounds_ms};
}

/** One stop alone, `way_ms` away. */
static void door_ways_single(uint32_t stop, uint32_t way_ms, struct door_ways *out)
{
    if (way_ms < transit_least_access_ms())
        way_ms = transit_least_access_ms();
    out->stops[0] = (struct stop_access){stop, way_ms};
    out->door = (struct door){.stops = out->stops, .count = 1};
}

/** Time by bicycle between a door and the stop of the trip. */
static uint32_t cycle_ms(const struct people *people, uint32_t place,
                         const struct planned_trip *trip)
{
    const struct people_world *world = &people->world;
    struct stop_reach_world reach = {world->network, world->timetable, &people->parameters};
    return stop_reach_cycle_ms(&reach, place, trip->hub_stop);
}

/** The process where public transport ends: at the place, or on the way home at the hub. */
static uint32_t end_process(const struct people *people, const struct planned_trip *trip)
{
    bool ends_at_hub = trip->mode == MODE_PARK_RIDE && trip_fetches_vehicle(trip);
    return people->first_process +
           (ends_at_hub ? people_hub_site(people, trip->hub_stop) : trip->to_place);
}

/** The stops where public transport may end, and the ways from them. */
static void door_ways_to_end(const struct people *people, uint32_t person, struct door_ways *out)
{
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    if (!trip_fetches_vehicle(trip)) {
        door_ways_fill(people, person, TRIP_TO, state->has_bicycle, out);
    } else if (trip->mode == MODE_BIKE_RIDE) {
        door_ways_single(trip->hub_stop, cycle_ms(people, trip->to_place, trip), out);
    } else {
        uint32_t hub = people_hub_site(people, trip->hub_stop) - people->world.network->place_count;
        door_ways_single(trip->hub_stop, people->hubs[hub].walk_ms, out);
    }
}

/** The way from `from` to the end of the person's trip that is felt to arrive first. */
static bool person_find_way(const struct people *people, struct activation *act, uint32_t person,
                            struct door from, struct itinerary *out)
{
    const struct person_state *state = &people->persons[person];
    uint32_t limit_ms = act->t_ms + (uint32_t)lround(1000.0 * people->parameters.search_window_s);
    struct door_ways to;
    door_ways_to_end(people, person, &to);
    struct timetable_search *search = people->searches[act->worker];
    bool is_found = timetable_search_run(search, from, to.door, act->t_ms, limit_ms, out);
    if (timetable_search_status(search) != STATUS_OK)
        activation_fail(act, STATUS_RESOURCE, "out of memory for a way by public transport");
    if (!is_found)
        return false;
    out->has_bicycle = state->has_bicycle;
    return !state->has_bicycle || transit_takes_bicycles(people->world.transit, out);
}

/** Who has a bicycle along has it all day; but not whose car or bicycle waits at a stop. */
static bool person_brings_bicycle(const struct people *people, uint32_t person)
{
    struct random_stream lot;
    if (!(people->parameters.bicycle_aboard > 0) || people->persons[person].mode != MODE_PT)
        return false;
    random_stream_init(&lot, people->world.seed, population_id(people->world.population, person),
                       RANDOM_BICYCLE);
    return random_unit(&lot) < people->parameters.bicycle_aboard;
}

/** The best way from the person's place: by bicycle to its stop, or on foot, some with a
 * bicycle that goes along. */
static bool person_find_way_from_place(struct people *people, struct activation *act,
                                       uint32_t person, struct itinerary *out)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    struct door_ways from;

    state->has_bicycle = false;
    if (trip->mode == MODE_BIKE_RIDE && !trip_fetches_vehicle(trip)) {
        door_ways_single(trip->hub_stop, cycle_ms(people, state->place, trip), &from);
        return person_find_way(people, act, person, from.door, out);
    }
    state->has_bicycle = person_brings_bicycle(people, person);
    door_ways_fill(people, person, TRIP_FROM, true, &from);
    if (state->has_bicycle && person_find_way(people, act, person, from.door, out))
        return true;
    state->has_bicycle = false;
    door_ways_fill(people, person, TRIP_FROM, false, &from);
    return person_find_way(people, act, person, from.door, out);
}

bool person_transit_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    struct itinerary itinerary;

    if (!person_find_way_from_place(people, act, person, &itinerary))
        return false;

    /* Whoever knows the timetable waits at home: the way to the stop begins later. */
    uint32_t slack_ms = (uint32_t)lround(1000.0 * people->parameters.stop_slack_s);
    uint32_t needed_ms = itinerary.access_ms + slack_ms;
    if (itinerary.board_ms > act->t_ms + needed_ms) {
        state->depart_ms = itinerary.board_ms - needed_ms;
        itinerary.access_ms += state->depart_ms - act->t_ms;
    }
    state->distance_m = trip->distance_m;
    struct transit_return whom_to_tell = {end_process(people, trip), PLACE_ARRIVED, PLACE_REFUSED};
    transit_begin(people->world.transit, act, person, &itinerary, whom_to_tell);
    return true;
}

/** Time in somebody's car between a stop and a point. */
static uint32_t lift_ms(const struct people *people, uint32_t stop, struct point point)
{
    double distance_m = people->parameters.detour_factor *
                        point_distance_m(people->world.timetable->stop_points[stop], point);
    return person_way_ms(distance_m, people->parameters.local_speed_mps);
}

/** Without service the person is taken between a place and the stop where the vehicle waits. */
static void person_has_no_service(struct people *people, struct activation *act, uint32_t person,
                                  uint32_t arrive_ms)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    state->outcome = TRIP_NO_SERVICE;
    people->counts[act->self - people->first_process].no_service++;
    activation_send(act,
                    event_make(arrive_ms, end_process(people, trip), PLACE_ARRIVED, person, 0));
}

void person_transit_lift(struct people *people, struct activation *act, uint32_t person)
{
    const struct network *network = people->world.network;
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t far_place = trip_fetches_vehicle(trip) ? state->place : trip->to_place;
    uint32_t home_place = trip_fetches_vehicle(trip) ? trip->to_place : state->place;
    uint32_t way_ms = lift_ms(people, trip->hub_stop, network->places[far_place].point);

    if (trip->mode == MODE_BIKE_RIDE)
        way_ms += cycle_ms(people, home_place, trip);
    person_has_no_service(people, act, person, act->t_ms + way_ms);
}

void person_transit_go_on(struct people *people, struct activation *act, uint32_t person,
                          uint32_t ready_ms)
{
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t site = act->self - people->first_process;
    const struct hub *hub = &people->hubs[site - people->world.network->place_count];
    struct transit_return whom_to_tell = {end_process(people, trip), PLACE_ARRIVED, PLACE_REFUSED};
    struct itinerary itinerary;
    struct door_ways from;

    door_ways_single(hub->stop, ready_ms + hub->walk_ms, &from);
    if (person_find_way(people, act, person, from.door, &itinerary)) {
        transit_begin(people->world.transit, act, person, &itinerary, whom_to_tell);
        return;
    }
    struct point point = people->world.network->places[trip->to_place].point;
    person_has_no_service(people, act, person,
                          act->t_ms + ready_ms + lift_ms(people, hub->stop, point));
}

static struct point site_point(const struct people *people, uint32_t site)
{
    const struct network *network = people->world.network;
    return site < network->place_count
               ? network->places[site].point
               : network->nodes[people->hubs[site - network->place_count].node].point;
}

/** Somebody fetches the person by car from the stop where service ended. */
static void person_is_fetched(struct people *people, struct activation *act, uint32_t person,
                              uint32_t stop)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t site = act->self - people->first_process;
    uint32_t way_ms = lift_ms(people, stop, site_point(people, site));

    if (trip->mode == MODE_BIKE_RIDE && trip_fetches_vehicle(trip))
        way_ms = lift_ms(people, stop, people->world.timetable->stop_points[trip->hub_stop]) +
                 cycle_ms(people, site, trip);
    state->outcome = TRIP_STRANDED;
    people->counts[site].stranded++;
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
