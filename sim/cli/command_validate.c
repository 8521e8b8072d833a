// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"
#include "cli/validation_print.h"

#include <stdio.h>

#define AT(member) offsetof(struct validate_values, member)

struct validate_values {
    struct command_words words;
    struct option_texts paths;
    const char *only; /**< NULL: all */
    uint32_t threads;
    bool is_list, is_markdown;
};

static int execute(void *values, const struct command_context *context)
{
    const struct validate_values *validate = values;
    char ours[SEARCH_PATH_SIZE];
    const char *folders[OPTION_TEXTS_MAX + 2] = {ours};
    struct ardey_error err = {0};
    uint32_t failed = 0;
    struct validation_printer printer = {
        .file = stdout,
        .form = validate->is_list       ? VALIDATION_LIST
                : validate->is_markdown ? VALIDATION_MARKDOWN
                                        : VALIDATION_LINES,
    };
    if (!search_path_find(context->path, "validation", ours)) {
        fprintf(stderr,
                "the validation cases were not found: there is no folder 'validation' in '%s'; "
                "ARDEY_PATH may name the folder that holds it\n",
                context->path->installed);
        return ARDEY_DATA;
    }
    for (uint32_t i = 0; i < validate->paths.count; i++)
        folders[i + 1] = validate->paths.items[i];

    const struct ardey_validation_options options = {
        .folders = folders,
        .scenario_path = context->path->folders,
        .only = validate->only,
        .threads = validate->threads,
        .is_list = validate->is_list,
    };
    validation_print_begin(&printer);
    enum ardey_status status =
        ardey_validate(&options, validation_print_row, &printer, &failed, &err);
    if (status == ARDEY_OK)
        validation_print_end(&printer);
    int code = report(status, &err);
    return code == ARDEY_OK && failed > 0 ? EXIT_COMPARISON_FAILED : code;
}

static const struct command_option options[] = {
    {.name = "list",
     .type = OPTION_FLAG,
     .offset = AT(is_list),
     .doc = "the cases, one line each, without running"},
    {.name = "only",
     .type = OPTION_TEXT,
     .offset = AT(only),
     .value = "NAME,NAME",
     .doc = "these cases only"},
    {.name = "markdown",
     .type = OPTION_FLAG,
     .offset = AT(is_markdown),
     .doc = "as a page with tables"},
    {.name = "path",
     .type = OPTION_TEXTS,
     .offset = AT(paths),
     .value = "FOLDER",
     .doc = "a folder with case folders of your own besides; may be repeated"},
    {.name = "threads",
     .letter = 't',
     .type = OPTION_COUNT,
     .offset = AT(threads),
     .least = 1,
     .most = 4096,
     .value = "N",
     .doc = "worker threads; never changes a result"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_validate = {
    .name = "validate",
    .form = "",
    .doc = "compare the program with published numbers",
    .options = tables,
    .size = sizeof(struct validate_values),
    .execute = execute,
};
