// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_BOUNDS_H
#define ROUTING_TIMETABLE_BOUNDS_H

#include "network/itinerary.h"
#include "routing/door.h"
#include "routing/felt.h"

/** Rows of the least times to a door, [stop_count] each: from arriving at a stop by riding with at
 * most 0 ... ITINERARY_LEGS_MAX - 1 more rides, then from being ready to board there with at most
 * 1 ... ITINERARY_LEGS_MAX rides. */
#define TIMETABLE_BOUNDS_ROWS (2u * ITINERARY_LEGS_MAX)

static inline uint32_t timetable_bounds_arrived_row(uint32_t rides_left)
{
    return rides_left;
}

static inline uint32_t timetable_bounds_ready_row(uint32_t rides_left)
{
    return ITINERARY_LEGS_MAX + rides_left - 1;
}

/** Writes the least times to the door `to`, as if every run came just in time: no way by the
 * timetable is shorter, nor felt shorter by `felt`; {0} for the time itself, which searches other
 * than `timetable_search_run` ask for. UINT32_MAX where there is no way at all. `out_ms`
 * [TIMETABLE_BOUNDS_ROWS * stop_count] is the caller's; `change_ms` as in the search. O(rides *
 * (calls + footpaths)): a tenth of a millisecond for 1,020 stops. */
void timetable_bounds_write(const struct timetable *timetable, uint32_t change_ms, struct felt felt,
                            struct door to, uint32_t *out_ms);

#endif
