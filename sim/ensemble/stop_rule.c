// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/stop_rule.h"

#include "base/mean_interval.h"
#include "base/names.h"
#include "results/results_read.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define CONFIDENCE 0.95
#define NAME_SIZE  512

/** The indicator of one result. */
static enum status read_value(const struct sweep_plan *plan, const char *path, double *out,
                              struct error *err)
{
    struct results_reading run;
    struct names names = {0};
    enum status status = results_read(path, &run, err);
    bool is_found = false;
    for (uint32_t i = 0; i < run.indicator_count && status == STATUS_OK && !is_found; i++) {
        uint32_t id;
        is_found = strcmp(run.indicators[i].name, plan->stop.indicator) == 0;
        if (is_found)
            *out = run.indicators[i].value;
        status = names_add(&names, run.indicators[i].name, &id, NULL, err);
    }
    if (status == STATUS_OK && !is_found) {
        const char *similar = names_suggest(&names, plan->stop.indicator);
        status =
            error_fail(err, STATUS_USAGE, "%s: the results have no indicator '%s' to stop by%s%s%s",
                       plan->path, plan->stop.indicator, similar ? ", did you mean '" : "",
                       similar ? similar : "", similar ? "'?" : "");
    }
    names_deinit(&names);
    results_reading_deinit(&run);
    return status;
}

/** Values [variant][seed], in the order of the members' seeds. */
static enum status read_values(const struct sweep_plan *plan, const struct variants *variants,
                               const struct members *members, double *values, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < members->count && status == STATUS_OK; i++) {
        const struct member *member = &members->items[i];
        char name[NAME_SIZE], path[PATH_MAX];
        member_path(variants->items[member->variant].name, member->seed, "h5", name, sizeof name);
        snprintf(path, sizeof path, "%s/%s", plan->out, name);
        status = read_value(
            plan, path, &values[member->variant * members->seed_count + i / variants->count], err);
    }
    return status;
}

static bool is_narrow(const struct plan_stop *stop, double half_width, double mean)
{
    return (stop->half_width > 0 && half_width <= stop->half_width) ||
           (stop->share > 0 && half_width <= stop->share * fabs(mean));
}

enum status stop_rule_is_content(const struct sweep_plan *plan, const struct variants *variants,
                                 const struct members *members, bool *out_is_content,
                                 struct error *err)
{
    const struct plan_stop *stop = &plan->stop;
    uint32_t seeds = members->seed_count;
    bool is_content = true;
    if (stop->indicator[0] == '\0' || seeds >= stop->most_seeds) {
        *out_is_content = true;
        return STATUS_OK;
    }
    double *values = mem_alloc((size_t)variants->count * seeds, sizeof *values, err);
    if (!values)
        return STATUS_RESOURCE;
    enum status status = read_values(plan, variants, members, values, err);
    const double *base = &values[variants->baseline * seeds];
    for (uint32_t v = 0; v < variants->count && status == STATUS_OK; v++) {
        const double *own = &values[v * seeds];
        struct mean_interval mean = mean_interval_of(own, seeds, CONFIDENCE);
        double half_width = mean.half_width;
        if (stop->of == PLAN_STOP_DIFFERENCE && v != variants->baseline)
            half_width = mean_interval_of_pairs(base, own, seeds, CONFIDENCE).half_width;
        bool is_asked = stop->of == PLAN_STOP_MEAN || v != variants->baseline;
        is_content = is_content && (!is_asked || is_narrow(stop, half_width, mean.mean));
    }
    mem_free(values);
    if (status == STATUS_OK)
        *out_is_content = is_content;
    return status;
}
