// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_SERVICE_H
#define SCENARIO_MEASURE_SERVICE_H

#include "scenario/measure_edit.h"

/** What measures of public transport share: the departures of a line as a list. */

struct measure_departure {
    double depart_s; /**< at the first stop of the variant */
    int64_t variant;
};

/** In the order of time. Initialise with `{0}`. */
struct measure_departures {
    struct measure_departure *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** The departures of a direction, by headway or single, are appended to `out`. False and a finding
 * when the tables are wrong. */
bool measure_departures_read(struct measure_edit *edit, const struct line_row *line,
                             int64_t direction, struct measure_departures *out);

/** Adds one; false and a finding when memory runs out. */
bool measure_departures_add(struct measure_edit *edit, struct measure_departures *departures,
                            struct measure_departure added);

void measure_departures_deinit(struct measure_departures *departures);

/** Gives a line exactly these departures, as single ones: `of[0]` and `of[1]` by direction. Its
 * headways and its first and last departures are forgotten. */
void measure_departures_write(struct measure_edit *edit, struct line_row *line,
                              const struct measure_departures of[2]);

/** The variant of a direction that a departure without number runs: the one with most departures,
 * of equals the lowest; 0 without departures. */
int64_t measure_main_variant(const struct measure_departures *departures);

/** Whether a line has stops in a direction and variant. */
bool measure_has_stops(const struct measure_edit *edit, const char *line, int64_t direction,
                       int64_t variant);

#endif
