// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_HIERARCHY_H
#define ROUTING_ROAD_HIERARCHY_H

#include "network/network.h"

#include <stdint.h>

/** What the network alone gives for a turn between the ends of an arc. */
#define ARC_TURN_UP   1u /**< from its tail to its head */
#define ARC_TURN_DOWN 2u /**< from its head to its tail */

/** A customizable contraction hierarchy: the shared, immutable index of a road network, without
 * travel times. Its vertices are the links, called by their rank in the order of contraction
 * (road_order.h), joined where network_turn_allowed lets a vehicle turn. An arc goes from its tail
 * up to its head, of higher rank, and stands for both directions. The arcs of a vertex lead to all
 * its neighbours of higher rank after those below it are contracted; they are neighbours of each
 * other. Source: Dibbelt, Strasser, Wagner: Customizable contraction hierarchies (ACM J. Exp.
 * Algorithmics 21, 2016). */
struct road_hierarchy {
    const struct network *network;
    uint32_t arc_count;
    uint32_t *rank_of_link, *link_of_rank; /**< [link_count] */
    uint32_t *up_first;                    /**< [link_count + 1] arcs by tail */
    uint32_t *arc_head, *arc_tail;         /**< [arc_count] heads ascending for each tail */
    uint8_t *arc_turns;                    /**< [arc_count] ARC_TURN_UP, ARC_TURN_DOWN */
    uint32_t *down_first;                  /**< [link_count + 1] into `down_arcs` */
    uint32_t *down_arcs;                   /**< [arc_count] arcs by head, tails ascending */
    uint32_t level_count;
    uint32_t *level_first; /**< [level_count + 1] into `level_ranks` */
    uint32_t *level_ranks; /**< [link_count] no two of a level are joined, nor both above one */
    uint64_t *level_work;  /**< [level_count] triangles below its vertices */
};

/** Builds the hierarchy of a network, which must outlive it. O(arcs log arcs); the arcs are as
 * many as the cuts of the order let them, for a grid of n links O(n log n). */
enum status road_hierarchy_build(const struct network *network, struct road_hierarchy **out,
                                 struct error *err);
void road_hierarchy_destroy(struct road_hierarchy *hierarchy);

/** The next vertex on the way to the root of the elimination tree, which passes all that can be
 * reached by going up; NONE at a root. */
static inline uint32_t road_hierarchy_parent(const struct road_hierarchy *hierarchy, uint32_t rank)
{
    uint32_t arc = hierarchy->up_first[rank];
    return arc < hierarchy->up_first[rank + 1] ? hierarchy->arc_head[arc] : NONE;
}

/** The arc from a tail to a head at or behind arc `from` of that tail; it must exist. O(log arcs of
 * the tail). */
uint32_t road_hierarchy_arc(const struct road_hierarchy *hierarchy, uint32_t tail, uint32_t from,
                            uint32_t head);

#endif
