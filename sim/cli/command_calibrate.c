// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/calibration_print.h"
#include "cli/report.h"
#include "cli/run_options.h"

#include <stdio.h>

struct calibrate_values {
    struct run_options run;
    bool is_through;
    uint32_t rounds; /**< 0: not said */
};

static int execute(void *values, const struct command_context *context)
{
    struct calibrate_values *calibrate = values;
    struct ardey_error err = {0};
    struct progress progress;
    struct calibration_printer printer = {.file = stdout};

    run_options_begin(&calibrate->run, context, &progress);
    const struct ardey_calibration calibration = {.run = calibrate->run.options,
                                                  .output = calibrate->run.options.output,
                                                  .rounds = calibrate->rounds,
                                                  .is_through = calibrate->is_through};
    enum ardey_status status = ardey_calibrate(&calibration, calibration_print_row, &printer, &err);
    progress_end(&progress);
    if (status == ARDEY_OK)
        calibration_print_end(&printer, calibration.output);
    return report(status, &err);
}

static const struct command_option options[] = {
    {.name = "through",
     .type = OPTION_FLAG,
     .offset = offsetof(struct calibrate_values, is_through),
     .doc = "fit the through traffic to counters, not the mode constants"},
    {.name = "rounds",
     .type = OPTION_COUNT,
     .offset = offsetof(struct calibrate_values, rounds),
     .least = 1,
     .most = 100,
     .value = "N",
     .doc = "times that something is fitted and people settle again (default: 2)"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {run_option_table, people_option_table,
                                                      options, NULL};

const struct command command_calibrate = {
    .name = "calibrate",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "fit mode constants, or through traffic, to what was observed, and write the table -o",
    .options = tables,
    .size = sizeof(struct calibrate_values),
    .execute = execute,
};
