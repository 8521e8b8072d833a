// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

struct info_values {
    struct command_words words;
};

static int execute(void *values, const struct command_context *context)
{
    const struct info_values *info = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    enum ardey_status status = ardey_describe(info->words.items[0], &text, &err);
    return report_text(status, text, &err);
}

const struct command command_info = {
    .name = "info",
    .form = "RESULT.h5",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "describe a result file",
    .size = sizeof(struct info_values),
    .execute = execute,
};
