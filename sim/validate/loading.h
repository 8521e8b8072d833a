// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_LOADING_H
#define VALIDATE_LOADING_H

#include "kernel/team.h"
#include "network/network.h"
#include "road/drives.h"
#include "road/road.h"

#include <stdint.h>

/** Drives over a network of a case, in the event simulation. */
struct loading_world {
    const struct network *network;
    const struct drives *drives;
    const struct road_parameters *road;
    struct team *team;
    uint32_t stop_ms;   /**< all drives must have arrived by then; the run begins at 0 */
    uint32_t sample_ms; /**< between two looks at the links; 0: none */
};

/** Roads of cars alone, up to 0.75 vehicles per second and lane, so that the cases' capacities
 * decide. */
extern const struct road_parameters loading_road;

struct loading {
    uint32_t *arrive_ms;              /**< [drive] leaving the last link */
    struct road_link_totals *samples; /**< [sample][link] at 0, sample_ms ... stop_ms */
    uint32_t sample_count;
    size_t arrive_capacity, sample_capacity;
};

/** A network of rows that the case holds; what is left out of a link is filled in as by the table's
 * defaults. The caller owns `*out` (network_destroy). */
struct loading_rows {
    const struct road_node_row *nodes;
    const struct road_link_row *links;
    uint32_t node_count, link_count;
};
enum status loading_network(const struct loading_rows *rows, struct network **out,
                            struct error *err);

/** Simulates the drives; `loading` ({0} at first, loading_deinit at last) is overwritten.
 * STATUS_DATA when somebody is still under way at the end. */
enum status loading_run(const struct loading_world *world, struct loading *loading,
                        struct error *err);
void loading_deinit(struct loading *loading);

#endif
