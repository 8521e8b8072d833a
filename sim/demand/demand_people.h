// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_PEOPLE_H
#define DEMAND_DEMAND_PEOPLE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/** Somebody of the full population, before the sample is taken. */
struct demand_person {
    uint32_t home;       /**< place where the day begins */
    uint32_t main_place; /**< of work or education, or the way out of the through traffic; NONE:
                            nowhere */
    uint8_t group;       /**< enum person_group */
};

/** The full population. The index is the entity of every random stream, so that a person's day is
 * the same in every sample. Residents come first, in the order of zones, then commuters from
 * outside, then through traffic, then extra demand. Initialise with `{0}`. */
struct demand_people {
    uint32_t count;
    size_t capacity;
    struct demand_person *persons; /**< [count] */
    uint8_t *traits; /**< [count] bits of enum person_trait; NULL until demand_traits_assign */
    uint32_t resident_count;
    uint32_t commuter_count;
};

/** Appends `count` equal persons. */
enum status demand_people_add(struct demand_people *people, uint32_t count,
                              struct demand_person person, struct error *err);
void demand_people_deinit(struct demand_people *people);

/** Some of the people by the place where their day begins, in random but reproducible order within
 * a place. */
struct demand_queue {
    uint32_t place_count;
    uint32_t *first;   /**< [place_count + 1] into `persons` */
    uint32_t *persons; /**< ids */
};

/** Lines up the persons whose `keep[id]` is true. The order within a place follows the first number
 * of each person's RANDOM_WORKPLACE stream. O(count log count). The caller owns `*out`
 * (`demand_queue_deinit`). */
enum status demand_queue_build(const struct demand_people *people, const uint8_t *keep,
                               uint32_t place_count, uint64_t seed, struct demand_queue *out,
                               struct error *err);
void demand_queue_deinit(struct demand_queue *queue);

#endif
