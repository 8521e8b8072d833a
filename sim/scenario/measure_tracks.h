// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_TRACKS_H
#define SCENARIO_MEASURE_TRACKS_H

#include "scenario/measure_edit.h"

/** Ways over the tracks for lines that have none yet: made of the ways that other lines have from
 * stop to stop (table rail_route), in either direction. */

/** A way from one stop to another: rows of the table in the order of travel, those that are taken
 * backwards turned round. Initialise with `{0}`. */
struct measure_tracks {
    struct rail_route_row *pieces; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
    double length_m;
};

/** The shortest way on which no train turns round and that joins piece by piece; of equals the one
 * by the first rows. False, without a finding, when there is none, with one when memory runs out.
 * O(h^2) for h hops of the table (Dijkstra 1959, over hops). */
bool measure_tracks_find(struct measure_edit *edit, const char *from, const char *to,
                         struct measure_tracks *out);
void measure_tracks_deinit(struct measure_tracks *tracks);

/** Gives a line this way from one stop to another, unless it has one there in either direction. */
void measure_tracks_lay(struct measure_edit *edit, const char *line, const char *const stops[2],
                        const struct measure_tracks *tracks);

/** The least time over these tracks from a stand to a stand, s, by the rail model's running times;
 * NAN and a finding when a vehicle of this type cannot move. */
double measure_tracks_time_s(struct measure_edit *edit, const struct measure_tracks *tracks,
                             const char *vehicle);

#endif
