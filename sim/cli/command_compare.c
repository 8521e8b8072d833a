// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/comparison_print.h"
#include "cli/html_report.h"
#include "cli/report.h"

#include <stdio.h>
#include <sys/stat.h>

#define AT(member) offsetof(struct compare_values, member)

struct compare_values {
    struct command_words words;
    const char *html; /**< NULL: none */
    double confidence;
    bool is_json, is_csv, is_all;
};

static void set_standard(void *values)
{
    struct compare_values *compare = values;
    compare->confidence = 0.95;
}

static const char *check(const void *values)
{
    const struct compare_values *compare = values;
    return compare->is_json && compare->is_csv ? "--json and --csv cannot stand together" : NULL;
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static int execute(void *values, const struct command_context *context)
{
    const struct compare_values *compare = values;
    struct ardey_error err = {0};
    for (uint32_t i = 0; compare->html && i < compare->words.count; i++)
        if (is_same_file(compare->html, compare->words.items[i])) {
            fprintf(stderr, "the page '%s' is one of the results\n", compare->html);
            return ARDEY_USAGE;
        }
    const struct ardey_comparison comparison = {
        .paths = (const char *const *)compare->words.items,
        .path_count = compare->words.count,
        .confidence = compare->confidence,
    };
    struct comparison_printer printer = {
        .file = stdout,
        .form = compare->is_json  ? COMPARISON_JSON
                : compare->is_csv ? COMPARISON_CSV
                                  : COMPARISON_TABLE,
        .confidence = comparison.confidence,
        .is_all = compare->is_all,
    };
    enum ardey_status status = ardey_compare(&comparison, comparison_print_row, &printer, &err);
    if (status == ARDEY_OK)
        comparison_print_end(&printer);
    int code = report(status, &err);
    if (code != ARDEY_OK || !compare->html)
        return code;
    const struct html_report page = {compare->html, compare->words.items, compare->words.count,
                                     compare->confidence};
    return html_report_write(context->path, &page);
}

static const struct command_option options[] = {
    {.name = "all",
     .type = OPTION_FLAG,
     .offset = AT(is_all),
     .doc = "the table shows also indicators that do not differ"},
    {.name = "confidence",
     .type = OPTION_REAL,
     .offset = AT(confidence),
     .most = 0.9999,
     .is_above_least = true,
     .value = "SHARE",
     .right = "a number above 0 and below 1, such as 0.95",
     .doc = "of the intervals (default: 0.95)"},
    {.name = "json", .type = OPTION_FLAG, .offset = AT(is_json), .doc = "for programs"},
    {.name = "csv", .type = OPTION_FLAG, .offset = AT(is_csv), .doc = "for spreadsheets"},
    {.name = "html",
     .type = OPTION_TEXT,
     .offset = AT(html),
     .value = "FILE",
     .doc = "besides, a page with pictures that needs no other file (by the Python package)"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_compare = {
    .name = "compare",
    .form = "A.h5 B.h5 ...",
    .needs = "result files",
    .least_words = 1,
    .most_words = UINT32_MAX,
    .doc = "compare results: indicators with differences, paired by seed",
    .options = tables,
    .size = sizeof(struct compare_values),
    .set_standard = set_standard,
    .check = check,
    .execute = execute,
};
