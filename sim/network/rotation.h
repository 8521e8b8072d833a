// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_ROTATION_H
#define NETWORK_ROTATION_H

#include "network/timetable.h"

#include <stdint.h>

/** Which run a vehicle works after which: the rotation of the day, frozen. A run without one before
 * it starts with a vehicle from the depot, one without a next one sends it there. */
struct rotation {
    uint32_t *run_next, *run_before; /**< [run_count] runs, or NONE */
};

/** What a run does for the rotation; or'ed. */
enum rotation_part {
    ROTATION_STARTS = 1, /**< needs a vehicle at its first stop */
    ROTATION_ENDS = 2    /**< brings one to its last stop */
};

/** Pairs the runs of each line at each of its termini, first in, first out: a run is worked by the
 * vehicle that has stood there longest of those that arrived, by the timetable, at least
 * `turnaround_ms[line]` before it leaves. `parts[run]` are its enum rotation_part. O(runs log
 * runs). The caller owns the arrays (`rotation_deinit`). Source: first in, first out is optimal for
 * the number of vehicles of a line whose vehicles are all alike: I. Gertsbach, Y. Gurevich:
 * Constructing an optimal fleet for a transportation schedule, Transportation Science 11 (1977). */
enum status rotation_build(const struct timetable *timetable, const uint32_t *turnaround_ms,
                           const uint8_t *parts, struct rotation *out, struct error *err);
void rotation_deinit(struct rotation *rotation);

#endif
