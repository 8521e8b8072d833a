// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice.h"

#include "base/memory.h"
#include "demand/choice_plan.h"
#include "demand/choice_taste.h"

#include <math.h>
#include <string.h>

/** Less is the noise of adding up in another order. */
#define LEAST_GAIN_EUR 1e-6

/** What a worker found for the person it looked at last. */
struct choice_worker {
    struct choice_view view;
    struct choice_step *trial, *best; /**< [most trips of a person] of one tour */
    struct choice_step *found;        /**< [most trips of a person] of the day */
    bool is_better;                   /**< than the present plan */
    bool lacks_memory;                /**< for a route that somebody took */
};

struct choice {
    struct choice_scene scene;
    uint32_t worker_count;
    struct choice_worker *workers;
};

/** Cheap ones first: what they cost saves queries of the others. */
static const uint8_t modes_in_turn[] = {MODE_WALK, MODE_BIKE, MODE_PT,        MODE_BIKE_RIDE,
                                        MODE_CAR,  MODE_RIDE, MODE_PARK_RIDE, MODE_SHUTTLE};
#define MODES_IN_TURN (sizeof modes_in_turn / sizeof modes_in_turn[0])

static enum status worker_init(struct choice_worker *worker, uint32_t most_trips, struct error *err)
{
    worker->trial = mem_alloc(most_trips, sizeof *worker->trial, err);
    worker->best = mem_alloc(most_trips, sizeof *worker->best, err);
    worker->found = mem_alloc(most_trips, sizeof *worker->found, err);
    worker->view.scratch = mem_alloc(ROUTE_MAX, sizeof *worker->view.scratch, err);
    worker->view.routes = mem_alloc(most_trips, sizeof *worker->view.routes, err);
    bool has_all = worker->trial && worker->best && worker->found && worker->view.scratch &&
                   worker->view.routes;
    return has_all ? STATUS_OK : STATUS_RESOURCE;
}

enum status choice_create(const struct choice_world *world, struct choice **out, struct error *err)
{
    const struct population *population = world->population;
    uint32_t most_trips = 1;
    for (uint32_t p = 0; p < population->person_count; p++) {
        uint32_t trips = population->first_trip[p + 1] - population->first_trip[p];
        most_trips = trips > most_trips ? trips : most_trips;
    }
    struct choice *choice = mem_alloc(1, sizeof *choice, err);
    if (!choice)
        return STATUS_RESOURCE;
    enum status status = choice_scene_init(world, &choice->scene, err);
    choice->workers = mem_alloc(world->worker_count, sizeof *choice->workers, err);
    if (!choice->workers)
        status = STATUS_RESOURCE;
    choice->worker_count = choice->workers ? world->worker_count : 0;
    for (uint32_t w = 0; status == STATUS_OK && w < choice->worker_count; w++) {
        choice->workers[w].view.scene = &choice->scene;
        choice->workers[w].view.worker = w;
        status = worker_init(&choice->workers[w], most_trips, err);
    }
    if (status != STATUS_OK)
        choice_destroy(choice);
    else
        *out = choice;
    return status;
}

void choice_destroy(struct choice *choice)
{
    if (!choice)
        return;
    for (uint32_t w = 0; w < choice->worker_count; w++) {
        mem_free(choice->workers[w].trial);
        mem_free(choice->workers[w].best);
        mem_free(choice->workers[w].found);
        mem_free(choice->workers[w].view.scratch);
        mem_free(choice->workers[w].view.routes);
    }
    mem_free(choice->workers);
    choice_scene_deinit(&choice->scene);
    mem_free(choice);
}

void choice_set_service(struct choice *choice, const struct choice_service *service)
{
    choice_scene_measure(&choice->scene, service);
}

