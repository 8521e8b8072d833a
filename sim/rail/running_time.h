// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RUNNING_TIME_H
#define RAIL_RUNNING_TIME_H

#include "base/error.h"
#include "rail/pull_curve.h"

#include <stdint.h>

/** The least time that a train needs over track with speed limits: as fast as it may, with constant
 * braking, and constant acceleration or the one that power and resistance leave. The profile is the
 * highest speed that stays below every limit, below what can be reached from the start, and below
 * what can still be braked to the next lower limit. Each section is then a trapezoid, or a triangle
 * where the limit is not reached: no steps in time. Source: Brünger, Dahlhaus 2014: Running time
 * estimation, in Hansen, Pachl: Railway timetabling and operations. The speed limit of a section
 * holds for the head of the train. */

/** How a train moves. */
struct train_motion {
    double acceleration_mps2, braking_mps2; /**< both > 0, as amounts */
    double speed_mps;                       /**< the train's own highest speed, > 0 */
    const struct pull_curve *pull;          /**< takes the place of `acceleration_mps2`; or NULL */
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

/** When and how fast the head of a train is at the end of each section of a run. */
struct track_times {
    double *time_s;    /**< [count] since the start of the run; or NULL */
    double *speed_mps; /**< [count]; or NULL */
};

/** Writes the time of the run to `*out_s`, and its course to the arrays of `out`, which are the
 * caller's. STATUS_USAGE when a value is outside what is said above, or when the train cannot brake
 * to the exit speed on the length that there is; an exit speed that cannot be reached becomes the
 * one that can. O(count). */
enum status track_run_time(const struct track_run *run, const struct train_motion *train,
                           double *out_s, struct track_times out, struct error *err);

/** Time that a train loses by gaining `speed_mps` from a stand instead of having it all the way:
 * time to gain it, less the distance at full speed. */
double train_restart_loss_s(const struct train_motion *train, double speed_mps);

#endif
