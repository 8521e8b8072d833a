// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RUNNING_TIME_H
#define RAIL_RUNNING_TIME_H

#include "base/error.h"

#include <stdint.h>

/** The least time that a train needs over track with speed limits: as fast as it may, with constant
 * acceleration and braking. The profile is the highest speed that stays below every limit, below
 * what can be reached from the start, and below what can still be braked to the next lower limit.
 * Each section is then a trapezoid, or a triangle where the limit is not reached: closed forms,
 * no steps in time. Source: Brünger, Dahlhaus 2014: Running time estimation, in Hansen, Pachl:
 * Railway timetabling and operations. Resistance and tractive effort do not enter yet; the speed
 * limit of a section holds for the head of the train. */

/** How a train moves. */
struct train_motion {
    double acceleration_mps2, braking_mps2; /**< both > 0, as amounts */
    double speed_mps;                       /**< the train's own highest speed, > 0 */
};

/** A stretch of track with one speed limit. */
struct track_section {
    double length_m;  /**< >= 0 */
    double speed_mps; /**< > 0 */
};

/** A run from one place to another. */
struct track_run {
    const struct track_section *sections; /**< [count], in the order of travel */
    uint32_t count;                       /**< >= 1 */
    double entry_mps, exit_mps;           /**< speeds at both ends; 0: from a stop, to a stop */
};

/** Writes the time of the run to `*out_s`, and to `out_times_s` [count], unless it is NULL, when
 * the head is at the end of each section. STATUS_USAGE when a value is outside what is said above,
 * or when the train cannot brake to the exit speed on the length that there is; an exit speed that
 * cannot be reached becomes the one that can. O(count). */
enum status track_run_time(const struct track_run *run, const struct train_motion *train,
                           double *out_s, double *out_times_s, struct error *err);

#endif
