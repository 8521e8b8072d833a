// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_SCAN_H
#define ROUTING_TIMETABLE_SCAN_H

#include "network/itinerary.h"
#include "routing/bit_set.h"
#include "routing/door.h"

/** For the searches of the timetable only: what they share. */

#define NEVER_MS UINT32_MAX

/** Which stops changed in the last round, which patterns must therefore be scanned in the next one,
 * and where the way may end. */
struct timetable_scan {
    const struct timetable *timetable;
    uint32_t change_ms;
    uint32_t *egress_ms;      /**< [stop_count] NEVER_MS where the way does not end */
    uint32_t least_egress_ms; /**< of all ends */
    /** Least time to the door after k rides, [stop_count] each: from arriving (k >= 1), and from
     * being ready to board (k < ITINERARY_LEGS_MAX). */
    const uint32_t *arrived_least_ms[ITINERARY_LEGS_MAX + 1];
    const uint32_t *ready_least_ms[ITINERARY_LEGS_MAX];
    uint32_t *egress_least_ms; /**< [stop_count] `least_egress_ms`, for doors without bounds */
    uint32_t *first_call;      /**< [pattern_count] where to start, of those in `patterns` */
    struct bit_set marked;     /**< stops where one can board since the last round */
    struct bit_set patterns;   /**< to scan in this round */
    struct bit_set goals; /**< that call where the way may end: all that the last round needs */
};

enum status timetable_scan_init(struct timetable_scan *scan, const struct timetable *timetable,
                                uint32_t change_ms, struct error *err);
void timetable_scan_deinit(struct timetable_scan *scan);

/** Enters the ends of the way, and takes them out again. O(calls at the ends + patterns / 64). */
void timetable_scan_begin(struct timetable_scan *scan, struct door to);
void timetable_scan_end(struct timetable_scan *scan, struct door to);

/** Finds the patterns that call at a marked stop and the first such call of each, then forgets the
 * marks. In the last round only patterns that call where the way may end count. */
void timetable_scan_collect(struct timetable_scan *scan, bool is_last);

/** The first of `count` ascending times that is at least `t_ms`; `count` when none is. */
static inline uint32_t timetable_first_run(const uint32_t *times_ms, uint32_t count, uint32_t t_ms)
{
    const uint32_t *base = times_ms;
    while (count > 1) {
        uint32_t half = count / 2;
        base = base[half - 1] < t_ms ? base + half : base;
        count -= half;
    }
    return (uint32_t)(base - times_ms) + (count == 1 && *base < t_ms);
}

/** Moves all rides but the last, which is `last_run`, to the latest runs that still make the
 * connection, and returns when the first of them leaves: who leaves the door for it waits least on
 * the way. */
uint32_t timetable_latest_board_ms(const struct timetable_scan *scan, const struct itinerary *way,
                                   uint32_t last_run);

#endif
