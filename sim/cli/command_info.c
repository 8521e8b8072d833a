// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WATCH_EVERY_S 1

struct info_values {
    struct command_words words;
    bool is_watched, is_schema;
};

static const struct command_option option_table[] = {
    {.name = "watch",
     .type = OPTION_FLAG,
     .offset = offsetof(struct info_values, is_watched),
     .doc = "show how far the run is that writes the file, until it is done"},
    {.name = "schema",
     .type = OPTION_FLAG,
     .offset = offsetof(struct info_values, is_schema),
     .doc = "as a page of Markdown: groups, columns, types, units, codes"},
    OPTIONS_END,
};

/** Shows the news until the run is no more. */
static int watch(const char *path)
{
    struct ardey_error err = {0};
    char *shown = NULL, *text = NULL;
    enum ardey_run_state state = ARDEY_RUN_UNDER_WAY;
    enum ardey_status status = ARDEY_OK;

    while (status == ARDEY_OK && state == ARDEY_RUN_UNDER_WAY) {
        if (shown)
            sleep(WATCH_EVERY_S);
        status = ardey_describe_progress(path, &text, &state, &err);
        if (status != ARDEY_OK)
            break;
        if (text[0] && (!shown || strcmp(shown, text) != 0))
            printf("%s%s\n", state == ARDEY_RUN_COMPLETE ? "the run is complete\n" : "", text);
        else if (!shown && state == ARDEY_RUN_UNDER_WAY)
            puts("a run has begun; there is nothing to show yet");
        fflush(stdout);
        ardey_free(shown);
        shown = text;
    }
    ardey_free(shown);
    if (status == ARDEY_OK && state == ARDEY_RUN_ENDED) {
        fprintf(stderr, "the run that wrote %s.part has ended before it was complete\n", path);
        return ARDEY_DATA;
    }
    return report(status, &err);
}

static const char *check(const void *values)
{
    const struct info_values *info = values;
    return info->is_watched && info->is_schema ? "either --watch or --schema" : NULL;
}

static int execute(void *values, const struct command_context *context)
{
    const struct info_values *info = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    if (info->is_watched)
        return watch(info->words.items[0]);
    const char *path = info->words.items[0];
    enum ardey_status status = info->is_schema ? ardey_describe_schema(path, &text, &err)
                                               : ardey_describe(path, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option *const tables[] = {option_table, NULL};

const struct command command_info = {
    .name = "info",
    .form = "RESULT.h5",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "describe a result file, or watch a run",
    .options = tables,
    .size = sizeof(struct info_values),
    .check = check,
    .execute = execute,
};
