// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_ROUTE_TEXT_H
#define API_ROUTE_TEXT_H

#include "network/itinerary.h"
#include "network/timetable.h"

#include <stdbool.h>

/** What was asked and what was found. */
struct route_text {
    const struct timetable *timetable;
    uint32_t change_ms;
    const char *from, *to;  /**< as they were asked for */
    const char *at, *until; /**< until: NULL without a window */
    const char *access;     /**< how the first stop is reached: "walk", "bicycle" or "car" */
    struct itinerary_list ways;
    double unplanned_s; /**< expected time without knowing the timetable; 0: not to be told */
};

/** Writes the ways as a table, or as JSON with times in seconds since midnight. In the table, times
 * are full minutes: of leaving rounded down, of arriving rounded up. The caller owns `*out`
 * (mem_free). STATUS_RESOURCE. */
enum status route_text_write(const struct route_text *text, bool is_json, char **out,
                             struct error *err);

#endif
