// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

struct version_values {
    struct command_words words;
    bool is_json;
};

static int execute(void *values, const struct command_context *context)
{
    const struct version_values *version = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    enum ardey_status status = ardey_build(version->is_json, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "json",
     .type = OPTION_FLAG,
     .offset = offsetof(struct version_values, is_json),
     .doc = "for programs"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_version = {
    .name = "version",
    .form = "",
    .doc = "tell the version, and how it was built",
    .options = tables,
    .size = sizeof(struct version_values),
    .execute = execute,
};
