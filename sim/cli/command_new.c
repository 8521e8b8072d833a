// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"
#include "cli/commands.h"
#include "cli/report.h"

#include <stdio.h>

struct new_values {
    struct command_words words;
    const char *from;
};

static void set_standard(void *values)
{
    ((struct new_values *)values)->from = "weekday";
}

static int execute(void *values, const struct command_context *context)
{
    const struct new_values *made = values;
    const char *path = made->words.items[0];
    struct ardey_error err = {0};
    (void)context;
    enum ardey_status status = ardey_new(path, made->from, &err);
    if (status == ARDEY_OK)
        printf("%s/scenario.lua is yours: write what shall be different, then ardey check "
               "%s/scenario.lua\n",
               path, path);
    return report(status, &err);
}

static const struct command_option options[] = {
    {.name = "from",
     .type = OPTION_TEXT,
     .offset = offsetof(struct new_values, from),
     .value = "NAME",
     .doc = "the scenario to start from, as require finds it (default: weekday)"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_new = {
    .name = "new",
    .form = "FOLDER",
    .needs = "a name for the folder",
    .least_words = 1,
    .most_words = 1,
    .doc = "make a folder with a commented scenario to start from",
    .options = tables,
    .size = sizeof(struct new_values),
    .set_standard = set_standard,
    .execute = execute,
};
