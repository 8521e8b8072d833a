// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/field_unset.h"
#include "base/page.h"
#include "scenario/spec.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define CLASS_SIZE 64

/** "road" -> "ardey.Road", "" -> "ardey.Scenario". */
static const char *class_of(const char *key, char out[CLASS_SIZE])
{
    snprintf(out, CLASS_SIZE, "ardey.%s", key[0] ? key : "Scenario");
    out[6] = (char)toupper((unsigned char)out[6]);
    return out;
}

/** The type of a field's value for the editor. */
static void page_add_type(struct page *page, const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
        page_add(page, field->is_list ? "string|(string|number)[]" : "string");
        return;
    case FIELD_INT:
        page_add(page, "integer");
        return;
    case FIELD_BOOL:
        page_add(page, "boolean");
        return;
    case FIELD_CHOICE:
        for (int i = 0; field->choices[i]; i++)
            page_add(page, "%s\"%s\"", i > 0 ? "|" : "", field->choices[i]);
        return;
    case FIELD_REAL:
        break;
    }
    if (field->quantity == QUANTITY_NUMBER)
        page_add(page, "number");
    else if (field->quantity == QUANTITY_CLOCK)
        page_add(page, "string");
    else
        page_add(page, "number|string");
}

static void page_add_field(struct page *page, const struct field *field)
{
    const char *unit =
        field->quantity == QUANTITY_CLOCK || strcmp(quantity_unit(field->quantity), "1") == 0
            ? ""
            : quantity_unit(field->quantity);
    page_add(page, "---@field %s%s ", field->name, field->optional ? "?" : "");
    page_add_type(page, field);
    page_add(page, " %s", field->doc ? field->doc : "");
    if (field->type == FIELD_REAL && field->quantity != QUANTITY_NUMBER)
        page_add(page, " Such as %s.", quantity_example(field->quantity));
    if ((field->type == FIELD_REAL || field->type == FIELD_INT) && field->max > field->min &&
        !isinf(field->max) && field->quantity != QUANTITY_CLOCK)
        page_add(page, " From %.9g to %.9g%s%s.", field_has_unset(field) ? 0 : field->min,
                 field->max, unit[0] ? " " : "", unit);
    if (field->optional && !field_has_unset(field) && field->standard && field->standard[0])
        page_add(page, " Default: %s.", field->standard);
    page_add(page, "\n");
}

static void page_add_class(struct page *page, const struct spec_group *group)
{
    char name[CLASS_SIZE];
    page_add(page, "---@class (exact) %s\n", class_of(group->key, name));
    for (const struct field *field = group->fields; field && field->name; field++)
        page_add_field(page, field);
    for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
        page_add(page, "---@field %s%s string%s Path of a CSV table, `here .. \"/%s.csv\"`%s.\n",
                 kind->key, kind->optional || kind->needed_by ? "?" : "",
                 kind->is_streamed ? "" : "|table[]", kind->key,
                 kind->is_streamed ? "" : ", or a list of rows");
    if (group->key[0])
        return;
    page_add(page, "---@field measures? (ardey.measure|ardey.measure[])[] What the planner does.\n"
                   "---@field hooks? ardey.Hook[] Functions that are called during the day.\n");
    for (const struct spec_group *part = spec_groups; part->key; part++)
        if (part->key[0])
            page_add(page, "---@field %s? %s\n", part->key, class_of(part->key, name));
}

static void page_add_measures(struct page *page)
{
    page_add(page, "\n---@class ardey.measure\n\nardey = {}\n\n"
                   "---A new table with what both say: groups are merged, measures joined.\n"
                   "---@param base table\n---@param changes table\n---@return table\n"
                   "function ardey.derive(base, changes) end\n\n"
                   "---A random number from 0 to below 1, always the same for the same three.\n"
                   "---@param seed integer\n---@param name string\n---@param number? integer\n"
                   "---@return number\nfunction ardey.random(seed, name, number) end\n");
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        page_add(page, "\n---@class (exact) ardey.measure.%s\n", (*kind)->name);
        for (const struct field *field = (*kind)->fields; field->name; field++)
            page_add_field(page, field);
        page_add(page,
                 "\n---%s\n---@param measure ardey.measure.%s\n---@return ardey.measure\n"
                 "function ardey.%s(measure) end\n",
                 (*kind)->doc, (*kind)->name, (*kind)->name);
    }
}

/** Arguments of a question as an editor knows them. */
static const char *question_arguments(enum hook_reading_kind kind)
{
    if (kind == HOOK_TOTALS)
        return "";
    if (kind == HOOK_RUN)
        return ", number: integer";
    return hook_readings[kind].is_list ? ", stop: string, line?: string" : ", id: string";
}

static void page_add_hook_class(struct page *page, const char *name, const struct field *fields)
{
    page_add(page, "\n---@class (exact) ardey.%s\n", name);
    for (const struct field *field = fields; field->name; field++)
        page_add_field(page, field);
}

/** What is given to a hook, and what it may do. */
static void page_add_hooks(struct page *page)
{
    char name[CLASS_SIZE];
    page_add_hook_class(page, "Hook", hook_fields);
    page_add(page, "---@field run fun(now: ardey.Now, state: table) What is called.\n");
    for (int i = 0; i < HOOK_READING_COUNT; i++) {
        snprintf(name, sizeof name, "Now.%s", hook_readings[i].name);
        page_add_hook_class(page, name, hook_readings[i].fields);
    }
    page_add_hook_class(page, "LinkAct", hook_link_act_fields);
    page_add_hook_class(page, "HoldAct", hook_hold_act_fields);
    page_add(page, "\n---@class (exact) ardey.Now\n");
    for (int i = 0; i < HOOK_READING_COUNT; i++)
        page_add(page, "---@field %s fun(self: ardey.Now%s): ardey.Now.%s%s %s\n",
                 hook_readings[i].name, question_arguments((enum hook_reading_kind)i),
                 hook_readings[i].name, hook_readings[i].is_list ? "[]" : "", hook_readings[i].doc);
    for (const struct hook_member *member = hook_members; member->name; member++) {
        const char *type = member->returns;
        if (strcmp(member->name, "act") == 0)
            type = "fun(self: ardey.Now, act: ardey.LinkAct|ardey.HoldAct): boolean";
        else if (strcmp(member->name, "random") == 0)
            type = "fun(self: ardey.Now, name: string, number?: integer): number";
        page_add(page, "---@field %s %s %s\n", member->name, type, member->doc);
    }
}

enum status spec_meta_lua(char **out_text, struct error *err)
{
    struct page page = {.err = err};
    page_add(&page, "---@meta\n"
                    "-- SPDX-License-Identifier: GPL-3.0-or-later\n"
                    "-- What editors with a Lua language server complete and explain in scenarios. "
                    "Written by\n-- `ardey reference --meta` from the field tables of the program; "
                    "do not edit, do not run.\n\n"
                    "---Folder of the Lua file that is running.\n---@type string\nhere = \"\"\n");
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        page_add(&page, "\n");
        page_add_class(&page, group);
    }
    page_add_measures(&page);
    page_add_hooks(&page);
    if (page.status != STATUS_OK) {
        mem_free(page.text);
        return page.status;
    }
    *out_text = page.text;
    return STATUS_OK;
}
