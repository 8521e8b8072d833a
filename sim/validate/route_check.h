// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_ROUTE_CHECK_H
#define VALIDATE_ROUTE_CHECK_H

#include "base/error.h"
#include "network/timetable.h"

#include <stdint.h>

/** The search for itineraries against a plain one. The plain one goes through all runs of the day,
 * call by call, once per ride: who can be at a stop in time gets in, who is aboard can get off
 * everywhere. Nothing is left out because of what is known elsewhere. */

struct route_question {
    uint32_t from_stop, to_stop, depart_ms, limit_ms;
};

/** Arrival at the door of the last stop; UINT32_MAX: none before the limit. `rides` is the least
 * number of rides that gives it, as many at most as the search allows. */
struct route_answer {
    uint32_t arrive_ms, rides;
};

/** STATUS_RESOURCE. O(rides x calls of all runs). */
enum status route_check_plain(const struct timetable *timetable, uint32_t change_ms,
                              const struct route_question *question, struct route_answer *out,
                              struct error *err);

/** How many questions `routes wrong` asks. */
#define ROUTE_CHECK_QUESTIONS 200u

/** Asks both searches the same random questions, from stop to stop over the day, always the same
 * ones for a timetable; counts answers with another arrival or number of rides. */
enum status route_check_random(const struct timetable *timetable, uint32_t change_ms,
                               uint32_t question_count, uint32_t *out_wrong, struct error *err);

#endif
