// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

struct reference_values {
    struct command_words words;
};

static int execute(void *values, const struct command_context *context)
{
    struct ardey_error err = {0};
    char *text = NULL;
    (void)values;
    (void)context;
    enum ardey_status status = ardey_reference(&text, &err);
    return report_text(status, text, &err);
}

const struct command command_reference = {
    .name = "reference",
    .form = "",
    .doc = "everything a scenario can say, as Markdown",
    .size = sizeof(struct reference_values),
    .execute = execute,
};
