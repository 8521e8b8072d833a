// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_NOW_H
#define ROAD_ROAD_NOW_H

#include "road/road.h"

/** Roads as a control room sees them. Only while the world stands still. */

/** Vehicles on a link now. */
struct road_link_now {
    uint32_t vehicles, buses;     /**< buses are among the vehicles */
    uint32_t queue, queued_buses; /**< of these, at the end of the link and not through it yet */
};

/** O(vehicles on the link). */
struct road_link_now road_link_now(const struct road *road, uint32_t link, uint32_t t_ms);

/** Lets what the network says about a link from now on (`network_changes_put`) come true, and again
 * what it says at `until_ms` (UINT32_MAX: nothing changes then). From a sync hook. */
enum status road_change(const struct road *road, struct kernel *kernel, uint32_t link,
                        uint32_t until_ms, struct error *err);

/** Lets planned changes (`network.changes`) begin that were not there when the day began: those of
 * rows from `first_row` on of their table. From a sync hook, or before the run goes on. */
enum status road_changes_begin(const struct road *road, struct kernel *kernel, uint32_t first_row,
                               struct error *err);

#endif
