// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DAY_PLAN_H
#define DEMAND_DAY_PLAN_H

#include "demand/demand_people.h"
#include "demand/demand_world.h"

#include <stdbool.h>

#define DAY_ACTIVITIES_MAX 10
#define DAY_TRIPS_MAX      (2 * DAY_ACTIVITIES_MAX)
#define DAY_GAP_BINS       64 /**< of 15 min each; 0: no gap at all */
#define DAY_GAP_BIN_S      900.0
#define DAY_END_S          (DEMAND_HOURS * 3600u)

/** Something that a person does away from home. */
struct day_activity {
    uint8_t purpose;
    uint8_t kind; /**< enum demand_activity: whose duration it has */
    bool is_main; /**< at the person's main place */
    bool goes_home_after;
    double wish_s; /**< departure as drawn from the purpose's curve */
    double duration_s;
};

struct day_trip {
    uint32_t from, to, distance_m;
    uint8_t purpose, band, mode;
    bool is_local; /**< within a place or a road node: nothing for a car to drive */
    uint32_t depart_s;
    uint32_t stay_s; /**< planned at `from` before this trip; 0 for the first */
};

/** One person's day while it is being made: chain, then places, then modes, then times. */
struct day_plan {
    uint32_t activity_count, trip_count;
    struct day_activity activities[DAY_ACTIVITIES_MAX];
    struct day_trip trips[DAY_TRIPS_MAX];
};

/** Who can do what: rows of the mode probabilities. */
enum day_class {
    DAY_RESIDENT_WITHOUT_CAR,
    DAY_RESIDENT_WITH_CAR,
    DAY_COMMUTER_WITHOUT_CAR,
    DAY_COMMUTER_WITH_CAR,
    DAY_CLASS_COUNT
};

enum day_tour_kind {
    DAY_TOUR_PLAIN,
    DAY_TOUR_OUTSIDE, /**< starts or ends a trip in an external zone: car, ride or pt */
    DAY_TOUR_LOCAL,   /**< only trips within a place: walk, bike or ride */
    DAY_TOUR_KIND_COUNT
};

/** What the calibration sets and the plans are drawn from. */
struct demand_tuning {
    double curve[CURVE_COUNT][DEMAND_HOURS]; /**< running sums, the last one is 1 */
    double extra_mean[DEMAND_GROUPS];        /**< Poisson mean of further activities */
    double
        main_share[DEMAND_GROUPS]; /**< of those with a main place who leave home: who goes there */
    double home_gap_bin[DEMAND_GROUPS];   /**< goes home between activities when the gap's bin is
                                             above; the fraction of   the bin at its edge is drawn */
    double band_weight[DEMAND_BANDS_MAX]; /**< of secondary destinations */
    double mode[DAY_CLASS_COUNT][DAY_TOUR_KIND_COUNT][DEMAND_BANDS_MAX]
               [MODE_COUNT]; /**< by the tour's longest band */
};

/** Everything that a plan is a function of. */
struct day_source {
    const struct demand_world *world;
    const struct demand_tuning *tuning;
    const struct demand_people *people;
    uint64_t seed;
};

/** Bin of the free time between the end of an activity and the wish for the next one. */
uint32_t day_gap_bin(const struct day_activity *activity, const struct day_activity *next);

/** The activities of the person's day in the order of their wishes, with durations and ways home. A
 * day at home has none. Streams: RANDOM_CHAIN. */
void day_chain_draw(const struct day_source *source, uint32_t person, struct day_plan *plan);

/** Trips of a chain: one per activity and one per way home. */
uint32_t day_chain_trip_count(const struct day_plan *plan);

/** Whether the person has a car to drive: residents from 18 on by the zone's households with a car
 * and a factor of the group; commuters by their zone's. Stream: RANDOM_PERSON. */
bool day_has_car(const struct day_source *source, uint32_t person);

/** Makes trips of the activities: where to and how far. Stream: RANDOM_DESTINATION. */
void day_places_draw(const struct day_source *source, uint32_t person, bool has_car,
                     struct day_plan *plan);

/** A tour: trips [first, end) from home back to home. */
struct day_tour {
    uint32_t first, end, longest_band;
    enum day_tour_kind kind;
};

/** The tour that starts with trip `first`. */
struct day_tour day_tour_at(const struct demand_reach *reach, const struct day_plan *plan,
                            uint32_t first);

enum day_class day_class_of(const struct demand_person *person, bool has_car);

/** What kind of trip it is within its tour: decides who walks it although the tour goes by car,
 * ride or pt. */
enum day_step {
    DAY_STEP_FULL,
    DAY_STEP_LOCAL,       /**< within a place */
    DAY_STEP_SHORT,       /**< in the first band, while the tour goes farther */
    DAY_STEP_SHORT_LOCAL, /**< both */
    DAY_STEP_COUNT
};
enum day_step day_step_of(const struct day_trip *trip, uint32_t longest_band);

/** The mode of a trip in a tour made by `tour_mode`: car and pt walk local steps, ride and pt walk
 * short ones. */
uint8_t day_trip_mode(uint8_t tour_mode, enum day_step step);

/** Gives every tour one mode. Stream: RANDOM_MODE. */
void day_modes_draw(const struct day_source *source, uint32_t person, bool has_car,
                    struct day_plan *plan);

/** Departures and stays, from wishes, durations and expected travel times; everything ends by
 * 28:00. No draws. */
void day_times_set(struct day_plan *plan);

/** Expected door-to-door time of a trip, s. Only spaces the plans; the simulation finds the real
 * one. */
double day_travel_time_s(uint8_t mode, double distance_m);

/** The single trip of somebody who passes through. Stream: RANDOM_THROUGH. */
void day_through_draw(const struct day_source *source, uint32_t person, struct day_plan *plan);

/** The whole plan of any person. */
void day_plan_draw(const struct day_source *source, uint32_t person, struct day_plan *plan);

/** The hour curve's value at `unit` in [0, 1): seconds after midnight, uniform within the hour. */
double day_curve_draw_s(const double *running, double unit);

#endif
