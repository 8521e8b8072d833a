// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_plan.h"

#include "demand/choice_shuttle.h"

#include <math.h>

/** A tour made by a mode: what the trips in it go by. */
struct tour_way {
    const struct choice_view *view;
    const struct day_tour *tour;
    uint8_t mode;
    uint32_t hub; /**< of park and ride */
};

static struct day_trip day_trip_of(const struct choice_scene *scene,
                                   const struct choice_errand *errand)
{
    const struct place *places = scene->world.network->places;
    uint32_t to = errand->trip->to_place;
    return (struct day_trip){
        .band = (uint8_t)demand_rules_band(scene->world.rules, errand->trip->distance_m),
        .is_local = places[errand->from].node == places[to].node};
}

struct day_tour choice_tour_find(const struct choice_scene *scene, uint32_t person, uint32_t first)
{
    const struct network *network = scene->world.network;
    struct day_tour tour = {.first = first, .end = first};
    bool is_outside = false, is_local = true;
    while (tour.end < scene->world.population->first_trip[person + 1]) {
        struct choice_errand errand = choice_errand_at(scene, person, tour.end++);
        struct day_trip trip = day_trip_of(scene, &errand);
        uint32_t ends[2] = {errand.from, errand.trip->to_place};
        for (int i = 0; i < 2; i++)
            is_outside |= network->zones[network->places[ends[i]].zone].kind == ZONE_EXTERNAL;
        is_local &= trip.is_local;
        tour.longest_band = trip.band > tour.longest_band ? trip.band : tour.longest_band;
        if (errand.trip->purpose == PURPOSE_HOME)
            break;
    }
    tour.kind = is_outside ? DAY_TOUR_OUTSIDE : is_local ? DAY_TOUR_LOCAL : DAY_TOUR_PLAIN;
    return tour;
}

static bool is_end(const struct day_tour *tour, uint32_t trip)
{
    return trip == tour->first || trip + 1 == tour->end;
}

/** How the trip is made in a tour by a mode. A car or a bicycle waits at the stop between the ends.
 * What no shuttle serves of its tours is made by public transport: neither must come back. */
static uint8_t step_mode(const struct choice_scene *scene, const struct day_tour *tour,
                         uint8_t mode, const struct choice_errand *errand)
{
    struct day_trip trip = day_trip_of(scene, errand);
    if (mode == MODE_PARK_RIDE || mode == MODE_BIKE_RIDE)
        return is_end(tour, errand->id)
                   ? mode
                   : day_trip_mode(MODE_PT, day_step_of(&trip, tour->longest_band));
    if (mode == MODE_SHUTTLE) {
        uint8_t other = day_trip_mode(MODE_PT, day_step_of(&trip, tour->longest_band));
        return other == MODE_PT && choice_shuttle_serves(scene, errand) ? mode : other;
    }
    return day_trip_mode(mode, day_step_of(&trip, tour->longest_band));
}

uint8_t choice_plan_step_mode(const struct choice_scene *scene, uint32_t person,
                              const struct day_tour *tour, uint32_t trip, uint8_t mode)
{
    struct choice_errand errand = choice_errand_at(scene, person, trip);
    return step_mode(scene, tour, mode, &errand);
}

/** Whether the vehicle can be left at a stop: both ends are ways that public transport would make,
 * and the last one leads home. */
static bool has_far_ends(const struct choice_view *view, const struct day_tour *tour)
{
    const struct choice_scene *scene = view->scene;
    struct choice_errand first = choice_errand_at(scene, view->person, tour->first);
    struct choice_errand last = choice_errand_at(scene, view->person, tour->end - 1);
    return tour->end - tour->first >= 2 && last.trip->purpose == PURPOSE_HOME &&
           last.trip->to_place == first.from &&
           step_mode(scene, tour, MODE_PT, &first) == MODE_PT &&
           step_mode(scene, tour, MODE_PT, &last) == MODE_PT;
}

/** Whether some trip of a tour by shuttle goes by a mode. */
static bool shuttle_tour_has(const struct choice_view *view, const struct day_tour *tour,
                             uint8_t mode)
{
    for (uint32_t t = tour->first; t < tour->end; t++)
        if (choice_plan_step_mode(view->scene, view->person, tour, t, MODE_SHUTTLE) == mode)
            return true;
    return false;
}

