// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/sweep_plan.h"

#include "base/names.h"
#include "scenario/spec.h"

#include <stdio.h>
#include <string.h>

#define PARAMETER_SIZE 128
#define PARAMETERS_MAX 512u

static const char *const stop_of_names[] = {"mean", "difference", NULL};

const struct field sweep_plan_fields[] = {
    {.name = "scenario",
     .type = FIELD_TEXT,
     .offset = offsetof(struct sweep_plan, scenario),
     .doc = "path of the scenario that all variants start from, from the folder of the plan"},
    {.name = "out",
     .type = FIELD_TEXT,
     .offset = offsetof(struct sweep_plan, out),
     .optional = true,
     .standard = "runs",
     .doc = "folder of the results, from the folder of the plan"},
    {.name = "baseline",
     .type = FIELD_TEXT,
     .offset = offsetof(struct sweep_plan, baseline),
     .optional = true,
     .doc = "name of the variant that the others are compared with; left out: the first"},
    FIELD_END};

const struct field plan_latin_fields[] = {{.name = "n",
                                           .type = FIELD_INT,
                                           .offset = offsetof(struct plan_latin, points),
                                           .min = 2,
                                           .max = 100000,
                                           .doc = "variants that are drawn"},
                                          {.name = "seed",
                                           .type = FIELD_INT,
                                           .offset = offsetof(struct plan_latin, seed),
                                           .optional = true,
                                           .min = 0,
                                           .max = 9e15,
                                           .standard = "1",
                                           .doc = "seed of the drawing"},
                                          FIELD_END};

const struct field plan_stop_fields[] = {
    {.name = "indicator",
     .type = FIELD_TEXT,
     .offset = offsetof(struct plan_stop, indicator),
     .doc = "name of a row of the table `indicators` of the results"},
    {.name = "of",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct plan_stop, of),
     .optional = true,
     .choices = stop_of_names,
     .doc = "whose interval: that of the mean of each variant, or that of its paired difference "
            "from the baseline"},
    FIELD_PARAMETER(plan_stop, "half_width", half_width, QUANTITY_NUMBER, 0, 1e300, "0",
                    "greatest half width of the 95 % interval, in the unit of the indicator"),
    FIELD_PARAMETER(plan_stop, "share", share, QUANTITY_SHARE, 0, 1, "0",
                    "greatest half width, as a share of the mean of the variant"),
    {.name = "most_seeds",
     .type = FIELD_INT,
     .offset = offsetof(struct plan_stop, most_seeds),
     .optional = true,
     .min = 2,
     .max = 100000,
     .standard = "100",
     .doc = "seeds after which it ends in any case"},
    FIELD_END};

/** The name belongs to a group: "" or `group.`; gives the rest, or NULL. */
static const char *inside_group(const struct spec_group *group, const char *name)
{
    size_t size = strlen(group->key);
    if (size == 0)
        return strchr(name, '.') ? NULL : name;
    return strncmp(name, group->key, size) == 0 && name[size] == '.' ? name + size + 1 : NULL;
}

static bool is_set_by_sweep(const struct spec_group *group, const char *name)
{
    return group->key[0] == '\0' && (strcmp(name, "name") == 0 || strcmp(name, "seed") == 0);
}

/** Everything that may be set, as a plan would write it. */
static uint32_t parameter_names(char out[][PARAMETER_SIZE])
{
    uint32_t count = 0;
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        const char *dot = group->key[0] ? "." : "";
        for (const struct field *field = group->fields; field && field->name; field++)
            if (count < PARAMETERS_MAX && !is_set_by_sweep(group, field->name))
                snprintf(out[count++], PARAMETER_SIZE, "%s%s%s", group->key, dot, field->name);
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
            if (count < PARAMETERS_MAX)
                snprintf(out[count++], PARAMETER_SIZE, "%s%s%s", group->key, dot, kind->key);
    }
    return count;
}

static enum status fail_unknown(const char *name, const char *place, struct error *err)
{
    if (strcmp(name, "measures") == 0 || strcmp(name, "hooks") == 0)
        return error_fail(err, STATUS_USAGE,
                          "%s: a plan cannot set '%s': write them into a scenario, and give a "
                          "variant of the list that 'scenario'",
                          place, name);
    char(*names)[PARAMETER_SIZE] = mem_alloc(PARAMETERS_MAX, sizeof *names, err);
    const char **candidates = mem_alloc(PARAMETERS_MAX, sizeof *candidates, err);
    enum status status = STATUS_RESOURCE;
    if (names && candidates) {
        uint32_t count = parameter_names(names);
        for (uint32_t i = 0; i < count; i++)
            candidates[i] = names[i];
        const char *similar = text_suggest(candidates, count, name);
        status = similar ? error_fail(err, STATUS_USAGE,
                                      "%s: unknown parameter '%.80s', did you mean '%s'?", place,
                                      name, similar)
                         : error_fail(err, STATUS_USAGE,
                                      "%s: unknown parameter '%.80s'; parameters are written "
                                      "[\"group.field\"], as listed by 'ardey reference'",
                                      place, name);
    }
    mem_free(candidates);
    mem_free(names);
    return status;
}

enum status plan_parameter_check(const char *name, const char *place,
                                 const struct field **out_field, struct error *err)
{
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        const char *key = inside_group(group, name);
        if (!key)
            continue;
        if (is_set_by_sweep(group, key))
            return error_fail(err, STATUS_USAGE, "%s: '%s' is set by the sweep itself: %s", place,
                              name,
                              strcmp(key, "seed") == 0 ? "by the 'seeds' of the plan"
                                                       : "it is the name of the variant");
        const struct field *field = group->fields ? fields_find(group->fields, key) : NULL;
        bool is_table = false;
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
            is_table = is_table || strcmp(kind->key, key) == 0;
        if (field || is_table) {
            *out_field = field;
            return STATUS_OK;
        }
    }
    return fail_unknown(name, place, err);
}

void sweep_plan_deinit(struct sweep_plan *plan)
{
    for (uint32_t i = 0; i < plan->axis_count; i++)
        mem_free(plan->axes[i].values);
    for (uint32_t i = 0; i < plan->entry_count; i++)
        mem_free(plan->entries[i].settings.items);
    mem_free(plan->axes);
    mem_free(plan->entries);
    mem_free(plan->seeds);
    mem_free(plan->latin.ranges);
    text_arena_deinit(&plan->text);
    *plan = (struct sweep_plan){.path = NULL};
}
