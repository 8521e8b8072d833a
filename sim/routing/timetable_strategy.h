// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_STRATEGY_H
#define ROUTING_TIMETABLE_STRATEGY_H

#include "base/error.h"
#include "routing/door.h"

/** Who does not know the timetable, only the lines and how often they come: the expected time from
 * door to door by the optimal strategy (`optimal_strategy_find`, alpha 1/2). A pattern comes at a
 * call as often as the timetable says for the hour from `from_ms` on; all walking times, running
 * times and `change_ms` are those of the other searches. */
struct strategy_question {
    struct door from, to;
    uint32_t from_ms, change_ms;
};

/** INFINITY when no line leads there within that hour. STATUS_RESOURCE. O(calls log calls). */
enum status timetable_strategy_time(const struct timetable *timetable,
                                    const struct strategy_question *question, double *out_s,
                                    struct error *err);

#endif
