// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

struct diff_values {
    struct command_words words;
    bool is_json;
};

static int execute(void *values, const struct command_context *context)
{
    const struct diff_values *diff = values;
    struct ardey_error err = {0};
    bool is_equal = true;
    char *text = NULL;
    const struct ardey_diff_options options = {.before = diff->words.items[0],
                                               .after = diff->words.items[1],
                                               .scenario_path = context->path->folders,
                                               .is_json = diff->is_json};
    enum ardey_status status = ardey_diff(&options, &is_equal, &text, &err);
    int code = report_text(status, text, &err);
    return code == ARDEY_OK && !is_equal ? EXIT_COMPARISON_FAILED : code;
}

static const struct command_option options[] = {
    {.name = "json",
     .type = OPTION_FLAG,
     .offset = offsetof(struct diff_values, is_json),
     .doc = "for programs"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_diff = {
    .name = "diff",
    .form = "A.lua B.lua",
    .needs = "two files",
    .least_words = 2,
    .most_words = 2,
    .doc = "what differs between two scenarios: parameters, rows of tables, measures; exit code 1 "
           "when anything does",
    .options = tables,
    .size = sizeof(struct diff_values),
    .execute = execute,
};
