// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_ROADS_H
#define SCENARIO_MEASURE_ROADS_H

#include "scenario/measure_edit.h"

/** What measures of roads share. */

extern const struct measure_name measure_road_name;

/** The row of the directed link `name`, "L0139" or "L0139r", or NONE and a finding. */
uint32_t measure_find_link(struct measure_edit *edit, const char *name);

/** The name of the way back of link `id`; lives as long as the spec. NULL when memory runs out. */
const char *measure_link_back(struct measure_edit *edit, const char *id);

/** What becomes of a directed link for a time. */
struct road_change {
    const char *link, *reason;
    double from_s, to_s;
    double speed_mps, capacity_vps; /**< 0: unchanged */
    double toll_eur;                /**< 0: none */
    bool is_closed;
};

/** Adds a row to the table of changes, unless the link of row `link` is as the change says. A toll
 * and another change of one link may overlap: what holds at the same time is made one row. Of two
 * tolls the later one holds. O(rows of the table). */
void measure_change_link(struct measure_edit *edit, const struct road_link_row *link,
                         const struct road_change *change);

#endif
