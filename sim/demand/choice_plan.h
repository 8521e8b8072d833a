// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_PLAN_H
#define DEMAND_CHOICE_PLAN_H

#include "demand/choice_drive.h"
#include "demand/day_plan.h"
#include "people/people_state.h"

/** One person in the hands of one worker. */
struct choice_view {
    const struct choice_scene *scene;
    uint32_t worker, person;
    uint32_t *scratch; /**< [ROUTE_MAX] */
    uint32_t (
        *routes)[ROUTE_MAX]; /**< by trip of the person: what the last best drive of it found */
};

/** How a trip of a tour is made. */
struct choice_step {
    uint32_t depart_ms, hub_stop;
    uint32_t
        route_length; /**< as in struct choice_drive; 0 for modes that do not drive all the way */
    uint8_t mode;
};

/** A tour that is made by some mode. */
struct choice_trial {
    struct choice_step *steps; /**< by trip of the person; those of the tour are set */
    double eur;                /**< time, money, schedule delay, constants */
    double constants_eur;      /**< of these, the constants */
    uint32_t first_ready_ms;   /**< when the person could leave for it */
    uint32_t ready_ms;         /**< when the person could leave for the tour after it */
    uint8_t mode;              /**< of the tour */
};

/** The tour that begins with a trip (id of the population) of the person; trips are ids, too. */
struct day_tour choice_tour_find(const struct choice_scene *scene, uint32_t person, uint32_t first);

/** By which mode a trip (id of the population) of the tour is made when the tour is made by `mode`:
 * short steps are walked. */
uint8_t choice_plan_step_mode(const struct choice_scene *scene, uint32_t person,
                              const struct day_tour *tour, uint32_t trip, uint8_t mode);

/** Whether a person may make the tour by a mode: cars need TRAIT_CAR, bicycles to the stop
 * TRAIT_BICYCLE where it is known; tours outside go by car, ride, public transport or park and
 * ride, local ones on foot, by bicycle or ride; a shuttle must serve one of the trips. */
bool choice_mode_possible(const struct choice_view *view, const struct day_tour *tour,
                          uint8_t mode);

/** Makes the tour by a mode, each trip as well as it can be done after those before it. False when
 * that is impossible or costs `limit_eur` or more; then `out` is of no use. `now_mode` is the mode
 * of the present tour: who drives may stay with what the plan says. */
struct choice_trial_question {
    const struct day_tour *tour;
    double limit_eur;
    uint32_t ready_ms; /**< the person can leave for the tour */
    uint8_t mode, now_mode;
};
bool choice_plan_try(const struct choice_view *view, const struct choice_trial_question *question,
                     struct choice_trial *out);

/** The tour as planned now; a trip is late when those before it are. A trip for which there is no
 * way is made as a passenger and costs the search window of the people, too. */
void choice_plan_now(const struct choice_view *view, const struct day_tour *tour, uint32_t ready_ms,
                     struct choice_trial *out);

/** The mode that the planned trips of a tour show: shuttle when one of them is by shuttle, else
 * that of the first one not walked, or walk. */
uint8_t choice_plan_mode(const struct choice_scene *scene, const struct day_tour *tour);

#endif
