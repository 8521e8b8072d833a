// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/random.h"
#include "people/home_door.h"
#include "people/people_state.h"
#include "people/person_shuttle.h"
#include "people/person_transit.h"
#include "people/person_vehicle.h"
#include "people/place_parking.h"
#include "road/road_toll.h"

#include <math.h>
#include <string.h>

/** Kept in order of enum trip_outcome. */
static const char *const outcome_names[] = {"arrived",  "under_way",  "no_service",
                                            "stranded", "no_shuttle", NULL};

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
     "passenger (by park_ride and bike_ride between place and hub); stranded: left at a stop for a "
     "reason that denied tells, went on as a car "
     "passenger; no_shuttle: refused by the shuttle, went by public transport (without service: "
     "no_service)",
     outcome_names, NULL},
    {"depart", COLUMN_F64, offsetof(struct trip_row, depart_s), RECORD_CLOCK,
     "time of leaving the door", NULL, NULL},
    {"arrive", COLUMN_F64, offsetof(struct trip_row, arrive_s), RECORD_CLOCK,
     "time of arriving at the door", NULL, NULL},
    {"distance", COLUMN_F32, offsetof(struct trip_row, distance_m), "m", "length of the way", NULL,
     NULL},
    {"parking", COLUMN_I8, offsetof(struct trip_row, parking), NULL,
     "where the car stands at the end of its drive: none: no lot there, or no car; outside: the "
     "lot "
     "was full",
     parking_spot_names, NULL},
    {"parking_search", COLUMN_F32, offsetof(struct trip_row, search_s), "s",
     "time of searching for a parking space, part of the trip", NULL, NULL},
    {"hub", COLUMN_I32, offsetof(struct trip_row, hub), NULL,
     "stop where the car or the bicycle is left, or fetched; -1: none", NULL, "transit/stops"},
    {"toll", COLUMN_F32, offsetof(struct trip_row, toll_eur), "EUR", "tolls paid on the way", NULL,
     NULL},
    {0},
};

const struct record_kind people_trip_record = {"trips", "trip", "Trips of persons", trip_columns,
                                               sizeof(struct trip_row)};

static bool uses_hub(const struct planned_trip *trip)
{
    return trip->mode == MODE_PARK_RIDE || trip->mode == MODE_BIKE_RIDE;
}

struct trip_row person_trip_row(const struct people *people, uint32_t person, uint32_t arrive_ms)
{
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    bool has_arrived = arrive_ms != UINT32_MAX;
    bool is_driver = state->mode == MODE_CAR || state->mode == MODE_PARK_RIDE;
    return (struct trip_row){
        .depart_s = state->depart_ms / 1000.0,
        .arrive_s = has_arrived ? arrive_ms / 1000.0 : (double)NAN,
        .person = (int32_t)person,
        .from_place = (int32_t)state->place,
        .to_place = (int32_t)trip->to_place,
        .hub = uses_hub(trip) ? (int32_t)trip->hub_stop : -1,
        .distance_m = (float)state->distance_m,
        .search_s = (float)state->search_ms / 1000.0f,
        .toll_eur = (float)road_toll_paid_meur(people->world.road, person) / 1000.0f,
        .parking = (int8_t)(is_driver ? state->car_spot : PARKING_NONE),
        .purpose = (int8_t)trip->purpose,
        .mode = (int8_t)state->mode,
        .planned_mode = (int8_t)trip->mode,
        .outcome = (int8_t)(has_arrived ? state->outcome : TRIP_UNDER_WAY),
    };
}

/** Nobody leaves the usual route to gain less, ms. */
#define ROUTE_CHANGE_LEAST_MS 60000u

uint32_t person_way_ms(double distance_m, double speed_mps)
{
    double ms = 1000.0 * distance_m / speed_mps;
    return ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : (uint32_t)ms;
}

static bool site_is_place(const struct people *people, uint32_t site)
{
    return site < people->world.network->place_count;
}

static uint32_t site_node(const struct people *people, uint32_t site)
{
    const struct network *network = people->world.network;
    return site_is_place(people, site) ? network->places[site].node
                                       : people->hubs[site - network->place_count].node;
}

