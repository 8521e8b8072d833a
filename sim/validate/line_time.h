// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_LINE_TIME_H
#define VALIDATE_LINE_TIME_H

#include "network/timetable.h"
#include "scenario/lua_expect.h"

/** Scheduled time of the expectation's line between its two stops, s, in the first direction that
 * calls at one after the other. STATUS_USAGE when there is no such line, stop or direction. */
enum status line_time_measure(const struct timetable *timetable,
                              const struct expectation *expectation, double *out_s,
                              struct error *err);

/** Finds a name that an expectation gives; STATUS_USAGE, with a suggestion, when there is none. */
enum status expect_find_name(const struct names *names, const char *kind, const char *text,
                             uint32_t *out, struct error *err);

#endif
