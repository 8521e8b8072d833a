// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/report.h"

#include <math.h>

#define ROUNDING 1e-12

void report_add(struct report *report, const struct finding *finding)
{
    /* 0.8 less one vehicle in 800 s is not 0.79875 to the last bit, but must pass as that. */
    double slack = ROUNDING * fmax(1, fabs(finding->expected));
    bool is_near = fabs(finding->found - finding->expected) <= finding->tolerance + slack;
    struct ardey_validation_row row = {
        .name = report->name,
        .title = report->title,
        .source = finding->source ? finding->source : report->source,
        .quantity = finding->quantity,
        .unit = finding->unit,
        .why = finding->why,
        .note = report->note,
        .expected = finding->expected,
        .found = finding->found,
        .tolerance = finding->tolerance,
        .is_passed = is_near && !finding->is_refused,
    };
    report->row_count++;
    report->failed_count += !row.is_passed;
    report->put(report->self, &row);
}

void report_list(struct report *report)
{
    struct ardey_validation_row row = {
        .name = report->name,
        .title = report->title,
        .source = report->source,
        .note = report->note,
        .why = "",
    };
    report->row_count++;
    report->put(report->self, &row);
}
