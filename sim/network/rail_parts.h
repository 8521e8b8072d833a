// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_RAIL_PARTS_H
#define NETWORK_RAIL_PARTS_H

#include "network/rail_network.h"

/** What the sources that build a rail network share; nobody else includes this. Places on a railway
 * line are whole metres, so that limits are compared exactly. */

/** A block as one heading sees it; single track is there once per heading. */
struct rail_lane {
    uint32_t railway; /**< in `railways` */
    uint8_t heading;  /**< enum rail_heading */
    int32_t from_m, to_m;
    uint32_t section;
    float speed_mps;
    uint32_t row; /**< in the table of blocks */
};

struct rail_flat_crossing {
    uint32_t railway, branch;
    int32_t from_m, to_m;
    uint8_t crossed; /**< enum rail_heading of the trains whose track is crossed */
    uint32_t section;
    uint32_t lane; /**< block in which it lies */
};

struct rail_build {
    struct rail_network *network;
    struct names railways; /**< railway lines that have blocks */
    struct names stations; /**< of the table of platforms; the id is the row */
    uint32_t lane_count, crossing_count;
    struct rail_lane *lanes; /**< sorted by (railway, heading, from_m), without overlap */
    struct rail_flat_crossing *crossings;
};

/** Whole metres of a place in kilometres. */
int32_t rail_metres(double km);

/** The lane in which a train with this heading is just after `at_m`, or NULL. O(log lanes). */
const struct rail_lane *rail_lane_find(const struct rail_build *build, uint32_t railway,
                                       uint8_t heading, int32_t at_m);

/** The id of a name of another table, or NONE and a finding that suggests the most similar one. */
uint32_t rail_find(const struct names *names, const char *text, const char *what,
                   const struct table *table, uint32_t line, struct error *err);

/** Steps of `rail_network_build`, in this order. Each adds its findings and returns STATUS_DATA
 * when there are any. */
enum status rail_sections_build(struct rail_build *build, struct error *err);
enum status rail_crossings_build(struct rail_build *build, struct error *err);
enum status rail_ways_build(struct rail_build *build, struct error *err);
enum status rail_changes_build(struct rail_build *build, struct error *err);

#endif
