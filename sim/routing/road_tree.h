// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_TREE_H
#define ROUTING_ROAD_TREE_H

#include "kernel/team.h"
#include "network/network.h"

#include <stdint.h>

/** Best ways from every link to a set of destination nodes: the shared, immutable index that
 * drivers ask. Turns are respected, since the search runs over links, not nodes. */
struct road_trees {
    const struct network *network;
    uint32_t destination_count;
    uint32_t *destination_of_node; /**< [node_count] index of the destination, or NONE */
    uint32_t *nodes;               /**< [destination_count] */
    uint32_t *turn_first;          /**< [link_count + 1] into `turn_from` */
    uint32_t *turn_from;           /**< links from which a link may be entered, ascending */
    uint32_t
        *next; /**< [destination_count][link_count] link after this one; NONE: none, or arrived */
    uint32_t *cost_ms; /**< [destination_count][link_count] from entering the link to the end of the
                          way; UINT32_MAX: no way */
};

/** Prepares trees for the given nodes (repeated ones count once); no way is known before the first
 * update. */
enum status road_trees_create(const struct network *network, const uint32_t *nodes,
                              uint32_t node_count, struct road_trees **out, struct error *err);
void road_trees_destroy(struct road_trees *trees);

/** Recomputes all trees for link travel times `link_ms` [link_count], in parallel over
 * destinations. Dijkstra backwards over links; equal costs are settled by the smaller link id.
 * O(destinations * links * log links). */
enum status road_trees_update(struct road_trees *trees, const uint32_t *link_ms, struct team *team,
                              struct error *err);

/** The first link of the best way from `node`, or NONE (no way, or already there). */
uint32_t road_trees_first_link(const struct road_trees *trees, uint32_t node, uint32_t destination);

/** Writes the links of the best way from `node` to `out` (at most `most`); returns their number, 0
 * when there is no way. */
uint32_t road_trees_route(const struct road_trees *trees, uint32_t node, uint32_t destination,
                          uint32_t *out, uint32_t most);

#endif
