// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_DISPATCH_POLICY_H
#define RAIL_DISPATCH_POLICY_H

#include <stdbool.h>
#include <stdint.h>

/** A train that wants the next step of its way, as a policy sees it. */
struct dispatch_request {
    uint32_t run;
    uint32_t asked_ms;   /**< when it first wanted it */
    uint32_t planned_ms; /**< when it should enter it by the timetable */
    uint32_t priority;   /**< of its line: lower goes first */
};

/** Which train goes first. Requests that can be granted at all (free, and no deadlock) are granted
 * in the order of `before`, each time something changes. A train does not go into a single track
 * against one that waits for it and goes before it, for `rail.hold` since that one asked. To add a
 * policy: one file with a const struct, and its line in dispatch_policy.c. */
struct dispatch_policy {
    const char *name;
    /** Whether `a` goes before `b`; must be a total order up to the run, which decides the rest. */
    bool (*before)(const struct dispatch_request *a, const struct dispatch_request *b);
    /** Instead of that a train waits for one that is planned before it over the same section and
     * has not come, until that one is `rail.hold` late. */
    bool holds_for_planned;
};

extern const struct dispatch_policy dispatch_timetable, dispatch_first_come, dispatch_priority;

/** Names of the policies, NULL-terminated, and the policies in the same order. */
extern const char *const dispatch_policy_names[];
const struct dispatch_policy *dispatch_policy_get(int index);

#endif
