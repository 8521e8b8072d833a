// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/dispatch_policy.h"

static bool planned_before(const struct dispatch_request *a, const struct dispatch_request *b)
{
    return a->planned_ms != b->planned_ms ? a->planned_ms < b->planned_ms : a->run < b->run;
}

const struct dispatch_policy dispatch_timetable = {
    .name = "timetable", .before = planned_before, .holds_for_planned = true};