bool choice_mode_possible(const struct choice_view *view, const struct day_tour *tour, uint8_t mode)
{
    const struct choice_scene *scene = view->scene;
    uint8_t traits = scene->world.population->traits[view->person];
    bool is_local = tour->kind == DAY_TOUR_LOCAL, is_outside = tour->kind == DAY_TOUR_OUTSIDE;
    switch ((enum mode)mode) {
    case MODE_WALK:
        return !is_outside;
    case MODE_BIKE:
        return !is_outside && (scene->everybody_cycles || (traits & TRAIT_BICYCLE));
    case MODE_CAR:
        return !is_local && (traits & TRAIT_CAR);
    case MODE_RIDE:
        return true;
    case MODE_PT:
        return !is_local;
    case MODE_PARK_RIDE:
        return !is_local && (traits & TRAIT_CAR) && scene->hub_count > 0 &&
               has_far_ends(view, tour);
    case MODE_BIKE_RIDE:
        return !is_local && !is_outside && scene->service.bike_walk && scene->service.walk_bike &&
               (scene->everybody_cycles || (traits & TRAIT_BICYCLE)) && has_far_ends(view, tour);
    case MODE_SHUTTLE:
        return !is_local && scene->service.shuttles && shuttle_tour_has(view, tour, MODE_SHUTTLE);
    default:
        return false;
    }
}

/** What a trip that is not driven is like when it is asked for at `t_ms`; `is_least`: by road at
 * its least time. */
static struct choice_way step_way(const struct tour_way *way, const struct choice_errand *errand,
                                  uint8_t mode, uint32_t t_ms, bool is_least)
{
    const struct choice_scene *scene = way->view->scene;
    const struct choice_service *service = &scene->service;
    bool is_back = errand->id + 1 == way->tour->end;
    struct choice_hub_trip hub_trip = {*errand, way->hub, is_back};
    switch ((enum mode)mode) {
    case MODE_WALK:
        return choice_way_walk(scene, errand);
    case MODE_BIKE:
        return choice_way_bike(scene, errand);
    case MODE_PT:
        return choice_way_transit(scene, service->walk_walk, errand->from, errand->trip->to_place,
                                  t_ms);
    case MODE_BIKE_RIDE:
        return choice_way_transit(scene, is_back ? service->walk_bike : service->bike_walk,
                                  errand->from, errand->trip->to_place, t_ms);
    case MODE_SHUTTLE:
        return choice_way_shuttle(scene, errand, way->view->worker, t_ms, is_least);
    case MODE_PARK_RIDE:
        return is_least ? choice_way_hub_least(scene, &hub_trip, t_ms)
                        : choice_way_hub(scene, &hub_trip, way->view->worker, t_ms);
    default:
        return is_least ? choice_way_ride_least(scene, errand)
                        : choice_way_ride(scene, errand, way->view->worker, t_ms);
    }
}

/** When to leave to be there in time; of a way home: as wished. */
static uint32_t step_departure(const struct tour_way *way, const struct choice_errand *errand,
                               uint8_t mode)
{
    uint32_t wish_ms = errand->trip->wish_ms, t_ms = wish_ms;
    if (errand->trip->purpose == PURPOSE_HOME)
        return wish_ms;
    for (int pass = 0; pass < 2; pass++) {
        struct choice_way found = step_way(way, errand, mode, t_ms, pass == 0);
        if (found.travel_ms == CHOICE_NO_WAY_MS)
            break;
        t_ms = wish_ms > found.travel_ms ? wish_ms - found.travel_ms : 0;
    }
    return t_ms;
}

/** What it costs to leave at another time than would be in time: as if the rest were punctual. */
static double step_schedule_eur(const struct choice_scene *scene, const struct planned_trip *trip,
                                uint32_t depart_ms, uint32_t in_time_ms)
{
    if (trip->purpose == PURPOSE_HOME)
        return choice_schedule_eur(scene, trip, depart_ms, depart_ms);
    int64_t arrive_ms = (int64_t)trip->wish_ms + (int64_t)depart_ms - (int64_t)in_time_ms;
    return choice_schedule_eur(scene, trip, depart_ms, arrive_ms > 0 ? (uint32_t)arrive_ms : 0);
}

