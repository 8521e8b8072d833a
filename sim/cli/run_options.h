// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_RUN_OPTIONS_H
#define CLI_RUN_OPTIONS_H

#include "api/ardey.h"
#include "cli/command.h"
#include "cli/progress.h"

/** What every command that simulates takes. The struct of such a command begins with it. */
struct run_options {
    struct command_words words; /**< the scenario */
    struct ardey_options options;
    bool is_quiet, is_json;
};

extern const struct command_option run_option_table[];

/** And what it takes besides, where the run begins anew: how many people, and which. */
extern const struct command_option people_option_table[];

/** Completes the options: the scenario (the first word, unless there is a branch), where it may
 * require from, and who is told of progress. `progress` outlives the run. */
void run_options_begin(struct run_options *run, const struct command_context *context,
                       struct progress *progress);

#endif
