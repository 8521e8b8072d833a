// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

#define AT(member) offsetof(struct route_values, member)

struct route_values {
    struct command_words words;
    struct ardey_route route; /**< its texts are judged where they are understood */
};

static int execute(void *values, const struct command_context *context)
{
    const struct route_values *route = values;
    struct ardey_error err = {0};
    char *text = NULL;
    const struct ardey_options options = {.scenario = route->words.items[0],
                                          .scenario_path = context->path->folders};
    enum ardey_status status = ardey_route(&options, &route->route, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "from",
     .type = OPTION_TEXT,
     .offset = AT(route.from),
     .value = "PLACE",
     .doc = "where from: a place, or a stop by id or name"},
    {.name = "to",
     .type = OPTION_TEXT,
     .offset = AT(route.to),
     .value = "PLACE",
     .doc = "where to"},
    {.name = "at",
     .type = OPTION_TEXT,
     .offset = AT(route.at),
     .value = "TIME",
     .doc = "when the door may be left, such as 07:30"},
    {.name = "until",
     .type = OPTION_TEXT,
     .offset = AT(route.until),
     .value = "TIME",
     .doc = "every departure worth choosing from --at to this time"},
    {.name = "access",
     .type = OPTION_TEXT,
     .offset = AT(route.access),
     .value = "MODE",
     .doc = "to the first stop: walk, bicycle, or car (park and ride)"},
    {.name = "json", .type = OPTION_FLAG, .offset = AT(route.is_json), .doc = "for programs"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_route = {
    .name = "route",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "ways by public transport between two places",
    .options = tables,
    .size = sizeof(struct route_values),
    .execute = execute,
};
