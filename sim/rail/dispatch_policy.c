// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/dispatch_policy.h"

#include <stddef.h>

const char *const dispatch_policy_names[] = {"timetable", "first_come", "priority", NULL};

const struct dispatch_policy *dispatch_policy_get(int index)
{
    static const struct dispatch_policy *const policies[] = {
        &dispatch_timetable, &dispatch_first_come, &dispatch_priority};
    return policies[index];
}
