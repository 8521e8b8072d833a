// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

#include <string.h>

#define NEAR_M     300.0
#define FORM       "gtfs FEED --date YYYY-MM-DD"
#define AT(member) offsetof(struct import_values, member)

struct import_values {
    struct command_words words; /**< the kind of feed, and where it lies */
    const char *date, *output;
    double near_m;
};

static void set_standard(void *values)
{
    ((struct import_values *)values)->near_m = NEAR_M;
}

static const char *check(const void *values)
{
    const struct import_values *import = values;
    if (import->words.count == 0 || strcmp(import->words.items[0], "gtfs") != 0)
        return "'ardey import' needs a kind of feed: ardey import " FORM;
    if (import->words.count == 1)
        return "'ardey import gtfs' needs a feed: ardey import " FORM;
    if (!import->date)
        return "'ardey import gtfs' needs a day: ardey import " FORM;
    return NULL;
}

static int execute(void *values, const struct command_context *context)
{
    const struct import_values *import = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    const struct ardey_import_options options = {import->words.items[1], import->date,
                                                 import->output, import->near_m};
    enum ardey_status status = ardey_import_gtfs(&options, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "date",
     .type = OPTION_TEXT,
     .offset = AT(date),
     .value = "YYYY-MM-DD",
     .doc = "the service day that is imported"},
    {.name = "output",
     .letter = 'o',
     .type = OPTION_TEXT,
     .offset = AT(output),
     .value = "FOLDER",
     .doc = "folder that is made (default: named as the feed)"},
    {.name = "walk",
     .type = OPTION_REAL,
     .offset = AT(near_m),
     .most = 5000,
     .value = "METRES",
     .right = "a number of metres from 0 to 5000",
     .doc = "footpaths between stops at most this far apart (default: 300)"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_import = {
    .name = "import",
    .form = FORM,
    .most_words = 2,
    .doc = "make a scenario of a day of a timetable feed",
    .options = tables,
    .size = sizeof(struct import_values),
    .set_standard = set_standard,
    .check = check,
    .execute = execute,
};
