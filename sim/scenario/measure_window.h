// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_WINDOW_H
#define SCENARIO_MEASURE_WINDOW_H

#include "scenario/measure_stops.h"

/** Measures of lines that hold for a part of the day: the departures inside get ways of their own.
 */

/** Departures at the first stop at `from_s` or later and before `to_s`. */
struct measure_window {
    int64_t direction; /**< -1: both */
    double from_s, to_s;
};

/** The ways of a line that all departures inside the window have, and no others: a way that others
 * have, too, is copied as a new variant, which the departures inside then run. All ways when the
 * window is the whole day (up to MEASURE_DAY_END_S). A finding when nothing departs inside, or
 * beyond MEASURE_WAYS_MAX. Returns their number. Rows of `line_stops` and departures may move. */
uint32_t measure_ways_inside(struct measure_edit *edit, struct line_row *line,
                             const struct measure_window *window,
                             struct measure_way out[MEASURE_WAYS_MAX]);

#endif