/** How far the door of the person's trip lies from the node of a site. */
static double site_access_m(const struct people *people, uint32_t person, uint32_t site)
{
    return site_is_place(people, site) ? home_door_access_m(people, person, site) : 0;
}

uint32_t person_door_ms(const struct people *people, uint32_t person, uint32_t site)
{
    double ms = 1000.0 * site_access_m(people, person, site) / people->parameters.local_speed_mps;
    return ms < DRIVE_ACCESS_LEAST_MS ? DRIVE_ACCESS_LEAST_MS : (uint32_t)ms;
}

const struct road_fans *person_view(const struct people *people, uint32_t person)
{
    struct random_stream lot;
    random_stream_init(&lot, people->world.seed, population_id(people->world.population, person),
                       RANDOM_ROUTE);
    lot.counter[0] = people->persons[person].trip - people->world.population->first_trip[person];
    return guidance_view(people->guidance, random_bits(&lot));
}

/** Asks the picture of the network that this person holds on this trip for the way to another node:
 * its time, ROAD_NO_WAY_MS without one. The worker's query holds the way. There are no fans of the
 * nodes of hubs. */
static uint32_t person_ask(const struct people *people, const struct activation *act,
                           uint32_t person, uint32_t from, uint32_t to)
{
    const struct road_fans *view = person_view(people, person);
    struct road_query *query = people->guidance->queries[act->worker];
    if (view->fan_of_node[from] == NONE || view->fan_of_node[to] == NONE)
        return road_query_run(query, view->metric, from, to);
    return road_fans_run(view, query, from, to);
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
        travel_ms =
            person_door_ms(people, person, state->place) +
            person_door_ms(people, person, trip->to_place) +
            guidance_way_ms(people->guidance, people->guidance->queries[act->worker], way_ms);
    if (travel_ms < TRIP_LEAST_MS)
        travel_ms = TRIP_LEAST_MS;
    person_arrive_at(people, act, person, act->t_ms + travel_ms);
}

static void person_count_drive(struct people *people, const struct activation *act, uint32_t person,
                               double distance_m)
{
    enum drive_kind drive = population_drive(people->world.population, person);
    people->counts[act->self - people->first_process].driven_m[drive] += (uint64_t)distance_m;
}

/** A drive between two sites of a node uses no link. */
static void person_drive_locally(struct people *people, struct activation *act, uint32_t person,
                                 uint32_t to_site)
{
    const struct network *network = people->world.network;
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    double distance_m = trip->distance_m;
    bool has_lot = true;

    people->counts[act->self - people->first_process].local_drives++;
    if (state->mode == MODE_PARK_RIDE) /* between a door around the node and the node */
        distance_m = people->parameters.detour_factor *
                     (site_access_m(people, person, act->self - people->first_process) +
                      site_access_m(people, person, to_site));
    person_count_drive(people, act, person, distance_m);
    if (site_is_place(people, to_site))
        has_lot = network->places[to_site].parking != NONE;
    uint32_t way_ms = person_way_ms(distance_m, people->parameters.local_speed_mps);
    activation_send(act,
                    event_make(act->t_ms + way_ms, people->first_process + to_site,
                               has_lot ? PLACE_PARKED : PLACE_ARRIVED, person, PARKED_AT_DOOR));
}

/** Time of a route in the picture that the person holds. */
static uint32_t route_ms(const struct people *people, uint32_t person, const uint32_t *route,
                         uint32_t length)
{
    const struct road_metric *metric = person_view(people, person)->metric;
    uint32_t sum_ms = 0;
    for (uint32_t i = 0; i < length; i++)
        sum_ms = road_way_sum_ms(sum_ms, metric->link_ms[route[i]]);
    return sum_ms;
}

/** Writes the route of the drive that is due to `out` (ROUTE_MAX): the one that was decided on
 * before the day, unless the driver hears now of one that is so much faster that a change pays;
 * that one is remembered. 0: there is no way. Drives to and from hubs are decided on anew each
 * time. Source: bounded rationality of Mahmassani and Jayakrishnan (1991). */
