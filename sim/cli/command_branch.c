// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/whole_run.h"

#include <stdio.h>
#include <string.h>

struct branch_values {
    struct whole_run whole;
    struct ardey_branch branch;
    const char *scenario;
    char output[WHOLE_RUN_PATH_SIZE];
};

static const struct command_option own_table[] = {
    {.name = "with",
     .type = OPTION_TEXT,
     .offset = offsetof(struct branch_values, branch.with),
     .value = "FILE.lua",
     .doc = "the measures and hooks that begin there (required)"},
    {.name = "scenario",
     .type = OPTION_TEXT,
     .offset = offsetof(struct branch_values, scenario),
     .value = "FILE.lua",
     .doc = "where the scenario of the checkpoint is now, if it has moved"},
    OPTIONS_END,
};

static const char *check(const void *values)
{
    const struct branch_values *branch = values;
    if (!branch->branch.with)
        return "--with FILE.lua is missing: a file that returns a list of measures";
    struct whole_run whole = branch->whole;
    if (!whole.run.options.output) /* there will be one */
        whole.run.options.output = branch->branch.with;
    return whole_run_check(&whole);
}

/** Without -o the results are called as the measures, in the present folder. */
static void use_output(struct branch_values *values)
{
    struct ardey_options *options = &values->whole.run.options;
    if (options->output)
        return;
    const char *slash = strrchr(values->branch.with, '/');
    const char *name = slash ? slash + 1 : values->branch.with, *dot = strrchr(name, '.');
    int size = dot ? (int)(dot - name) : (int)strlen(name);
    snprintf(values->output, sizeof values->output, "%.*s.h5", size, name);
    options->output = values->output;
}

static int execute(void *values, const struct command_context *context)
{
    struct branch_values *branch = values;
    struct ardey_options *options = &branch->whole.run.options;
    branch->branch.checkpoint = branch->whole.run.words.items[0];
    options->branch = &branch->branch;
    options->scenario = branch->scenario;
    use_output(branch);
    return whole_run_execute(&branch->whole, context);
}

static const struct command_option *const tables[] = {own_table, run_option_table,
                                                      whole_run_option_table, NULL};

const struct command command_branch = {
    .name = "branch",
    .form = "CHECKPOINT",
    .needs = "a checkpoint of a run, such as RESULT.h5.0745.checkpoint",
    .least_words = 1,
    .most_words = 1,
    .doc = "go on from a checkpoint of a run with other measures, as a run of its own",
    .options = tables,
    .size = sizeof(struct branch_values),
    .check = check,
    .execute = execute,
};
