// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_HIERARCHY_H
#define ROUTING_ROAD_HIERARCHY_H

#include "network/network.h"

#include <stdint.h>

/** Marks a link among arcs. */
#define ROAD_VIA_LINK (1u << 31)

/** A link between the ends of an arc. */
struct road_step {
    uint32_t arc, link;
    bool is_up; /**< from the tail of the arc to its head */
};

/** A customizable contraction hierarchy: the shared, immutable index of a road network, without
 * travel times. Its vertices, called by their rank in the order of contraction (road_order.h), are
 * the nodes: the links into a node share a vertex, except those with forbidden turns, which have
 * one more for each set of these; the first vertex of a node is that without, where ways begin.
 * What is not respected is the rule against turning back: no best way turns back where the vertex
 * before is the one behind, and road_query.h looks at the others. An arc goes from its tail up to
 * its head, of higher rank, and stands for both directions. The arcs of a vertex lead to all its
 * neighbours of higher rank after those below it are contracted; they are neighbours of each other.
 * Source: Dibbelt, Strasser, Wagner: Customizable contraction hierarchies (ACM J. Exp. Algorithmics
 * 21, 2016). */
struct road_hierarchy {
    const struct network *network;
    uint32_t vertex_count, arc_count, step_count;
    bool has_turns;        /**< a vertex with forbidden turns leads on */
    uint32_t *node_first;  /**< [node_count] its first vertex */
    uint32_t *node_end;    /**< [node_count] behind its last vertex, of consecutive rank */
    uint32_t *link_vertex; /**< [link_count] at the end of a link */
    uint32_t *vertex_link; /**< [vertex_count] a link into it, for its turns; NONE: all allowed */
    uint32_t *parent;      /**< [vertex_count] the lowest head above, on the way to the root of
                                the elimination tree, which passes all that can be reached by
                                going up; NONE at a root */
    uint32_t *up_first;    /**< [vertex_count + 1] arcs by tail */
    uint32_t *arc_head, *arc_tail; /**< [arc_count] heads ascending for each tail */
    struct road_step *steps;       /**< [step_count] links ascending for each arc and direction */
    uint32_t *down_first;          /**< [vertex_count + 1] into `down_arcs` */
    uint32_t *down_arcs;           /**< [arc_count] arcs by head, tails ascending */
    uint32_t level_count;
    uint32_t *level_first; /**< [level_count + 1] into `level_ranks` */
    uint32_t *level_ranks; /**< [vertex_count] no two of a level are joined, nor both above one */
    uint64_t *level_work;  /**< [level_count] triangles below its vertices */
};

/** Builds the hierarchy of a network, which must outlive it. O(arcs log arcs); the arcs are as
 * many as the cuts of the order let them, for a grid of n nodes O(n log n). */
enum status road_hierarchy_build(const struct network *network, struct road_hierarchy **out,
                                 struct error *err);
void road_hierarchy_destroy(struct road_hierarchy *hierarchy);

/** The arc from a tail to a head at or behind arc `from` of that tail; it must exist. O(log arcs of
 * the tail). */
uint32_t road_hierarchy_arc(const struct road_hierarchy *hierarchy, uint32_t tail, uint32_t from,
                            uint32_t head);

#endif
