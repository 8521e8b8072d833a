// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/whole_run.h"

#include <stdio.h>
#include <string.h>

struct run_values {
    struct whole_run whole;
    const char *keep; /**< a time of the day */
    char keep_path[WHOLE_RUN_PATH_SIZE];
};

static const struct command_option own_table[] = {
    {.name = "checkpoint-at",
     .type = OPTION_TEXT,
     .offset = offsetof(struct run_values, keep),
     .value = "TIME",
     .doc = "one more checkpoint, at this time of the day of the results (\"07:45\"), that stays, "
            "for `ardey branch`: RESULT.h5.0745.checkpoint and RESULT.h5.0745.part"},
    OPTIONS_END,
};

static const char *check(const void *values)
{
    const struct run_values *run = values;
    double unused_s;
    if (run->keep && !(strchr(run->keep, ':') && ardey_read_duration(run->keep, &unused_s)))
        return "--checkpoint-at takes a time of the day such as \"07:45\"";
    if (run->keep && !run->whole.run.options.output)
        return "--checkpoint-at needs -o RESULT.h5, beside which the checkpoint stays";
    return whole_run_check(&run->whole);
}

/** Names the checkpoint that stays by its time: 0745, or 074510 with seconds. */
static void use_keep(struct run_values *values)
{
    struct ardey_options *options = &values->whole.run.options;
    if (!values->keep)
        return;
    ardey_read_duration(values->keep, &options->keep_s);
    unsigned t_s = (unsigned)options->keep_s, seconds = t_s % 60;
    char tail[16] = "";
    if (seconds > 0)
        snprintf(tail, sizeof tail, "%02u", seconds);
    snprintf(values->keep_path, sizeof values->keep_path, "%s.%02u%02u%s.checkpoint",
             options->output, t_s / 3600, t_s / 60 % 60, tail);
    options->keep = values->keep_path;
}

static int execute(void *values, const struct command_context *context)
{
    struct run_values *run = values;
    use_keep(run);
    return whole_run_execute(&run->whole, context);
}

static const struct command_option *const tables[] = {run_option_table, people_option_table,
                                                      whole_run_option_table, own_table, NULL};

const struct command command_run = {
    .name = "run",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "simulate; with -o RESULT.h5 write the results",
    .options = tables,
    .size = sizeof(struct run_values),
    .check = check,
    .execute = execute,
};
