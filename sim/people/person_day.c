// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/random.h"
#include "people/home_door.h"
#include "people/people_state.h"
#include "people/person_transit.h"
#include "people/place_parking.h"

#include <math.h>
#include <string.h>

/** Kept in order of enum trip_outcome. */
static const char *const outcome_names[] = {"arrived", "under_way", "no_service", "stranded", NULL};

static const struct column trip_columns[] = {
    {"person", COLUMN_I32, offsetof(struct trip_row, person), NULL, "traveller", NULL, "persons"},
    {"from_place", COLUMN_I32, offsetof(struct trip_row, from_place), NULL,
     "place where the trip begins", NULL, "network/places"},
    {"to_place", COLUMN_I32, offsetof(struct trip_row, to_place), NULL, "place where the trip ends",
     NULL, "network/places"},
    {"purpose", COLUMN_I8, offsetof(struct trip_row, purpose), NULL,
     "activity at the end of the trip", purpose_names, NULL},
    {"mode", COLUMN_I8, offsetof(struct trip_row, mode), NULL, "mode that was used", mode_names,
     NULL},
    {"planned_mode", COLUMN_I8, offsetof(struct trip_row, planned_mode), NULL,
     "mode that was planned", mode_names, NULL},
    {"outcome", COLUMN_I8, offsetof(struct trip_row, outcome), NULL,
     "arrived; under_way at the end of the run; no_service: no public transport, went as a car "
     "passenger; stranded: left at a stop for a reason that denied tells, went on as a car "
     "passenger",
     outcome_names, NULL},
    {"depart", COLUMN_F64, offsetof(struct trip_row, depart_s), RECORD_CLOCK,
     "time of leaving the door", NULL, NULL},
    {"arrive", COLUMN_F64, offsetof(struct trip_row, arrive_s), RECORD_CLOCK,
     "time of arriving at the door", NULL, NULL},
    {"distance", COLUMN_F32, offsetof(struct trip_row, distance_m), "m", "length of the way", NULL,
     NULL},
    {"parking", COLUMN_I8, offsetof(struct trip_row, parking), NULL,
     "where the car stands at the end: none: no lot there, or no car; outside: the lot was full",
     parking_spot_names, NULL},
    {"parking_search", COLUMN_F32, offsetof(struct trip_row, search_s), "s",
     "time of searching for a parking space, part of the trip", NULL, NULL},
    {0},
};

const struct record_kind people_trip_record = {"trips", "trip", "Trips of persons", trip_columns,
                                               sizeof(struct trip_row)};

struct trip_row person_trip_row(const struct people *people, uint32_t person, uint32_t arrive_ms)
{
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    bool has_arrived = arrive_ms != UINT32_MAX;
    return (struct trip_row){
        .depart_s = state->depart_ms / 1000.0,
        .arrive_s = has_arrived ? arrive_ms / 1000.0 : (double)NAN,
        .person = (int32_t)person,
        .from_place = (int32_t)state->place,
        .to_place = (int32_t)trip->to_place,
        .distance_m = (float)state->distance_m,
        .search_s = (float)state->search_ms / 1000.0f,
        .parking = (int8_t)(state->mode == MODE_CAR ? state->car_spot : PARKING_NONE),
        .purpose = (int8_t)trip->purpose,
        .mode = (int8_t)state->mode,
        .planned_mode = (int8_t)trip->mode,
        .outcome = (int8_t)(has_arrived ? state->outcome : TRIP_UNDER_WAY),
    };
}

uint32_t person_way_ms(double distance_m, double speed_mps)
{
    double ms = 1000.0 * distance_m / speed_mps;
    return ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : (uint32_t)ms;
}

/** Time of a car between a door of the person's trip and the node of its place. */
static uint32_t door_ms(const struct people *people, uint32_t person, enum trip_end end)
{
    double access_m = home_door_access_m(people, person, end);
    double ms = 1000.0 * access_m / people->parameters.local_speed_mps;
    return ms < DRIVE_ACCESS_LEAST_MS ? DRIVE_ACCESS_LEAST_MS : (uint32_t)ms;
}

/** Asks the picture of the network that this person holds on this trip for the way to another node:
 * its time, ROAD_NO_WAY_MS without one. The worker's query holds the way. */
