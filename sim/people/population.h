// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_POPULATION_H
#define PEOPLE_POPULATION_H

#include "base/archive.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum person_group {
    GROUP_CHILD, /**< 0-5 years */
    GROUP_PUPIL, /**< 6-17 */
    GROUP_STUDENT,
    GROUP_EMPLOYED,
    GROUP_NOT_EMPLOYED, /**< 18-64 */
    GROUP_SENIOR,       /**< 65 and over */
    GROUP_COMMUTER,     /**< lives outside, works in one of the two cities */
    GROUP_THROUGH_CAR,  /**< driver of a car that passes through */
    GROUP_THROUGH_TRUCK,
    GROUP_VISITOR, /**< extra demand of the scenario, such as visitors of an event */
    GROUP_COUNT
};

enum purpose {
    PURPOSE_HOME,
    PURPOSE_WORK,
    PURPOSE_EDUCATION,
    PURPOSE_SHOPPING,
    PURPOSE_LEISURE,
    PURPOSE_PERSONAL_BUSINESS,
    PURPOSE_ESCORT,
    PURPOSE_BUSINESS,
    PURPOSE_OTHER,
    PURPOSE_THROUGH,
    PURPOSE_EVENT,
    PURPOSE_COUNT
};

enum mode {
    MODE_WALK,
    MODE_BIKE,
    MODE_CAR,  /**< drives */
    MODE_RIDE, /**< passenger in a car that is somebody else's trip */
    MODE_PT,
    MODE_PARK_RIDE, /**< drives to a stop, then public transport; and back */
    MODE_BIKE_RIDE, /**< cycles to a stop, then public transport; and back */
    MODE_TRUCK,
    MODE_SHUTTLE, /**< on demand, with others */
    MODE_COUNT
};

/** "child_0_5" ... as in the tables and the results; NULL-terminated. */
extern const char *const person_group_names[];
extern const char *const purpose_names[];
extern const char *const mode_names[];

/** What a person has; bits of `population.traits`. */
enum person_trait {
    TRAIT_CAR = 1,    /**< may drive, and has a car */
    TRAIT_TICKET = 2, /**< season ticket of public transport */
    TRAIT_BICYCLE = 4,
    TRAIT_KEEPS_MODE = 8, /**< by the scenario: chooses route and departure alone */
    TRAIT_DIESEL = 16,    /**< drive of the car; neither: petrol */
    TRAIT_BATTERY = 32
};

/** What a vehicle is driven by. */
enum drive_kind {
    DRIVE_PETROL,
    DRIVE_DIESEL,
    DRIVE_BATTERY,
    DRIVE_TRUCK, /**< any truck */
    DRIVE_KIND_COUNT
};

/** "petrol", "diesel", "battery", "truck"; NULL-terminated. */
extern const char *const drive_kind_names[];

/** The door of a home, metres east and north of the point of its place. */
struct home_point {
    int16_t east_m, north_m;
};

/** Homes are spread evenly over a disc about their place, of so many times `access_m`: then their
 * mean distance is `access_m` (two thirds of the radius). */
#define HOME_DISC_RADII 1.5

/** A trip that a person means to make. */
struct planned_trip {
    uint32_t depart_ms; /**< a person who arrives late leaves `min_stay_s` after arriving */
    uint32_t wish_ms;   /**< when the person wants to be at the activity; of a way home: to leave */
    uint32_t to_place;  /**< place of the network */
    uint32_t hub_stop;  /**< of park and ride, bike and ride: stop where the car or the bicycle
                           waits; else NONE */
    uint32_t distance_m; /**< of the way walked or ridden, for the modes that do not use the road
                            links */
    uint8_t purpose;     /**< of the activity at the end: enum purpose */
    uint8_t mode;        /**< enum mode */
    uint16_t min_stay_s; /**< at the place where the trip starts */
};

/** Everybody and their plan for the day, frozen while the day is simulated; between two simulations
 * people may choose other modes and times. Persons are dense ids; trips of a person are
 * contiguous and in order of time. Owned by whoever built it; `population_deinit` frees. Initialise
 * with `{0}`. */
struct population {
    uint32_t person_count, trip_count;
    uint32_t *id;          /**< [person_count] in the full population, where random streams of a
                              person belong, so that all samples agree; NULL: the index */
    uint32_t *start_place; /**< [person_count] where the day begins */
    uint32_t *main_place;  /**< [person_count] of work or education, or the way out of the
                              through traffic, also of who is not there today; NONE: nowhere */
    uint32_t *first_trip;  /**< [person_count + 1] */
    struct planned_trip *trips; /**< [trip_count] */
    uint8_t *group;             /**< [person_count] enum person_group */
    uint8_t *traits;            /**< [person_count] bits of enum person_trait */
    struct home_point *home;    /**< [person_count] of residents; others, and all when NULL, live at
                                   the mean distance from their place's node */
};

/** Whether the door of a person's home is known. */
static inline bool population_has_home(const struct population *population, uint32_t person)
{
    return population->home != NULL && population->group[person] <= GROUP_SENIOR;
}

/** Whose random streams a person has. */
static inline uint32_t population_id(const struct population *population, uint32_t person)
{
    return population->id ? population->id[person] : person;
}

/** Saves or loads what people mean to do; who they are follows from the scenario. */
void population_archive(struct population *population, struct archive *archive);

/** By what a person drives. */
static inline enum drive_kind population_drive(const struct population *population, uint32_t person)
{
    uint8_t traits = population->traits ? population->traits[person] : 0;
    if (population->group[person] == GROUP_THROUGH_TRUCK)
        return DRIVE_TRUCK;
    return traits & TRAIT_BATTERY  ? DRIVE_BATTERY
           : traits & TRAIT_DIESEL ? DRIVE_DIESEL
                                   : DRIVE_PETROL;
}

void population_deinit(struct population *population);

#endif
