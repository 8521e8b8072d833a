// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_SWEEP_PROGRESS_H
#define CLI_SWEEP_PROGRESS_H

#include "api/ardey.h"
#include "cli/progress.h"

/** The progress of a sweep: how many members are done; over that of a run, which also looks at the
 * signals. */
struct sweep_progress {
    struct progress base;
    uint32_t shown_done, shown_failed;
    bool has_shown;
};

void sweep_progress_init(struct sweep_progress *progress, bool is_quiet);

/** An ardey_sweep_watch; false once a stop signal has come. */
bool sweep_progress_show(void *progress, const struct ardey_sweep_state *state);

#endif