static uint32_t person_route(struct people *people, struct activation *act, uint32_t person,
                             uint32_t to_site, uint32_t *out)
{
    const struct person_state *state = &people->persons[person];
    struct route_book *book = state->mode == MODE_PARK_RIDE ? NULL : people->world.routes;
    uint32_t length = 0;
    const uint32_t *decided = book ? route_book_read(book, state->trip, &length) : NULL;
    uint32_t best_ms =
        person_ask(people, act, person, site_node(people, act->self - people->first_process),
                   site_node(people, to_site));
    double worth_ms = best_ms * (1 + people->parameters.indifference) + ROUTE_CHANGE_LEAST_MS;

    if (decided && route_ms(people, person, decided, length) <= worth_ms) {
        memcpy(out, decided, length * sizeof *out);
        return length;
    }
    length = road_query_route(people->guidance->queries[act->worker], out, ROUTE_MAX);
    if (book && !route_book_write(book, act->worker, state->trip, out, length))
        activation_fail(act, STATUS_RESOURCE, "there is no memory for the routes of drivers");
    return length;
}

void person_drive(struct people *people, struct activation *act, uint32_t person, uint32_t to_site)
{
    const struct network *network = people->world.network;
    struct person_state *state = &people->persons[person];
    uint32_t from_site = act->self - people->first_process;
    uint32_t from = site_node(people, from_site), to = site_node(people, to_site);
    uint32_t route[ROUTE_MAX];

    if (state->mode != MODE_TRUCK) {
        place_parking_leave(people, act, person);
        person_vehicle_take(people, act, &state->car_site, from_site, to_site);
    }
    if (from == to) {
        person_drive_locally(people, act, person, to_site);
        return;
    }
    uint32_t length = person_route(people, act, person, to_site, route);
    if (length == 0) {
        activation_fail(act, STATUS_DATA,
                        "there is no way by road of at most %u links from node '%s' to node '%s'",
                        ROUTE_MAX, names_text(&network->node_names, from),
                        names_text(&network->node_names, to));
        return;
    }
    double distance_m =
        site_access_m(people, person, from_site) + site_access_m(people, person, to_site);
    for (uint32_t i = 0; i < length; i++)
        distance_m += (double)network->links[route[i]].length_m;
    person_count_drive(people, act, person, distance_m);
    if (state->mode != MODE_PARK_RIDE)
        state->distance_m = (uint32_t)distance_m;
    struct drive drive = {
        .route = route,
        .route_length = (uint16_t)length,
        .class = state->mode == MODE_TRUCK ? VEHICLE_TRUCK : VEHICLE_CAR,
        .arrived_type = PLACE_PARKED,
        .arrived_process = people->first_process + to_site,
    };
    road_begin(people->world.road, act, person, &drive,
               act->t_ms + person_door_ms(people, person, from_site));
}

/** By public transport, at its start or all the way. Without service somebody takes the person
 * along by car. */
static void person_take_transit(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    if (person_transit_leave(people, act, person))
        return;
    if (state->mode != MODE_PT) {
        person_transit_lift(people, act, person);
        return;
    }
    state->mode = MODE_RIDE;
    state->outcome = TRIP_NO_SERVICE;
    people->counts[act->self - people->first_process].no_service++;
    person_ride(people, act, person);
}

/** By bicycle: the planned distance, with the slopes between the places. */
static uint32_t cycle_ms(const struct people *people, uint32_t from,
                         const struct planned_trip *trip)
{
    const struct bicycle_ways *ways = people->world.bicycle;
    if (!ways)
        return person_way_ms(trip->distance_m, people->parameters.bike_speed_mps);
    uint32_t way_ms = bicycle_ways_plan_ms(ways, from, trip->to_place, trip->distance_m);
    return way_ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : way_ms;
}

/** On foot or by bicycle. */
static void person_go(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t way_ms = person_way_ms(trip->distance_m, people->parameters.walk_speed_mps);

    if (state->mode == MODE_BIKE) {
        person_vehicle_take(people, act, &state->bicycle_site, state->place, trip->to_place);
        way_ms = cycle_ms(people, state->place, trip);
    }
    person_arrive_at(people, act, person, act->t_ms + way_ms);
}

/** Leaves the bicycle at the stop, or fetches it there. */
static void person_take_bicycle(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];
    uint32_t stop_site = people->world.network->place_count + trip->hub_stop;
    if (trip_fetches_vehicle(trip))
        person_vehicle_take(people, act, &state->bicycle_site, stop_site, trip->to_place);
    else
        person_vehicle_take(people, act, &state->bicycle_site, state->place, stop_site);
    person_take_transit(people, act, person);
}

