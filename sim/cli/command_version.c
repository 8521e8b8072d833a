// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

#include <stdio.h>

struct version_values {
    struct command_words words;
};

static int execute(void *values, const struct command_context *context)
{
    const struct ardey_error err = {0};
    (void)values;
    (void)context;
    printf("ardey %s\n", ardey_version());
    return report(ARDEY_OK, &err);
}

const struct command command_version = {
    .name = "version",
    .form = "",
    .doc = "tell the version",
    .size = sizeof(struct version_values),
    .execute = execute,
};
