// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_METRIC_H
#define ROUTING_ROAD_METRIC_H

#include "kernel/team.h"
#include "routing/road_hierarchy.h"

#include <stdint.h>

#define ROAD_NO_WAY_MS ((1u << 30) - 1)
/** The longest way; what would be longer counts as this, 149 hours. */
#define ROAD_WAY_MOST_MS ((1u << 29) - 1)

/** Time of two ways in a row. */
static inline uint32_t road_way_sum_ms(uint32_t a_ms, uint32_t b_ms)
{
    uint32_t sum_ms = a_ms + b_ms, most_ms = sum_ms < ROAD_WAY_MOST_MS ? sum_ms : ROAD_WAY_MOST_MS;
    return sum_ms < ROAD_NO_WAY_MS ? most_ms : ROAD_NO_WAY_MS;
}

/** Time of a link as it counts for whoever pays a toll there: longer by what the money is worth. */
static inline uint32_t road_toll_felt_ms(uint32_t link_ms, uint32_t toll_meur, double ms_per_meur)
{
    double felt_ms = (double)link_ms + ms_per_meur * (double)toll_meur;
    return toll_meur == 0               ? link_ms
           : felt_ms < ROAD_WAY_MOST_MS ? (uint32_t)felt_ms
                                        : ROAD_WAY_MOST_MS;
}

/** An arc in one direction. */
struct road_edge {
    uint32_t head, way_ms;
};

/** The arcs of one direction that some best way needs, by tail. */
struct road_edges {
    uint32_t *first;         /**< [vertex_count + 1] */
    struct road_edge *edges; /**< read by searches */
    uint32_t *arcs;          /**< of the edges, ascending */
    size_t edge_capacity, arc_capacity;
};

/** A hierarchy with travel times. An arc takes the least time from its one end to its other end
 * over vertices of lower rank than both, up (tail to head) and down. */
struct road_metric {
    const struct road_hierarchy *hierarchy;
    uint32_t *link_ms;           /**< [link_count] */
    uint32_t *up_ms, *down_ms;   /**< [arc_count] */
    uint32_t *up_via, *down_via; /**< [arc_count] the arc from the vertex between up to the tail of
                                    this arc, or ROAD_VIA_LINK | the link */
    struct road_edges up, down;  /**< for searches from the start, and back from the goal */
};

/** No way is known before the first customisation. The hierarchy must outlive the metric. */
enum status road_metric_create(const struct road_hierarchy *hierarchy, struct road_metric **out,
                               struct error *err);
void road_metric_destroy(struct road_metric *metric);

/** Takes over link travel times `link_ms` [link_count], each from entering a link to entering the
 * next; more than ROAD_WAY_MOST_MS counts as that. First the least times of all arcs over the lower
 * triangles, level by level upwards; then, downwards, which of them a way above beats: those are
 * left out of `up` and `down`. Of equal ways an arc keeps the link, the first in the table, else
 * the vertex of lowest rank between its ends, however many workers there are. Two passes over all
 * triangles; see docs/model/road_routing.md for times. Source: Dibbelt, Strasser, Wagner (2016),
 * basic and perfect customisation. */
enum status road_metric_customise(struct road_metric *metric, const uint32_t *link_ms,
                                  struct team *team, struct error *err);

#endif