static uint32_t person_ask(const struct people *people, const struct activation *act,
                           uint32_t person, uint32_t from, uint32_t to)
{
    struct random_stream lot;
    const struct person_state *state = &people->persons[person];
    random_stream_init(&lot, people->world.seed, person, RANDOM_ROUTE);
    lot.counter[0] = state->trip - people->world.population->first_trip[person];
    const struct road_fans *view = guidance_view(people->guidance, random_bits(&lot));
    return road_fans_run(view, people->guidance->queries[act->worker], from, to);
}

static void person_arrive_at(struct people *people, struct activation *act, uint32_t person,
                             uint32_t t_ms)
{
    const struct planned_trip *trip =
        &people->world.population->trips[people->persons[person].trip];
    activation_send(act, event_make(t_ms, people_place_process(people, trip->to_place),
                                    PLACE_ARRIVED, person, 0));
}

/** As a passenger: the car is somebody else's trip, so only its travel time counts. */
static void person_ride(struct people *people, struct activation *act, uint32_t person)
{
    const struct network *network = people->world.network;
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    const struct place *from = &network->places[state->place];
    const struct place *to = &network->places[trip->to_place];
    uint32_t way_ms = from->node == to->node
                          ? ROAD_NO_WAY_MS
                          : person_ask(people, act, person, from->node, to->node);

    state->distance_m = trip->distance_m;
    uint32_t travel_ms = person_way_ms(trip->distance_m, people->parameters.local_speed_mps);
    if (way_ms != ROAD_NO_WAY_MS)
        travel_ms = door_ms(people, person, TRIP_FROM) + door_ms(people, person, TRIP_TO) + way_ms;
    if (travel_ms < TRIP_LEAST_MS)
        travel_ms = TRIP_LEAST_MS;
    person_arrive_at(people, act, person, act->t_ms + travel_ms);
}

/** Writes the route of the drive that is due to `out` (ROUTE_MAX): the one that was decided on
 * before the day, unless a link of it is known to be closed, or else one that is decided on now. 0:
 * there is no way. */
static uint32_t person_route(struct people *people, struct activation *act, uint32_t person,
                             uint32_t *out)
{
    const struct network *network = people->world.network;
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    struct route_book *book = people->world.routes;
    uint32_t length = 0;
    const uint32_t *decided = book ? route_book_read(book, state->trip, &length) : NULL;

    if (decided && !guidance_is_closed(people->guidance, decided, length)) {
        memcpy(out, decided, length * sizeof *out);
        return length;
    }
    person_ask(people, act, person, network->places[state->place].node,
               network->places[trip->to_place].node);
    length = road_query_route(people->guidance->queries[act->worker], out, ROUTE_MAX);
    if (book && !decided && !route_book_write(book, act->worker, state->trip, out, length))
        activation_fail(act, STATUS_RESOURCE, "there is no memory for the routes of drivers");
    return length;
}

static void person_drive(struct people *people, struct activation *act, uint32_t person)
{
    const struct network *network = people->world.network;
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t from = network->places[state->place].node;
    uint32_t to = network->places[trip->to_place].node;
    uint32_t route[ROUTE_MAX];

    if (from == to) {
        people->counts[act->self - people->first_process].local_drives++;
        state->distance_m = trip->distance_m;
        bool has_lot = network->places[trip->to_place].parking != NONE;
        uint32_t way = person_way_ms(trip->distance_m, people->parameters.local_speed_mps);
        activation_send(act,
                        event_make(act->t_ms + way, people_place_process(people, trip->to_place),
                                   has_lot ? PLACE_PARKED : PLACE_ARRIVED, person, PARKED_AT_DOOR));
        return;
    }
    uint32_t length = person_route(people, act, person, route);
    if (length == 0) {
        activation_fail(act, STATUS_DATA,
                        "there is no way by road of at most %u links from node '%s' to node '%s'",
                        ROUTE_MAX, names_text(&network->node_names, from),
                        names_text(&network->node_names, to));
        return;
    }
    double distance_m =
        home_door_access_m(people, person, TRIP_FROM) + home_door_access_m(people, person, TRIP_TO);
    for (uint32_t i = 0; i < length; i++)
        distance_m += (double)network->links[route[i]].length_m;
    state->distance_m = (uint32_t)distance_m;
    struct drive drive = {
        .route = route,
        .route_length = (uint16_t)length,
        .class = state->mode == MODE_TRUCK ? VEHICLE_TRUCK : VEHICLE_CAR,
        .arrived_type = PLACE_PARKED,
        .arrived_process = people_place_process(people, trip->to_place),
    };
    road_begin(people->world.road, act, person, &drive,
               act->t_ms + door_ms(people, person, TRIP_FROM));
}

