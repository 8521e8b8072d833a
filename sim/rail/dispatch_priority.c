// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/dispatch_policy.h"

static bool higher_before(const struct dispatch_request *a, const struct dispatch_request *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    return a->planned_ms != b->planned_ms ? a->planned_ms < b->planned_ms : a->run < b->run;
}

const struct dispatch_policy dispatch_priority = {.name = "priority", .before = higher_before};
