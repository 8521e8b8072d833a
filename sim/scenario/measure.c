// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure.h"

#include "base/fields_describe.h"
#include "scenario/measure_edit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAMES_SIZE 256

const struct measure_kind *measure_kind_find(const char *name)
{
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    return NULL;
}

static bool field_real(const struct measure *measure, const char *name, double *out)
{
    const struct field *field = fields_find(measure->kind->fields, name);
    if (!field || field->type != FIELD_REAL || field->quantity != QUANTITY_CLOCK)
        return false;
    memcpy(out, (const char *)measure->parameters + field->offset, sizeof *out);
    return true;
}

bool measure_window(const struct measure *measure, double *out_from_s, double *out_to_s)
{
    double from_s, to_s;
    if (!field_real(measure, "from", &from_s) || !field_real(measure, "to", &to_s))
        return false;
    *out_from_s = from_s;
    *out_to_s = to_s;
    return true;
}

static bool window_is_good(const struct measure *measure, struct measure_edit *edit)
{
    char from[QUANTITY_TEXT_SIZE], to[QUANTITY_TEXT_SIZE];
    double from_s, to_s;
    if (!measure_window(measure, &from_s, &to_s) || from_s < to_s)
        return true;
    quantity_print(QUANTITY_CLOCK, from_s, from);
    quantity_print(QUANTITY_CLOCK, to_s, to);
    measure_fail(edit, "from is %s, must be before to, which is %s", from, to);
    return false;
}

/** Whether a measure of a branch can begin where the branch does. */
static bool branch_is_good(const struct measure *measure, struct measure_edit *edit)
{
    char from[QUANTITY_TEXT_SIZE], begin[QUANTITY_TEXT_SIZE], kinds[NAMES_SIZE] = "";
    double from_s, to_s, begin_s = edit->spec->branch.from_s;
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++)
        if (!(*kind)->fixed)
            snprintf(kinds + strlen(kinds), sizeof kinds - strlen(kinds), "%s%s",
                     kinds[0] ? ", " : "", (*kind)->name);
    if (measure->kind->fixed) {
        measure_fail(edit, "cannot begin during a day: %s; a branch may have %s, and hooks",
                     measure->kind->fixed, kinds);
        return false;
    }
    if (!measure_window(measure, &from_s, &to_s) || from_s >= begin_s)
        return true;
    quantity_print(QUANTITY_CLOCK, from_s, from);
    quantity_print(QUANTITY_CLOCK, ceil(begin_s), begin);
    measure_fail(edit, "from is %s, before the branch begins: it must be from = \"%s\" or later",
                 from, begin);
    return false;
}

static void apply(struct spec *spec, const struct measure *measure, bool is_branch,
                  struct findings *findings)
{
    unsigned before = findings->count;
    struct measure_edit edit = {.spec = spec, .place = measure->place, .findings = findings};
    if (!window_is_good(measure, &edit) || (is_branch && !branch_is_good(measure, &edit)))
        return;
    measure->kind->apply(&edit, measure->parameters);
    if (findings->count == before && edit.changes == 0)
        measure_fail(&edit, "changes nothing, the scenario is as it says already");
}

enum status measures_apply(struct spec *spec, struct findings *findings)
{
    unsigned before = findings->count;
    struct spec_branch *branch = &spec->branch;
    for (uint32_t i = 0; i < spec->measures.count && !spec->measures.items[i].is_wrong; i++) {
        bool is_branch = branch->path && i >= branch->first_measure;
        if (!is_branch || i == branch->first_measure) {
            branch->first_link_change = spec->network_tables.changes.count;
            branch->first_incident = spec->transit_tables.incidents.count;
        }
        apply(spec, &spec->measures.items[i], is_branch, findings);
    }
    return findings->count == before ? STATUS_OK : findings->status;
}

void measure_print(const struct measure *measure, struct page *page)
{
    fields_describe(measure->kind->fields, measure->parameters, measure->kind->size, page);
}

void measures_deinit(struct measures *measures)
{
    for (uint32_t i = 0; i < measures->count; i++)
        mem_free(measures->items[i].parameters);
    mem_free(measures->items);
    *measures = (struct measures){0};
}
