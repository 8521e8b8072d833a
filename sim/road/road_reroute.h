// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_REROUTE_H
#define ROAD_ROAD_REROUTE_H

#include "road/road.h"

/** A person's vehicle and what is left of its route. */
struct road_vehicle {
    uint32_t vehicle;
    uint32_t link;        /**< that it is on, or waits to enter as its first one; NONE: it has not
                             come to its first link yet, which is part of the rest */
    const uint32_t *rest; /**< [rest_count] links behind that, >= 1; borrowed */
    uint32_t rest_count;
};

/** Says what a vehicle drives instead of its rest: writes at most ROAD_REST_MOST links to `out` and
 * returns their number, 0 to keep the rest. The new rest starts at the same node, by a turn that is
 * allowed, and ends at the same one. */
typedef uint32_t road_choose_rest(void *self, const struct road_vehicle *vehicle, uint32_t *out);

#define ROAD_REST_MOST 2048u

/** Asks about every person's vehicle on the road, from a sync hook: link by link, in order of the
 * queue, then those that wait for their first link, then those that have not come to it by vehicle.
 * Whoever waits at a node for a link that is no longer its own looks for its turn anew.
 * `*out_count` (may be NULL) gets the number of new rests. O(vehicles * links of their rests). */
enum status road_reroute(struct road *road, struct kernel *kernel, road_choose_rest *choose,
                         void *self, uint32_t *out_count, struct error *err);

#endif
