// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_H
#define DEMAND_CHOICE_H

#include "base/fields.h"
#include "demand/choice_parameters.h"
#include "demand/demand_rules.h"
#include "demand/equilibrium.h"
#include "network/network.h"
#include "people/people_parameters.h"
#include "people/population.h"
#include "people/route_book.h"
#include "routing/road_day.h"
#include "routing/timetable_skim.h"
#include "shuttle/shuttle.h"

#include <stdbool.h>
#include <stdint.h>

/** On-demand shuttles, as last experienced. */
struct choice_shuttles {
    const struct shuttle_fleets *fleets;
    const struct shuttle_expected *expected; /**< [fleets] */
    double refusal_ms;                       /**< a refusal is felt as a wait of this long */
};

/** What ways cost at any time of the day, as last measured; frozen while people decide. Door i <
 * place_count of a skim is place i; those after it are the stops of park and ride in the order of
 * their table. The frame of `road` has the nodes of all places, and the nodes nearest to the stops
 * of park and ride (`network_nearest_node`). */
struct choice_service {
    const struct road_day *road;
    struct road_query **queries;            /**< [worker] */
    const struct timetable_skim *walk_walk; /**< to and from stops on foot; hubs behind places */
    const struct timetable_skim *bike_walk; /**< by bicycle to the stop; NULL: no bike and ride */
    const struct timetable_skim *walk_bike; /**< by bicycle from the stop */
    const struct bicycle_ways *bicycle;     /**< between places; NULL: by distance alone */
    const uint32_t *parking_ms;             /**< [door] search for a space; NULL: none */
    const struct choice_shuttles *shuttles; /**< NULL: there are none */
    bool has_route_km; /**< the tolls of `road` contain `car_km`: kilometres are those of the route,
                          not of the plan */
};

struct choice_world {
    const struct network *network;
    const struct timetable *timetable;
    const struct demand_rules *rules;         /**< length bands */
    const struct choice_constants *constants; /**< by mode and length band; NULL: all 0 */
    struct population *population;            /**< modes, times and hubs of trips change */
    struct route_book *routes;                /**< of all trips by car and truck */
    const struct people_parameters *people;
    const struct choice_parameters *parameters;
    uint64_t seed;
    uint32_t worker_count;
};

/** How people choose mode, time of departure and route: docs/model/choice.md. One agent of an
 * equilibrium is a person. */
struct choice;

/** `kind` of a reply: of a person without trips; of all others the mode of the longest trip. */
#define CHOICE_KIND_AT_HOME ((uint8_t)MODE_COUNT)

/** Memory O(workers * most trips of a person * ROUTE_MAX). The world must outlive it, but may be
 * changed as `choice_take` does; constants and parameters may change between two iterations. */
enum status choice_create(const struct choice_world *world, struct choice **out, struct error *err);
void choice_destroy(struct choice *choice);

/** What was measured last (copied; what it points to must outlive the last reply); before the first
 * reply, and again whenever it was measured anew. O(doors^2) queries, by one worker. */
void choice_set_service(struct choice *choice, const struct choice_service *service);

/** For struct equilibrium_model. `cost` is that of the present plan in time and money, without
 * tastes and constants, EUR, at least CHOICE_LEAST_COST_EUR; 0 of a person without trips. `regret`
 * compares with tastes and constants. */
#define CHOICE_LEAST_COST_EUR 0.01
void choice_reply(void *choice, uint32_t person, uint32_t worker, struct equilibrium_reply *out);

/** Writes what the worker's last reply found: modes, departures and hubs into the population,
 * routes into the book. The next reply under the same service has no regret. */
void choice_take(void *choice, uint32_t person, uint32_t worker);

/** STATUS_RESOURCE when `choice_take` found no memory for a route: plan and book then disagree. */
enum status choice_check(const struct choice *choice, struct error *err);

/** A tour as the model sees it, for calibration: what each mode costs, random part left out. */
struct choice_tour {
    uint32_t first_trip, end_trip; /**< of the population */
    bool is_possible[MODE_COUNT];
    double cost_eur[MODE_COUNT]; /**< constants included */
};
/** The tour that begins with trip `first_trip` of a person. */
void choice_tour_at(struct choice *choice, uint32_t person, uint32_t first_trip, uint32_t worker,
                    struct choice_tour *out);

/** By which mode a trip (of the population) of the tour is made when the tour is made by
 * `tour_mode`: short steps are walked. O(trips of the tour) */
uint8_t choice_trip_mode(const struct choice *choice, uint32_t person,
                         const struct choice_tour *tour, uint32_t trip, uint8_t tour_mode);

/** Probabilities of the modes of a tour: nested logit (McFadden 1978). */
void choice_probabilities(const struct choice_parameters *parameters,
                          const struct choice_tour *tour, double out[MODE_COUNT]);

#endif
