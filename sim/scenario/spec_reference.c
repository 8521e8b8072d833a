// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/field_unset.h"
#include "base/page.h"
#include "scenario/lua_expect.h"
#include "scenario/spec.h"
#include "scenario/sweep_plan.h"

#include <math.h>
#include <stdio.h>

#define NUMBER_SIZE 32

/** Adds a text as the cell of a table, where a bar would end it. */
static void page_add_cell(struct page *page, const char *text)
{
    for (const char *byte = text; *byte; byte++)
        page_add(page, *byte == '|' ? "\\|" : "%c", *byte);
}

/** What may be written: the kind of value, its unit, its choices. */
static void page_add_value(struct page *page, const struct field *field, bool is_column)
{
    switch (field->type) {
    case FIELD_TEXT:
        page_add(page, field->is_list && !is_column ? "text, or a list of texts" : "text");
        return;
    case FIELD_INT:
        page_add(page, "whole number");
        return;
    case FIELD_BOOL:
        page_add(page, is_column ? "`0` or `1`" : "`true` or `false`");
        return;
    case FIELD_CHOICE:
        for (int i = 0; field->choices[i]; i++)
            page_add(page, "%s`%s`", i > 0 ? ", " : "", field->choices[i]);
        return;
    case FIELD_REAL:
        break;
    }
    if (field->quantity == QUANTITY_NUMBER)
        page_add(page, "number");
    else if (field->quantity == QUANTITY_CLOCK)
        page_add(page, "time of day such as `%s`%s", is_column ? "07:30" : "\"07:30\"",
                 field->scale != 0 ? ", or seconds since midnight" : "");
    else if (is_column)
        page_add(page, field->scale != 0 ? "number in the unit of its name" : "number");
    else if (field->quantity == QUANTITY_SHARE)
        page_add(page, "share such as `0.25` or `\"25 %%\"`");
    else
        page_add(page, "number in %s, or a text such as `%s`", quantity_unit(field->quantity),
                 quantity_example(field->quantity));
}

/** Writes a bound as it would be written in the field; "" for none. */
static void bound_print(const struct field *field, double bound, char out[NUMBER_SIZE])
{
    double value = bound / (field->scale != 0 ? field->scale : 1);
    if (isinf(value))
        out[0] = '\0';
    else if (field->type == FIELD_REAL && field->quantity == QUANTITY_CLOCK)
        snprintf(out, NUMBER_SIZE, "%02d:%02d", (int)(value / 3600), (int)fmod(value / 60, 60));
    else
        snprintf(out, NUMBER_SIZE, "%.9g", value);
}

static void page_add_bounds(struct page *page, const struct field *field)
{
    char min[NUMBER_SIZE], max[NUMBER_SIZE];
    bool is_number = field->type == FIELD_REAL || field->type == FIELD_INT;
    if (!is_number || (field->min == 0 && field->max == 0))
        return;
    bound_print(field, field_has_unset(field) ? 0 : field->min, min);
    bound_print(field, field->max, max);
    if (min[0] && max[0])
        page_add(page, "%s to %s", min, max);
    else if (min[0])
        page_add(page, "at least %s", min);
    else if (max[0])
        page_add(page, "at most %s", max);
}

static void page_add_default(struct page *page, const struct field *field)
{
    if (!field->optional)
        page_add(page, "required");
    else if (field_has_unset(field))
        page_add(page, "not given");
    else if (field->standard && field->standard[0])
        page_add(page, "`%s`", field->standard);
    else if (field->type == FIELD_CHOICE)
        page_add(page, "`%s`", field->choices[0]);
    else
        page_add(page,
                 field->type == FIELD_TEXT ? "empty" : (field->type == FIELD_BOOL ? "false" : "0"));
}

static void page_add_fields(struct page *page, const struct field *fields, bool is_column)
{
    page_add(page, "| %s | value | range | default | meaning |\n|---|---|---|---|---|\n",
             is_column ? "column" : "field");
    for (const struct field *field = fields; field->name; field++) {
        page_add(page, "| `%s` | ", field->name);
        page_add_value(page, field, is_column);
        page_add(page, " | ");
        page_add_bounds(page, field);
        page_add(page, " | ");
        page_add_default(page, field);
        page_add(page, " | ");
        page_add_cell(page, field->doc ? field->doc : "");
        page_add(page, " |\n");
    }
    page_add(page, "\n");
}

static void page_add_group(struct page *page, const struct spec_group *group)
{
    if (group->key[0] == '\0')
        page_add(page, "## Top level\n\n");
    else
        page_add(page, "## %s\n\n", group->key);
    if (group->optional)
        page_add(page, "May be left out as a whole.\n\n");
    for (int i = 0; group->needed_by[i]; i++)
        page_add(page, "%s%s%s", i == 0 ? "May be left out as a whole without " : " and ",
                 group->needed_by[i], group->needed_by[i + 1] ? "" : ".\n\n");
    if (group->fields)
        page_add_fields(page, group->fields, false);
    for (const struct table_kind *kind = group->tables; kind && kind->key; kind++) {
        page_add(page, "### Table %s.%s%s", group->key, kind->key,
                 kind->optional || kind->needed_by ? " (may be left out" : "");
        if (kind->needed_by && !kind->optional)
            page_add(page, " without %s", kind->needed_by);
        page_add(page, kind->optional || kind->needed_by ? ")\n\n" : "\n\n");
        page_add_fields(page, kind->fields, true);
    }
}

