// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

#define AT(member) offsetof(struct collect_values, member)
#define WORDS_MAX  100000

struct collect_values {
    struct command_words words; /**< results and folders */
    const char *output, *baseline;
    double confidence;
    bool is_partial;
};

static const char *check(const void *values)
{
    const struct collect_values *collect = values;
    return collect->output ? NULL
                           : "'ardey collect' needs a file to write: ardey collect RUNS -o "
                             "ENSEMBLE.h5";
}

static int execute(void *values, const struct command_context *context)
{
    const struct collect_values *asked = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    const struct ardey_collection collection = {
        .paths = (const char *const *)asked->words.items,
        .path_count = asked->words.count,
        .output = asked->output,
        .baseline = asked->baseline,
        .confidence = asked->confidence,
        .is_partial = asked->is_partial,
    };
    enum ardey_status status = ardey_collect(&collection, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "output",
     .letter = 'o',
     .type = OPTION_TEXT,
     .offset = AT(output),
     .value = "FILE",
     .doc = "file that is written (HDF5)"},
    {.name = "baseline",
     .type = OPTION_TEXT,
     .offset = AT(baseline),
     .value = "VARIANT",
     .doc = "what differences are taken from (default: as the plan says, or the first)"},
    {.name = "confidence",
     .type = OPTION_REAL,
     .offset = AT(confidence),
     .most = 0.9999,
     .is_above_least = true,
     .value = "SHARE",
     .right = "a number above 0 and below 1, such as 0.95",
     .doc = "of the intervals (default: 0.95)"},
    {.name = "partial",
     .type = OPTION_FLAG,
     .offset = AT(is_partial),
     .doc = "leave out members that have no result yet"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_collect = {
    .name = "collect",
    .form = "RUNS...",
    .needs = "results",
    .least_words = 1,
    .most_words = WORDS_MAX,
    .doc = "put many results into one file, with means and intervals",
    .options = tables,
    .size = sizeof(struct collect_values),
    .check = check,
    .execute = execute,
};
