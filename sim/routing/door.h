// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_DOOR_H
#define ROUTING_DOOR_H

#include "network/timetable.h"

#include <stdint.h>

/** A stop within reach of a door, and the way to it: on foot, or by whatever the list was made for.
 */
struct stop_access {
    uint32_t stop, walk_ms;
};

/** A door: the stops within its reach, in any order. The list stays the caller's. */
struct door {
    const struct stop_access *stops; /**< [count] */
    uint32_t count;
    const uint32_t *bounds_ms; /**< from `timetable_bounds_write` for a door where ways end; NULL:
                                  the same answers, but later */
};

/** The time of a way between a door and a stop: TIMETABLE_LEAST_WALK_MS at least. */
static inline uint32_t door_walk_ms(const struct stop_access *access)
{
    return access->walk_ms < TIMETABLE_LEAST_WALK_MS ? TIMETABLE_LEAST_WALK_MS : access->walk_ms;
}

#endif
