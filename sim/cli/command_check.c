// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

struct check_values {
    struct command_words words;
    bool is_json;
};

static const struct command_option option_table[] = {
    {.name = "json",
     .type = OPTION_FLAG,
     .offset = offsetof(struct check_values, is_json),
     .doc = "print what is wrong as JSON on standard output, for editors"},
    OPTIONS_END};
static const struct command_option *const tables[] = {option_table, NULL};

static int execute(void *values, const struct command_context *context)
{
    const struct check_values *check = values;
    struct ardey_error err = {0};
    char *text = NULL;
    const struct ardey_options options = {.scenario = check->words.items[0],
                                          .scenario_path = context->path->folders};
    enum ardey_status status = ardey_check(&options, &text, &err);
    return (check->is_json ? report_json : report_text)(status, text, &err);
}

const struct command command_check = {
    .name = "check",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "read and check a scenario with all its tables, without running",
    .options = tables,
    .size = sizeof(struct check_values),
    .execute = execute,
};
