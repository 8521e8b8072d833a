// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/road_case.h"

#include "base/mean_interval.h"
#include "base/memory.h"
#include "validate/interval.h"
#include "validate/road_quantities.h"

#include <stdio.h>

#define PATH_SIZE     4096
#define QUANTITY_SIZE 256

/** What all runs of a case have found: `measures` [run][expectation]. */
struct case_runs {
    const struct road_case_input *input;
    struct expect_case *expect;
    struct road_measure *measures;
    char expect_path[PATH_SIZE], scenario_path[PATH_SIZE];
};

static enum status case_run_once(struct case_runs *runs, uint32_t number, struct error *err)
{
    struct road_run run;
    const struct road_run_input input = {
        .scenario = runs->scenario_path,
        .scenario_path = runs->input->scenario_path,
        .sample_s = runs->expect->sample_s,
        .seed_shift = number,
    };
    enum status status = road_run_do(&input, &run, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < runs->expect->count && status == STATUS_OK; i++) {
        struct error inner = {0};
        status = road_measure_take(&run, &runs->expect->items[i],
                                   &runs->measures[number * runs->expect->count + i], &inner);
        if (status != STATUS_OK)
            error_fail(err, status, "%s: expect[%u]: %s", runs->expect_path, i + 1, inner.text);
    }
    road_run_deinit(&run);
    return status;
}

static enum status case_report(const struct case_runs *runs, uint32_t item, struct report *report,
                               struct error *err)
{
    char label[QUANTITY_SIZE];
    const struct expectation *expectation = &runs->expect->items[item];
    const char *source = expectation->source[0] ? expectation->source : NULL;
    const char *unit = expect_quantity_units[expectation->quantity];
    uint32_t count = (uint32_t)runs->expect->runs;
    double *values = mem_alloc(count, sizeof *values, err);
    if (!values)
        return STATUS_RESOURCE;
    for (uint32_t r = 0; r < count; r++)
        values[r] = runs->measures[r * runs->expect->count + item].value;

    road_quantity_label(expectation, label, sizeof label);
    if (expectation->width > 0) {
        interval_report(
            report,
            &(struct interval_claim){label, unit, source, expectation->value, expectation->width},
            values, count);
    } else {
        report_add(report, &(struct finding){
                               .quantity = label,
                               .unit = unit,
                               .source = source,
                               .expected = expectation->value,
                               .found = mean_interval_of(values, count, 0.99).mean,
                               .tolerance = runs->measures[item].tolerance,
                               .why = expectation->why,
                           });
    }
    mem_free(values);
    return STATUS_OK;
}

static enum status case_run_all(struct case_runs *runs, struct report *report, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t count = (uint32_t)runs->expect->runs;
    runs->measures = mem_alloc((size_t)count * runs->expect->count, sizeof *runs->measures, err);
    if (!runs->measures)
        return STATUS_RESOURCE;
    for (uint32_t r = 0; r < count && status == STATUS_OK; r++)
        status = case_run_once(runs, r, err);
    for (uint32_t i = 0; i < runs->expect->count && status == STATUS_OK; i++)
        status = case_report(runs, i, report, err);
    mem_free(runs->measures);
    return status;
}

enum status road_case_run(const struct road_case_input *input, struct report *report,
                          struct error *err)
{
    struct expect_case expect;
    struct case_runs runs = {.input = input, .expect = &expect};
    snprintf(runs.expect_path, sizeof runs.expect_path, "%s/expect.lua", input->folder);
    snprintf(runs.scenario_path, sizeof runs.scenario_path, "%s/scenario.lua", input->folder);
    enum status status = lua_expect_read(runs.expect_path, &expect, err);
    if (status != STATUS_OK)
        return status;
    report->name = input->name;
    report->title = expect.title;
    report->source = expect.source;
    report->note = expect.note;
    if (input->is_list)
        report_list(report);
    else
        status = case_run_all(&runs, report, err);
    expect_case_deinit(&expect);
    return status;
}
