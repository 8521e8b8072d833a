// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_STOPS_H
#define SCENARIO_MEASURE_STOPS_H

#include "scenario/measure_edit.h"

/** What measures of lines and stops share: the calls of a line, one after the other, and distances.
 */

/** A direction and variant of a line. */
struct measure_way {
    int64_t direction, variant;
};
#define MEASURE_WAYS_MAX 256u

/** The ways of a line in the order of the table; `direction` -1: both. Beyond MEASURE_WAYS_MAX
 * there is a finding. Returns their number. */
uint32_t measure_ways_of(struct measure_edit *edit, const char *line, int64_t direction,
                         struct measure_way out[MEASURE_WAYS_MAX]);

/** The calls of a way in their order. The pointers hold until a row is added or removed. */
struct measure_calls {
    struct line_stop_row **rows; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** False and a finding when memory runs out. */
bool measure_calls_read(struct measure_edit *edit, const char *line, struct measure_way way,
                        struct measure_calls *out);
void measure_calls_deinit(struct measure_calls *calls);

/** Numbers the calls anew, so that there is room between two of them. Counts as no change. */
void measure_spread_seq(const struct measure_calls *calls);

/** A way from stop to stop by a third one between. */
struct measure_hop {
    const char *from, *by, *to;
};

/** Gives a line on blocks its way over the tracks from one stop to the next but one, made of the
 * two ways between. Does nothing for a line that has none. */
void measure_join_hops(struct measure_edit *edit, const char *line, struct measure_hop hop);

/** Distance between two stops in a straight line, m; 0 when one does not exist. */
double measure_stop_distance_m(const struct measure_edit *edit, const char *a, const char *b);

/** How far along the way from one stop to another a third one lies, 0 to 1, by straight lines. */
double measure_stop_share(const struct measure_edit *edit, const char *from, const char *by,
                          const char *to);

/** Distance of two points, m: both in degrees, on a sphere (Sinnott 1984, haversine). */
double measure_distance_m(double lat_a, double lon_a, double lat_b, double lon_b);

#endif