static bool is_by_transit(uint8_t mode)
{
    return mode == MODE_PT || mode == MODE_PARK_RIDE || mode == MODE_BIKE_RIDE;
}

static double tour_day_eur(const struct choice_view *view, const struct day_tour *tour,
                           uint8_t mode)
{
    const struct choice_world *world = &view->scene->world;
    bool has_ticket = world->population->traits[view->person] & TRAIT_TICKET;
    bool has_transit =
        is_by_transit(mode) || (mode == MODE_SHUTTLE && shuttle_tour_has(view, tour, MODE_PT));
    double day_eur = has_transit && !has_ticket ? world->parameters->pt_eur_day : 0.0;
    if (mode == MODE_CAR || mode == MODE_PARK_RIDE)
        day_eur += world->parameters->car_eur_day;
    return day_eur / world->parameters->tours_per_day;
}

/** What public transport costs for a trip beside the cost of the day. */
static double trip_fare_eur(const struct choice_view *view, const struct planned_trip *trip,
                            uint8_t mode)
{
    const struct choice_world *world = &view->scene->world;
    if (!is_by_transit(mode) || world->population->traits[view->person] & TRAIT_TICKET)
        return 0.0;
    return world->parameters->pt_eur_trip + world->parameters->pt_eur_km * trip->distance_m / 1e3;
}

static uint32_t ready_after(const struct choice_view *view, uint32_t trip, uint32_t arrive_ms)
{
    const struct population *population = view->scene->world.population;
    if (trip + 1 == population->first_trip[view->person + 1])
        return arrive_ms;
    return arrive_ms + 1000u * population->trips[trip + 1].min_stay_s;
}

/** Adds a step to the tour. */
static void trial_add(struct choice_trial *trial, const struct choice_view *view,
                      const struct choice_errand *errand, struct choice_step step,
                      struct choice_way way)
{
    uint32_t first = view->scene->world.population->first_trip[view->person];
    double constant_eur = choice_constant_eur(view->scene, step.mode, errand->trip->distance_m);
    trial->steps[errand->id - first] = step;
    trial->eur += way.eur + trip_fare_eur(view, errand->trip, step.mode) + constant_eur;
    trial->constants_eur += constant_eur;
    trial->ready_ms = ready_after(view, errand->id, step.depart_ms + way.travel_ms);
}

static bool add_driven(struct choice_trial *trial, const struct choice_trial_question *question,
                       const struct choice_view *view, const struct choice_errand *errand,
                       double limit_eur)
{
    const struct choice_scene *scene = view->scene;
    uint32_t first = scene->world.population->first_trip[view->person];
    struct choice_drive now, found;
    struct choice_drive_question drive = {
        .errand = *errand, .ready_ms = trial->ready_ms, .limit_eur = limit_eur};
    if (question->now_mode == MODE_CAR && errand->trip->mode == MODE_CAR) {
        now = choice_drive_planned(scene, errand, trial->ready_ms, view->worker, view->scratch);
        drive.now = now.travel_ms == CHOICE_NO_WAY_MS ? NULL : &now;
    }
    found = choice_drive_best(scene, &drive, view->worker, view->scratch,
                              view->routes[errand->id - first]);
    if (found.travel_ms == CHOICE_NO_WAY_MS)
        return false;
    trial_add(trial, view, errand,
              (struct choice_step){found.depart_ms, NONE, found.route_length, MODE_CAR},
              (struct choice_way){found.eur, found.travel_ms, NONE});
    return true;
}