/** Leaves the door now. */
static void person_depart(struct people *people, struct activation *act, uint32_t person,
                          uint32_t mode)
{
    uint32_t place = act->self - people->first_process;
    people->counts[place].departed[mode]++;
    event_log_note(people->world.log, act, EVENT_DEPART, event_person(person), place);
}

static void person_count_departure(struct people *people, struct activation *act, uint32_t person)
{
    const struct person_state *state = &people->persons[person];
    /* Whoever takes public transport may wait at home; the mode is another one without service. */
    if (state->depart_ms > act->t_ms)
        activation_schedule(act, state->depart_ms, PLACE_DEPART, person, state->mode);
    else
        person_depart(people, act, person, state->mode);
}

/** No shuttle takes the person, who goes as if there were none. */
static void person_does_without_shuttle(struct people *people, struct activation *act,
                                        uint32_t person)
{
    struct person_state *state = &people->persons[person];
    state->mode = MODE_PT;
    state->outcome = TRIP_NO_SHUTTLE;
    people->counts[act->self - people->first_process].shuttle_refused++;
    person_take_transit(people, act, person);
}

static void person_set_out(struct people *people, struct activation *act, uint32_t person)
{
    const struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];

    switch ((enum mode)state->mode) {
    case MODE_WALK:
    case MODE_BIKE:
        person_go(people, act, person);
        break;
    case MODE_RIDE:
        person_ride(people, act, person);
        break;
    case MODE_PT:
        person_take_transit(people, act, person);
        break;
    case MODE_BIKE_RIDE:
        person_take_bicycle(people, act, person);
        break;
    case MODE_PARK_RIDE:
        if (trip_fetches_vehicle(trip))
            person_take_transit(people, act, person);
        else
            person_drive(people, act, person, people_hub_site(people, trip->hub_stop));
        break;
    case MODE_SHUTTLE:
        if (!person_shuttle_leave(people, act, person))
            person_does_without_shuttle(people, act, person);
        break;
    case MODE_CAR:
    case MODE_TRUCK:
    case MODE_COUNT:
        person_drive(people, act, person, trip->to_place);
        break;
    }
}

/** A trip is due. */
static void person_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    const struct planned_trip *trip = &people->world.population->trips[state->trip];

    state->mode = trip->mode;
    state->outcome = TRIP_ARRIVED;
    state->depart_ms = act->t_ms;
    state->is_under_way = true;
    state->distance_m = trip->distance_m;
    state->search_ms = 0;
    person_set_out(people, act, person);
    person_count_departure(people, act, person);
}

/** The car has come to the node; a space must be found, and the door is still some way off. */
static void person_park(struct people *people, struct activation *act, uint32_t person,
                        bool is_at_door)
{
    uint32_t place = act->self - people->first_process;
    uint32_t ready_ms = act->t_ms + place_parking_arrive(people, act, person);

    event_log_note(people->world.log, act, EVENT_PARK, event_person(person), place);
    if (!is_at_door)
        ready_ms += person_door_ms(people, person, place);
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
    event_log_note(people->world.log, act, EVENT_ARRIVE, event_person(person), place);
    road_toll_take(people->world.road, person);
    counts->arrived[state->mode]++;
    counts->travel_ms_sum[state->mode] += act->t_ms - state->depart_ms;
    counts->distance_m_sum[state->mode] += state->distance_m;

    people->made[state->trip] = (struct trip_made){state->depart_ms, state->mode};
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
        person_depart(people, act, person, event_argument(event));
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
    case PLACE_NO_SHUTTLE: /* until now the person was on the way by shuttle */
        people->counts[act->self - people->first_process].departed[MODE_SHUTTLE]--;
        person_does_without_shuttle(people, act, person);
        person_count_departure(people, act, person);
        break;
    case PLACE_CAR_FETCHED:
        place_parking_fetched(people, act, person, (enum parking_spot)event_argument(event));
        break;
    }
}

const struct process_kind people_place_kind = {.name = "place", .handle = people_place_handle};
