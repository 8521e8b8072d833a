// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_MEMBER_PROCESS_H
#define ENSEMBLE_MEMBER_PROCESS_H

#include "base/error.h"

#include <stdbool.h>

/** A program to start. */
struct process_start {
    const char *const *arguments; /**< the program's path first, then NULL */
    const char *folder;           /**< where it runs */
    const char *log;              /**< file that its output is added to */
    const char *search_path;      /**< value of ARDEY_PATH */
};

/** Starts a process, which is asked to stop (SIGTERM) when its parent dies. Signals are as usual in
 * it, whatever the parent blocks. `*out_id` is its process id. STATUS_RESOURCE. */
enum status process_start(const struct process_start *start, long *out_id, struct error *err);

/** Whether the process has ended, and if so with which code (128 + the signal that ended it). Does
 * not wait. */
bool process_has_ended(long id, int *out_code);

/** Asks a process to stop: SIGTERM. */
void process_stop(long id);

#endif
