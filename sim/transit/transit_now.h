// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_NOW_H
#define TRANSIT_TRANSIT_NOW_H

#include "transit/transit.h"

/** Public transport as a control room sees it: where runs are and how late, and keeping one at a
 * stop. Only while the world stands still. */

/** Where a run is. */
enum transit_run_phase {
    TRANSIT_RUN_AHEAD,   /**< has not begun */
    TRANSIT_RUN_AT_STOP, /**< stands at call `seq` */
    TRANSIT_RUN_ON_WAY,  /**< has left call `seq` */
    TRANSIT_RUN_OVER     /**< has ended, or does not take place */
};

struct transit_run_now {
    enum transit_run_phase phase;
    uint32_t seq;     /**< call along its pattern */
    int32_t delay_ms; /**< lateness of its last departure; more when it should have come or left by
                         now; negative: early */
    uint32_t aboard;  /**< passengers */
    uint32_t end_seq; /**< the last call that it comes to */
};

/** O(1). */
struct transit_run_now transit_run_now(const struct transit *transit, uint32_t run, uint32_t t_ms);

/** Passengers who wait at a stop now. O(calls of patterns at the stop). */
uint32_t transit_waiting(const struct transit *transit, uint32_t stop);

/** Keeps a run at its call `seq` (not the last) until `until_ms`; what was said before about the
 * run no longer counts. A run that waits already is not let go earlier than it
 * was told before. Who comes meanwhile gets in. Its lateness counts as primary. Returns false
 * when nothing changes by it: it is kept so already, may leave already, has left, or does not come.
 */
bool transit_keep(struct transit *transit, uint32_t run, uint32_t seq, uint32_t until_ms);

/** Whether a run will come to its call `seq`, or stand there at first, and has not done so yet.
 * O(1).
 */
bool transit_is_ahead(const struct transit *transit, uint32_t run, uint32_t seq);

/** From now on a run does not leave its call `seq` (`transit_is_ahead`) any more; 0: it does not
 * take place. Its vehicle is lost for the rest of the day: what it was to work afterwards gets one
 * from the depot. O(calls of the run). */
enum status transit_cancel(struct transit *transit, uint32_t run, uint32_t seq,
                           struct kernel *kernel, struct error *err);

#endif
