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
    double began_s, shown_s; /**< wall clock */
    double first_t_s;        /**< simulated time when first asked; negative before */
    sigset_t stop_signals;
    int stopped_by; /**< the signal that asked to stop, or 0 */
};

/** Blocks SIGINT, SIGTERM and SIGHUP and ignores SIGPIPE and SIGXFSZ; call before any thread is
 * made. */
void progress_init(struct progress *progress, bool is_quiet);

/** An ardey_progress: shows where the run is; false once a stop signal has come. */
bool progress_show(void *progress, double t_s, double stop_s, uint64_t event_count);

/** An ardey_iteration_watch: a line for each. */
bool progress_iteration(void *progress, const struct ardey_iteration *iteration);

/** Clears the line. */
void progress_end(struct progress *progress);

#endif
