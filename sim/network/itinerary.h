// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_ITINERARY_H
#define NETWORK_ITINERARY_H

#include <stdbool.h>
#include <stdint.h>

#define ITINERARY_LEGS_MAX 4

/** One ride of an itinerary: any run of the pattern of `board_call`, from one call to a later one.
 */
struct itinerary_leg {
    uint32_t board_call;  /**< call id of the timetable */
    uint32_t alight_call; /**< of the same pattern, later */
    uint32_t walk_ms;     /**< after alighting: to the next stop (0: same stop), or to the door */
};

/** A way by public transport from door to door. */
struct itinerary {
    uint32_t leg_count;
    uint32_t access_ms; /**< from the door to the first stop */
    uint32_t board_ms;  /**< planned departure of the first ride */
    uint32_t arrive_ms; /**< planned arrival at the door */
    struct itinerary_leg legs[ITINERARY_LEGS_MAX];
    bool has_bicycle; /**< the passenger brings one along; the search leaves it false */
};

/** Ways to choose from; they belong to whoever found them. */
struct itinerary_list {
    const struct itinerary *items; /**< [count] */
    uint32_t count;
};

/** Time of all ways to, between and from stops; changes at a stop take none of it. */
static inline uint32_t itinerary_walk_ms(const struct itinerary *way)
{
    uint32_t walk_ms = way->access_ms;
    for (uint32_t i = 0; i < way->leg_count; i++)
        walk_ms += way->legs[i].walk_ms;
    return walk_ms;
}

#endif
