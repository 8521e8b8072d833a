// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/report.h"

#include <math.h>

void report_add(struct report *report, const struct finding *finding)
{
    bool is_near = fabs(finding->found - finding->expected) <= finding->tolerance;
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
