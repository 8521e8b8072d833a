// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "api/ardey.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/** The progress of a run: one line that is written over on a terminal, a plain line every few
 * seconds in a log. Also where signals are looked at: they are blocked and polled, so no handler
 * and no global is needed. */
struct progress {
    bool is_quiet, is_terminal;
    bool is_json;            /**< lines for programs; set after progress_init */
    double began_s, shown_s; /**< wall clock */
    double first_t_s;        /**< simulated time when first asked; negative before */
    sigset_t signals;
    int stopped_by; /**< the signal that asked to stop, or 0 */
};

/** Seconds on the wall since some moment. */
double progress_wall_s(void);

/** Blocks SIGINT, SIGTERM, SIGHUP, SIGUSR1 and SIGUSR2 and ignores SIGPIPE and SIGXFSZ; call before
 * any thread is made. */
void progress_init(struct progress *progress, bool is_quiet);

/** An ardey_progress: shows where the run is. SIGUSR2 asks for a checkpoint, the other signals for
 * one and the end; the same signal once more ends the program at once. */
enum ardey_wish progress_show(void *progress, double t_s, double stop_s, uint64_t event_count);

/** An ardey_iteration_watch: a line for each. */
enum ardey_wish progress_iteration(void *progress, const struct ardey_iteration *iteration);

/** An ardey_message: a line of its own. */
void progress_message(void *progress, const char *text);

/** Clears the line. */
void progress_end(struct progress *progress);

#endif
