// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"
#include "cli/commands.h"
#include "cli/report.h"

struct reference_values {
    struct command_words words;
    bool is_meta, is_luacheck, is_indicators;
};

static const char *check(const void *values)
{
    const struct reference_values *reference = values;
    return reference->is_meta + reference->is_luacheck + reference->is_indicators > 1
               ? "one of --meta, --luacheck and --indicators"
               : NULL;
}

static int execute(void *values, const struct command_context *context)
{
    const struct reference_values *reference = values;
    struct ardey_error err = {0};
    char *text = NULL;
    (void)context;
    enum ardey_reference_form form = reference->is_meta         ? ARDEY_REFERENCE_META
                                     : reference->is_luacheck   ? ARDEY_REFERENCE_LUACHECK
                                     : reference->is_indicators ? ARDEY_REFERENCE_INDICATORS
                                                                : ARDEY_REFERENCE_MARKDOWN;
    enum ardey_status status = ardey_reference(form, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "meta",
     .type = OPTION_FLAG,
     .offset = offsetof(struct reference_values, is_meta),
     .doc = "as annotations for the Lua language server of an editor"},
    {.name = "luacheck",
     .type = OPTION_FLAG,
     .offset = offsetof(struct reference_values, is_luacheck),
     .doc = "as configuration of luacheck"},
    {.name = "indicators",
     .type = OPTION_FLAG,
     .offset = offsetof(struct reference_values, is_indicators),
     .doc = "instead, the indicators that a result file has, as Markdown"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_reference = {
    .name = "reference",
    .form = "",
    .doc = "everything a scenario can say, as Markdown",
    .options = tables,
    .size = sizeof(struct reference_values),
    .check = check,
    .execute = execute,
};
