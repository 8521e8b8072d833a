// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_BICYCLE_WAYS_H
#define ROUTING_BICYCLE_WAYS_H

#include "kernel/team.h"
#include "network/network.h"

#include <stdint.h>

/** A way by bicycle between two places. */
struct bicycle_way {
    uint32_t distance_m; /**< along the streets */
    uint32_t time_ms;    /**< climbing included */
    uint32_t climb_m;    /**< all metres uphill, one after another */
};

/** Quickest ways by bicycle between the nodes of all places, over the streets on which people may
 * cycle and with the heights of their nodes. Frozen. */
struct bicycle_ways {
    uint32_t place_count;
    float flat_speed_mps;
    uint32_t *node_index;     /**< [place_count] places at one node share their ways */
    uint32_t node_count;      /**< different nodes of places */
    struct bicycle_way *ways; /**< [node_count x node_count]; all 0 from a node to itself */
};

/** Speed on a slope, m/s: `gradient` is rise / length, positive uphill. Parkin and Rotheram
 * (Transport Policy 17, 2010) measured 6.01 m/s on the level, 0.4002 m/s less per percent uphill
 * and 0.2398 m/s more per percent downhill; here in the same proportion to `flat_speed_mps`. Nobody
 * is slower than who pushes, and what is steeper downhill than 6 % is ridden like 6 % (estimates).
 */
double bicycle_speed_mps(double flat_speed_mps, double gradient);

/** Finds all ways, from every node of a place to every other. `flat_speed_mps` on the level, unless
 * the table of links says otherwise (column bicycle_kmh).
 * Streets are all but motorways, their ramps and motor roads (ROAD_CLASS_TRUNK); where none leads,
 * the way is the straight line. O(nodes^2) queries, once per run. The caller destroys. */
enum status bicycle_ways_build(const struct network *network, double flat_speed_mps,
                               struct team *team, struct bicycle_ways **out, struct error *err);
void bicycle_ways_destroy(struct bicycle_ways *ways);

static inline const struct bicycle_way *bicycle_ways_at(const struct bicycle_ways *ways,
                                                        uint32_t from, uint32_t to)
{
    return &ways->ways[(size_t)ways->node_index[from] * ways->node_count + ways->node_index[to]];
}

/** Time of the quickest way between two places, ms; 0 between places at one node. */
static inline uint32_t bicycle_ways_ms(const struct bicycle_ways *ways, uint32_t from, uint32_t to)
{
    return bicycle_ways_at(ways, from, to)->time_ms;
}

static inline uint32_t bicycle_ways_climb_m(const struct bicycle_ways *ways, uint32_t from,
                                            uint32_t to)
{
    return bicycle_ways_at(ways, from, to)->climb_m;
}

/** Time of a planned distance between two places, ms: as on the level, times what the slopes of the
 * quickest way make of its time. So the plan's distance stays its own, however coarse the streets
 * are drawn. */
uint32_t bicycle_ways_plan_ms(const struct bicycle_ways *ways, uint32_t from, uint32_t to,
                              uint32_t distance_m);

#endif
