// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_WHOLE_RUN_H
#define CLI_WHOLE_RUN_H

#include "cli/run_options.h"

#define WHOLE_RUN_PATH_SIZE 4096

/** A run to the end that may be interrupted: what `run` and `branch` share. The struct of such a
 * command begins with it. */
struct whole_run {
    struct run_options run;
    const char *every, *walltime, *live;
    char checkpoint[WHOLE_RUN_PATH_SIZE];
    bool is_json; /**< errors go to standard output as JSON */
};

/** Besides `run_option_table`. */
extern const struct command_option whole_run_option_table[];

/** A message when the options do not fit together, else NULL. */
const char *whole_run_check(const struct whole_run *run);

/** Runs, and prints what came out. Returns the exit code. */
int whole_run_execute(struct whole_run *run, const struct command_context *context);

#endif
