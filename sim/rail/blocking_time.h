// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_BLOCKING_TIME_H
#define RAIL_BLOCKING_TIME_H

#include "rail/rail.h"

/** The blocking time of a section: from the order to set the route into it, in time for the driver
 * to see its distant signal clear, over the run to its signal and through it with all stops in it,
 * to the tail leaving it and its release. Times ms, relative to the run's first departure; the
 * start may be before it. Source: Happel 1959; UIC Code 406 (2nd ed. 2013), 2.1; Hansen, Pachl
 * 2014: Railway timetabling and operations, ch. 3. */
struct blocking_time {
    uint32_t section;
    int64_t from_ms, until_ms;
};

/** Writes the blocking times of a punctual, unhindered run of `pattern` in the order of its way,
 * one per passage of a section, and returns their number; at most `most` are written, and when that
 * is too few the number is an upper bound. O(spots x needs). */
uint32_t blocking_times(const struct rail *rail, uint32_t pattern, struct blocking_time *out,
                        uint32_t most);

/** The least headway of runs of the same pattern, and the section that demands it. Between two
 * tracks side by side every other train may follow: the blocking time counts by tracks. */
struct least_headway {
    uint32_t headway_ms; /**< 0: not over these tracks */
    uint32_t section;
};
enum status least_headway_find(const struct rail *rail, uint32_t pattern, struct least_headway *out,
                               struct error *err);

#endif
