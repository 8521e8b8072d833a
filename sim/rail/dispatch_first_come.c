// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/dispatch_policy.h"

static bool asked_before(const struct dispatch_request *a, const struct dispatch_request *b)
{
    return a->asked_ms != b->asked_ms ? a->asked_ms < b->asked_ms : a->run < b->run;
}

const struct dispatch_policy dispatch_first_come = {.name = "first_come", .before = asked_before};
