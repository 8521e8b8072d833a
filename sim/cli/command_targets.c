// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/report.h"
#include "cli/run_options.h"
#include "cli/target_print.h"

#include <stdio.h>

struct targets_values {
    struct run_options run;
    bool is_markdown;
};

/** Simulates the day and prints it beside what was observed. */
static int execute(void *values, const struct command_context *context)
{
    struct targets_values *targets = values;
    struct ardey_error err = {0};
    struct ardey_summary summary;
    struct progress progress;
    struct ardey_simulation *simulation = NULL;
    struct target_printer printer = {.file = stdout, .is_markdown = targets->is_markdown};

    run_options_begin(&targets->run, context, &progress);
    enum ardey_status status = ardey_open(&targets->run.options, &simulation, &err);
    if (status == ARDEY_OK)
        status = ardey_run_until(simulation, ardey_stop_time(simulation), &err);
    if (status == ARDEY_OK)
        status = ardey_finish(simulation, &summary, &err);
    progress_end(&progress);
    if (status == ARDEY_OK) {
        target_print_begin(&printer, targets->run.options.scenario, &summary);
        status = ardey_targets(simulation, target_print_row, &printer, &err);
        target_print_end(&printer);
    }
    ardey_close(simulation);
    int code = report(status, &err);
    return code == ARDEY_OK && printer.met < printer.judged ? EXIT_COMPARISON_FAILED : code;
}

static const struct command_option options[] = {
    {.name = "markdown",
     .type = OPTION_FLAG,
     .offset = offsetof(struct targets_values, is_markdown),
     .doc = "as a page with tables"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {run_option_table, people_option_table,
                                                      options, NULL};

const struct command command_targets = {
    .name = "targets",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "simulate and compare with what was observed",
    .options = tables,
    .size = sizeof(struct targets_values),
    .execute = execute,
};