/** The best mode of a tour, the present one included: its steps are in `worker->best`. */
static struct choice_trial tour_best(struct choice_worker *worker, const struct day_tour *tour,
                                     const struct choice_trial *now, const double *tastes_eur)
{
    const struct choice_view *view = &worker->view;
    const struct population *population = view->scene->world.population;
    bool keeps_mode = population->traits[view->person] & TRAIT_KEEPS_MODE;
    struct choice_trial best = *now;
    double best_eur = best.eur - tastes_eur[best.mode];
    for (uint32_t i = 0; i < MODES_IN_TURN; i++) {
        uint8_t mode = modes_in_turn[i];
        struct choice_trial trial = {.steps = worker->trial};
        if ((keeps_mode && mode != now->mode) || !choice_mode_possible(view, tour, mode))
            continue;
        struct choice_trial_question question = {.tour = tour,
                                                 .limit_eur = best_eur + tastes_eur[mode],
                                                 .ready_ms = best.first_ready_ms,
                                                 .mode = mode,
                                                 .now_mode = now->mode};
        if (!choice_plan_try(view, &question, &trial) ||
            trial.eur - tastes_eur[mode] >= best_eur - LEAST_GAIN_EUR)
            continue;
        worker->trial = worker->best;
        worker->best = trial.steps;
        best = trial;
        best_eur = trial.eur - tastes_eur[mode];
    }
    return best;
}

/** Sums over the tours of a day. */
struct day_sum {
    double now_eur, best_eur; /**< tastes and constants included */
    double system_eur;        /**< of now, without both */
};

static struct day_sum day_reply(struct choice_worker *worker)
{
    const struct choice_view *view = &worker->view;
    const struct choice_world *world = &view->scene->world;
    uint32_t first = world->population->first_trip[view->person];
    uint32_t end = world->population->first_trip[view->person + 1];
    uint32_t now_ready_ms = 0, best_ready_ms = 0, index = 0;
    struct day_sum sum = {0};
    for (uint32_t t = first; t < end; index++) {
        struct day_tour tour = choice_tour_find(view->scene, view->person, t);
        double tastes_eur[MODE_COUNT];
        struct choice_trial now = {.steps = worker->best}, same;
        choice_taste_draw(world->parameters, world->seed,
                          population_id(world->population, view->person), index, tastes_eur);
        choice_plan_now(view, &tour, now_ready_ms, &now);
        same = now;
        if (best_ready_ms != now_ready_ms)
            choice_plan_now(view, &tour, best_ready_ms, &same);
        struct choice_trial best = tour_best(worker, &tour, &same, tastes_eur);
        memcpy(worker->found + (t - first), worker->best + (t - first),
               (tour.end - t) * sizeof *worker->found);
        sum.now_eur += now.eur - tastes_eur[now.mode];
        sum.best_eur += best.eur - tastes_eur[best.mode];
        sum.system_eur += now.eur - now.constants_eur;
        now_ready_ms = now.ready_ms;
        best_ready_ms = best.ready_ms;
        t = tour.end;
    }
    return sum;
}

/** Who only passes through chooses the route. */
static struct day_sum through_reply(struct choice_worker *worker)
{
    const struct choice_view *view = &worker->view;
    const struct population *population = view->scene->world.population;
    uint32_t trip = population->first_trip[view->person];
    struct choice_drive_question question = {.errand =
                                                 choice_errand_at(view->scene, view->person, trip),
                                             .limit_eur = INFINITY,
                                             .keeps_time = true};
    struct choice_drive now =
        choice_drive_planned(view->scene, &question.errand, 0, view->worker, view->scratch);
    question.now = now.travel_ms == CHOICE_NO_WAY_MS ? NULL : &now;
    struct choice_drive best =
        choice_drive_best(view->scene, &question, view->worker, view->scratch, view->routes[0]);
    if (best.travel_ms == CHOICE_NO_WAY_MS)
        return (struct day_sum){0};
    worker->found[0] =
        (struct choice_step){best.depart_ms, NONE, best.route_length, population->trips[trip].mode};
    return (struct day_sum){now.eur, best.eur, now.eur};
}

static uint8_t longest_mode(const struct population *population, uint32_t person)
{
    uint32_t longest = population->first_trip[person];
    for (uint32_t t = longest + 1; t < population->first_trip[person + 1]; t++)
        if (population->trips[t].distance_m > population->trips[longest].distance_m)
            longest = t;
    return population->trips[longest].mode;
}