static bool add_other(struct choice_trial *trial, const struct tour_way *way,
                      const struct choice_errand *errand, uint8_t mode)
{
    uint32_t in_time_ms = step_departure(way, errand, mode);
    uint32_t depart_ms = choice_later(in_time_ms, trial->ready_ms);
    struct choice_way found = step_way(way, errand, mode, depart_ms, false);
    uint32_t hub_stop = NONE;
    if (found.travel_ms == CHOICE_NO_WAY_MS || depart_ms > CHOICE_DAY_END_MS)
        return false;
    found.eur += step_schedule_eur(way->view->scene, errand->trip, depart_ms, in_time_ms);
    if (mode == MODE_BIKE_RIDE && errand->id != way->tour->first) {
        uint32_t first = way->view->scene->world.population->first_trip[way->view->person];
        hub_stop = trial->steps[way->tour->first - first].hub_stop; /* where the bicycle is */
    } else if (mode == MODE_BIKE_RIDE || mode == MODE_PARK_RIDE) {
        hub_stop = found.hub_stop;
    }
    trial_add(trial, way->view, errand, (struct choice_step){depart_ms, hub_stop, 0, mode}, found);
    return true;
}

/** The least that a trip can cost by a mode that uses the road; 0 for others. INFINITY: no way. */
static double step_least_eur(const struct choice_scene *scene, const struct choice_errand *errand,
                             uint8_t mode)
{
    struct choice_way least = {0};
    if (mode == MODE_CAR)
        least = choice_drive_least(scene, errand);
    else if (mode == MODE_RIDE)
        least = choice_way_ride_least(scene, errand);
    return least.travel_ms == CHOICE_NO_WAY_MS ? (double)INFINITY : least.eur;
}

/** What the tour's trips cost at least by the mode, the constants included. */
static double tour_least_eur(const struct tour_way *way)
{
    const struct choice_scene *scene = way->view->scene;
    double sum = tour_day_eur(way->view, way->tour, way->mode);
    for (uint32_t t = way->tour->first; t < way->tour->end; t++) {
        struct choice_errand errand = choice_errand_at(scene, way->view->person, t);
        uint8_t mode = step_mode(scene, way->tour, way->mode, &errand);
        sum += step_least_eur(scene, &errand, mode) +
               choice_constant_eur(scene, mode, errand.trip->distance_m);
    }
    return sum;
}

/** The hub with the least sum over the way out and the way back, each at the time that its wish
 * asks for and with empty roads; the sum, INFINITY without one. */
static double find_hub(struct tour_way *way)
{
    double best_eur = INFINITY;
    uint32_t best = NONE;
    const struct choice_scene *scene = way->view->scene;
    struct choice_errand ends[2] = {choice_errand_at(scene, way->view->person, way->tour->first),
                                    choice_errand_at(scene, way->view->person, way->tour->end - 1)};
    for (way->hub = 0; way->hub < scene->hub_count; way->hub++) {
        double eur = 0.0;
        for (int i = 0; i < 2; i++) {
            uint32_t wish_ms = ends[i].trip->wish_ms;
            struct choice_way found = step_way(way, &ends[i], MODE_PARK_RIDE, wish_ms, true);
            if (i == 0 && found.travel_ms != CHOICE_NO_WAY_MS && wish_ms > found.travel_ms)
                found = step_way(way, &ends[i], MODE_PARK_RIDE, wish_ms - found.travel_ms, true);
            eur += found.travel_ms == CHOICE_NO_WAY_MS ? (double)INFINITY : found.eur;
        }
        best = eur < best_eur ? way->hub : best;
        best_eur = eur < best_eur ? eur : best_eur;
    }
    way->hub = best;
    return best_eur;
}