static void page_add_measures(struct page *page)
{
    page_add(page,
             "## measures\n\nA list of measures, each made by a constructor: "
             "`measures = { ardey.%s { ... }, ... }`.\n"
             "How to use them is told in [scenario.md](../scenario.md#measures).\n\n",
             measure_kinds[0]->name);
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        page_add(page, "### ardey.%s\n\n", (*kind)->name);
        page_add(page, "%s\n\n", (*kind)->doc);
        page_add_fields(page, (*kind)->fields, false);
    }
}

/** The fields of what a reading of `now` returns. */
static void page_add_answer(struct page *page, const struct field *fields)
{
    page_add(page, "| field | unit | meaning |\n|---|---|---|\n");
    for (const struct field *field = fields; field->name; field++) {
        const char *unit = field->type == FIELD_TEXT ? "text" : "whole number";
        if (field->type == FIELD_REAL)
            unit = quantity_unit(field->quantity);
        page_add(page, "| `%s` | %s | %s |\n", field->name,
                 field->type == FIELD_BOOL ? "`true` or `false`" : unit, field->doc);
    }
    page_add(page, "\n");
}

/** Fields of which each may be given or not: what then holds is told by their words. */
static void page_add_choices(struct page *page, const struct field *fields)
{
    page_add(page, "| field | value | range | meaning |\n|---|---|---|---|\n");
    for (const struct field *field = fields; field->name; field++) {
        page_add(page, "| `%s` | ", field->name);
        page_add_value(page, field, false);
        page_add(page, " | ");
        page_add_bounds(page, field);
        page_add(page, " | %s |\n", field->doc);
    }
    page_add(page, "\n");
}

static void page_add_hooks(struct page *page)
{
    page_add(page,
             "## hooks\n\nA list of tables `{ every = \"5 min\", run = function(now, state) "
             "... end }`.\nHow to use them is told in [scenario.md](../scenario.md#hooks).\n\n");
    page_add_choices(page, hook_fields);
    page_add(page, "### now\n\n| | returns | meaning |\n|---|---|---|\n");
    for (const struct hook_member *member = hook_members; member->name; member++) {
        const char *arguments = member->arguments;
        if (arguments && arguments[0] == '{')
            page_add(page, "| `now:%s%s`", member->name, arguments);
        else if (arguments)
            page_add(page, "| `now:%s(%s)`", member->name, arguments);
        else
            page_add(page, "| `now.%s`", member->name);
        page_add(page, " | %s | %s |\n", member->returns, member->doc);
    }
    page_add(page, "\n");
    for (const struct hook_reading *reading = hook_readings; reading->name; reading++) {
        page_add(page, "### now:%s(%s)\n\n%s%s\n\n", reading->name, reading->arguments,
                 reading->doc, reading->is_list ? " A list of tables." : "");
        page_add_answer(page, reading->fields);
    }
    page_add(page, "### now:act on a link\n\n");
    page_add_choices(page, hook_link_act_fields);
    page_add(page, "### now:act that holds a run\n\n");
    page_add_choices(page, hook_hold_act_fields);
}

/** Plans of many runs. */
static void page_add_plan(struct page *page)
{
    page_add(page, "## Plan of ardey sweep\n\nBesides `seeds`, `grid` or `list`, and the "
                   "following, as told in "
                   "[hpc.md](../hpc.md#many-runs-a-plan).\n\n");
    page_add_fields(page, sweep_plan_fields, false);
    page_add(page, "### latin\n\n");
    page_add_fields(page, plan_latin_fields, false);
    page_add(page, "### stop\n\n");
    page_add_fields(page, plan_stop_fields, false);
}

/** The files that stand beside the scenario of a validation case. */
static void page_add_expectations(struct page *page)
{
    page_add(page, "## expect.lua of a validation case\n\n");
    page_add_fields(page, expect_case_fields, false);
    page_add(page, "### Entries of expect\n\n");
    page_add_fields(page, expectation_fields, false);
    page_add(page, "### Quantities\n\n| quantity | unit | meaning |\n|---|---|---|\n");
    for (int i = 0; expect_quantity_names[i]; i++)
        page_add(page, "| `%s` | %s | %s |\n", expect_quantity_names[i], expect_quantity_units[i],
                 expect_quantity_docs[i]);
    page_add(page, "\n");
}

enum status spec_reference_markdown(char **out_text, struct error *err)
{
    struct page page = {.err = err};
    page_add(&page,
             "# Reference of scenarios\n\n"
             "Written by `ardey reference` from the field tables of the program; do not edit.\n"
             "How a scenario is put together is told in [scenario.md](../scenario.md).\n\n"
             "Ranges are in the unit of the field's plain number. Every table may have the columns "
             "`source` and\n`quality` (both or none, filled in every row) and `note` besides.\n\n");
    for (const struct spec_group *group = spec_groups; group->key; group++)
        page_add_group(&page, group);
    page_add_measures(&page);
    page_add_hooks(&page);
    page_add_plan(&page);
    page_add_expectations(&page);
    if (page.status != STATUS_OK) {
        mem_free(page.text);
        return page.status;
    }
    page.text[--page.size] = '\0'; /* the last group ends with an empty line of its own */
    *out_text = page.text;
    return STATUS_OK;
}