/** By bicycle: the planned distance, with the slopes between the places. */
static void person_cycle(struct people *people, struct activation *act, uint32_t person)
{
    const struct bicycle_ways *ways = people->world.bicycle;
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t way_ms = person_way_ms(trip->distance_m, people->parameters.bike_speed_mps);
    if (ways)
        way_ms = bicycle_ways_plan_ms(ways, state->place, trip->to_place, trip->distance_m);
    if (way_ms < TRIP_LEAST_MS)
        way_ms = TRIP_LEAST_MS;
    person_arrive_at(people, act, person, act->t_ms + way_ms);
}

/** A trip is due. */
static void person_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    struct place_counts *counts = &people->counts[act->self - people->first_process];

    state->mode = trip->mode;
    state->outcome = TRIP_ARRIVED;
    state->depart_ms = act->t_ms;
    state->is_under_way = true;
    state->distance_m = trip->distance_m;
    state->search_ms = 0;
    place_parking_leave(people, act, person);
    if (state->mode == MODE_PT && !person_transit_leave(people, act, person)) {
        state->mode = MODE_RIDE;
        state->outcome = TRIP_NO_SERVICE;
        counts->no_service++;
    }
    if (state->depart_ms > act->t_ms)
        activation_schedule(act, state->depart_ms, PLACE_DEPART, person, 0);
    else
        counts->departed[state->mode]++;

    if (state->mode == MODE_WALK)
        person_arrive_at(people, act, person,
                         act->t_ms +
                             person_way_ms(trip->distance_m, people->parameters.walk_speed_mps));
    else if (state->mode == MODE_BIKE)
        person_cycle(people, act, person);
    else if (state->mode == MODE_RIDE)
        person_ride(people, act, person);
    else if (state->mode != MODE_PT)
        person_drive(people, act, person);
}

/** The car has come to the node; a space must be found, and the door is still some way off. */
static void person_park(struct people *people, struct activation *act, uint32_t person,
                        bool is_at_door)
{
    uint32_t ready_ms = act->t_ms + place_parking_arrive(people, act, person);

    if (!is_at_door)
        ready_ms += door_ms(people, person, TRIP_TO);
    activation_schedule(act, ready_ms, PLACE_ARRIVED, person, 0);
}

static void person_arrive(struct people *people, struct activation *act, uint32_t person)
{
    const struct population *population = people->world.population;
    struct person_state *state = &people->persons[person];
    uint32_t place = act->self - people->first_process;
    struct place_counts *counts = &people->counts[place];
    struct trip_row row = person_trip_row(people, person, act->t_ms);

    activation_record(act, &people_trip_record, &row);
    counts->arrived[state->mode]++;
    counts->travel_ms_sum[state->mode] += act->t_ms - state->depart_ms;
    counts->distance_m_sum[state->mode] += state->distance_m;

    state->is_under_way = false;
    state->place = place;
    state->trip++;
    if (state->trip < population->first_trip[person + 1]) {
        const struct planned_trip *next = &population->trips[state->trip];
        uint32_t ready_ms = act->t_ms + next->min_stay_s * MS_PER_S;
        activation_schedule(act, next->depart_ms > ready_ms ? next->depart_ms : ready_ms,
                            PLACE_LEAVE, person, 0);
    }
}

static void people_place_handle(struct activation *act, struct event event)
{
    struct people *people = act->model;
    uint32_t person = event_subject(event);

    switch ((enum place_event)event_type(event)) {
    case PLACE_LEAVE:
        person_leave(people, act, person);
        break;
    case PLACE_DEPART:
        people->counts[act->self - people->first_process].departed[MODE_PT]++;
        break;
    case PLACE_PARKED:
        person_park(people, act, person, event_argument(event) == PARKED_AT_DOOR);
        break;
    case PLACE_REFUSED:
        person_transit_refused(people, act, person, event_argument(event));
        break;
    case PLACE_ARRIVED:
        person_arrive(people, act, person);
        break;
    case PLACE_CAR_FETCHED:
        place_parking_fetched(people, act, (enum parking_spot)event_argument(event));
        break;
    }
}

const struct process_kind people_place_kind = {.name = "place", .handle = people_place_handle};