bool choice_plan_try(const struct choice_view *view, const struct choice_trial_question *question,
                     struct choice_trial *out)
{
    const struct choice_scene *scene = view->scene;
    const struct day_tour *tour = question->tour;
    struct tour_way way = {view, tour, question->mode, NONE};
    struct choice_trial trial = {.steps = out->steps,
                                 .eur = tour_day_eur(view, tour, question->mode),
                                 .first_ready_ms = question->ready_ms,
                                 .ready_ms = question->ready_ms,
                                 .mode = question->mode};
    double least_eur = tour_least_eur(&way); /* of what was not tried yet, and what was done */
    if (question->mode == MODE_PARK_RIDE)
        least_eur += find_hub(&way);
    if (!(least_eur < question->limit_eur))
        return false;
    if (question->mode == MODE_PARK_RIDE)
        least_eur = 0.0;
    for (uint32_t t = tour->first; t < tour->end; t++) {
        struct choice_errand errand = choice_errand_at(scene, view->person, t);
        uint8_t mode = step_mode(scene, tour, question->mode, &errand);
        double before_eur = trial.eur;
        double step_eur = step_least_eur(scene, &errand, mode);
        double limit_eur = question->limit_eur - least_eur + step_eur;
        bool is_done = mode == MODE_CAR ? add_driven(&trial, question, view, &errand, limit_eur)
                                        : add_other(&trial, &way, &errand, mode);
        if (!is_done || !(trial.eur < question->limit_eur))
            return false;
        if (question->mode == MODE_CAR || question->mode == MODE_RIDE)
            least_eur += trial.eur - before_eur - step_eur -
                         choice_constant_eur(scene, mode, errand.trip->distance_m);
        if (!(least_eur < question->limit_eur))
            return false;
    }
    *out = trial;
    return true;
}

/** Whoever plans a way that does not exist goes as a passenger, as in the simulation, and minds it
 * as much as searching in vain for the whole window. */
static struct choice_way no_service_way(const struct tour_way *way,
                                        const struct choice_errand *errand, uint32_t t_ms)
{
    const struct choice_scene *scene = way->view->scene;
    double window_ms = 1000.0 * scene->world.people->search_window_s;
    struct choice_way found = choice_way_ride(scene, errand, way->view->worker, t_ms);
    if (found.travel_ms == CHOICE_NO_WAY_MS)
        found = (struct choice_way){0.0, (uint32_t)window_ms, NONE};
    found.eur += choice_time_eur(scene, window_ms);
    return found;
}

void choice_plan_now(const struct choice_view *view, const struct day_tour *tour, uint32_t ready_ms,
                     struct choice_trial *out)
{
    const struct choice_scene *scene = view->scene;
    uint8_t tour_mode = choice_plan_mode(scene, tour);
    struct tour_way way = {view, tour, tour_mode, NONE};
    struct choice_trial trial = {.steps = out->steps,
                                 .eur = tour_day_eur(view, tour, tour_mode),
                                 .first_ready_ms = ready_ms,
                                 .ready_ms = ready_ms,
                                 .mode = tour_mode};
    for (uint32_t t = tour->first; t < tour->end; t++) {
        struct choice_errand errand = choice_errand_at(scene, view->person, t);
        const struct planned_trip *trip = errand.trip;
        struct choice_step step = {choice_later(trip->depart_ms, trial.ready_ms), trip->hub_stop, 0,
                                   trip->mode};
        struct choice_way found = {.travel_ms = CHOICE_NO_WAY_MS};
        if (trip->mode == MODE_CAR || trip->mode == MODE_TRUCK) {
            struct choice_drive drive =
                choice_drive_planned(scene, &errand, trial.ready_ms, view->worker, view->scratch);
            found = (struct choice_way){drive.eur, drive.travel_ms, NONE};
            step.route_length = CHOICE_ROUTE_OF_BOOK;
        } else {
            way.hub = choice_hub_at(scene, trip->hub_stop);
            if (trip->mode != MODE_PARK_RIDE || way.hub != NONE)
                found = step_way(&way, &errand, trip->mode, step.depart_ms, false);
            if (found.travel_ms != CHOICE_NO_WAY_MS)
                found.eur += step_schedule_eur(scene, trip, step.depart_ms,
                                               step_departure(&way, &errand, trip->mode));
        }
        if (found.travel_ms == CHOICE_NO_WAY_MS)
            found = no_service_way(&way, &errand, step.depart_ms);
        trial_add(&trial, view, &errand, step, found);
    }
    *out = trial;
}

uint8_t choice_plan_mode(const struct choice_scene *scene, const struct day_tour *tour)
{
    uint8_t mode = MODE_WALK;
    for (uint32_t t = tour->first; t < tour->end && mode != MODE_SHUTTLE; t++) {
        uint8_t of_trip = scene->world.population->trips[t].mode;
        if (mode == MODE_WALK || of_trip == MODE_SHUTTLE)
            mode = of_trip;
    }
    return mode;
}