void choice_reply(void *self, uint32_t person, uint32_t worker_index, struct equilibrium_reply *out)
{
    struct choice *choice = self;
    struct choice_worker *worker = &choice->workers[worker_index];
    const struct population *population = choice->scene.world.population;
    worker->view.person = person;
    worker->is_better = false;
    *out = (struct equilibrium_reply){.kind = CHOICE_KIND_AT_HOME};
    if (population->first_trip[person] == population->first_trip[person + 1])
        return;
    bool is_through = population->group[person] == GROUP_THROUGH_CAR ||
                      population->group[person] == GROUP_THROUGH_TRUCK;
    struct day_sum sum = is_through ? through_reply(worker) : day_reply(worker);
    double gain_eur = sum.now_eur - sum.best_eur;
    worker->is_better = gain_eur > LEAST_GAIN_EUR;
    out->kind = longest_mode(population, person);
    out->cost = fmax(sum.system_eur, CHOICE_LEAST_COST_EUR);
    out->regret = out->gain = worker->is_better ? gain_eur : 0.0;
}

void choice_take(void *self, uint32_t person, uint32_t worker_index)
{
    struct choice *choice = self;
    struct choice_worker *worker = &choice->workers[worker_index];
    struct population *population = choice->scene.world.population;
    struct route_book *routes = choice->scene.world.routes;
    uint32_t first = population->first_trip[person];
    if (!worker->is_better || worker->view.person != person)
        return;
    for (uint32_t t = first; t < population->first_trip[person + 1]; t++) {
        const struct choice_step *step = &worker->found[t - first];
        struct planned_trip *trip = &population->trips[t];
        trip->mode = step->mode;
        trip->depart_ms = step->depart_ms;
        trip->hub_stop = step->hub_stop;
        if (step->route_length != CHOICE_ROUTE_OF_BOOK &&
            !route_book_write(routes, worker_index, t, worker->view.routes[t - first],
                              step->route_length))
            worker->lacks_memory = true;
    }
}

enum status choice_check(const struct choice *choice, struct error *err)
{
    for (uint32_t w = 0; w < choice->worker_count; w++)
        if (choice->workers[w].lacks_memory)
            return error_fail(err, STATUS_RESOURCE, "there is no memory for the routes of drivers");
    return STATUS_OK;
}

void choice_tour_at(struct choice *choice, uint32_t person, uint32_t first_trip,
                    uint32_t worker_index, struct choice_tour *out)
{
    struct choice_worker *worker = &choice->workers[worker_index];
    worker->view.person = person;
    worker->is_better = false;
    struct day_tour tour = choice_tour_find(&choice->scene, person, first_trip);
    *out = (struct choice_tour){.first_trip = tour.first, .end_trip = tour.end};
    for (uint32_t i = 0; i < MODES_IN_TURN; i++) {
        uint8_t mode = modes_in_turn[i];
        struct choice_trial trial = {.steps = worker->trial};
        struct choice_trial_question question = {
            .tour = &tour, .limit_eur = INFINITY, .mode = mode, .now_mode = MODE_COUNT};
        out->is_possible[mode] = choice_mode_possible(&worker->view, &tour, mode) &&
                                 choice_plan_try(&worker->view, &question, &trial);
        out->cost_eur[mode] = out->is_possible[mode] ? trial.eur : 0.0;
    }
}

uint8_t choice_trip_mode(const struct choice *choice, uint32_t person,
                         const struct choice_tour *tour, uint32_t trip, uint8_t tour_mode)
{
    struct day_tour found = choice_tour_find(&choice->scene, person, tour->first_trip);
    return choice_plan_step_mode(&choice->scene, person, &found, trip, tour_mode);
}

void choice_probabilities(const struct choice_parameters *parameters,
                          const struct choice_tour *tour, double out[MODE_COUNT])
{
    choice_taste_shares(parameters, tour->is_possible, tour->cost_eur, out);
}
