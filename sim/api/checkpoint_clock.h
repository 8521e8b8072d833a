// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_CHECKPOINT_CLOCK_H
#define API_CHECKPOINT_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/** When checkpoints are due: now and then by the clock on the wall or by simulated time, and before
 * the time that the run may take is over. Set the first three (0: not asked for), then
 * `checkpoint_clock_begin`. */
struct checkpoint_clock {
    double every_wall_s;   /**< after the last one */
    double walltime_s;     /**< that the run may take in all */
    uint32_t every_sim_ms; /**< multiples of it, since midnight */

    double began_s, saved_s; /**< wall: the run, the last checkpoint */
    double looked_s;         /**< the last look */
    double longest_look_s;   /**< between two looks */
    double longest_save_s;
    uint32_t slot; /**< of `every_sim_ms` */
    bool has_slot; /**< the day has been looked at */
    bool has_looked;
};

enum checkpoint_wish { CHECKPOINT_GO_ON, CHECKPOINT_SAVE, CHECKPOINT_SAVE_AND_STOP };

/** The run begins, at `wall_s`. */
void checkpoint_clock_begin(struct checkpoint_clock *clock, double wall_s);

/** What is due at simulated time `t_ms`, or CHECKPOINT_BETWEEN_DAYS; called whenever a checkpoint
 * can be made. The run stops when what is left of its time is not enough to come to the next look
 * and make a checkpoint then: twice the longest way from one look to the next, and twice the
 * longest time that a checkpoint has taken, CHECKPOINT_LEAST_S at least. */
enum checkpoint_wish checkpoint_clock_look(struct checkpoint_clock *clock, double wall_s,
                                           uint32_t t_ms);
#define CHECKPOINT_LEAST_S      2.0
#define CHECKPOINT_BETWEEN_DAYS UINT32_MAX

/** A checkpoint was made between the two times on the wall. */
void checkpoint_clock_saved(struct checkpoint_clock *clock, double from_s, double until_s);

#endif
