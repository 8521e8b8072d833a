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

/** The arcs of one direction that some best way needs, by tail. */
struct road_edges {
    uint32_t *first; /**< [link_count + 1] */
    uint32_t *heads;
    uint64_t *ways; /**< time in ms << 32 | arc */
    size_t head_capacity, way_capacity;
};

/** A hierarchy with travel times. An arc takes the least time from entering the link at its one end
 * to entering the one at its other end, over links of lower rank than both, up (tail to head) and
 * down. */
struct road_metric {
    const struct road_hierarchy *hierarchy;
    uint32_t *link_ms;           /**< [link_count] */
    uint32_t *up_ms, *down_ms;   /**< [arc_count] */
    uint32_t *up_via, *down_via; /**< [arc_count] the arc from the link between up to the tail of
                                    this arc; NONE: a turn */
    struct road_edges up, down;  /**< for searches from the first link, and back from the last */
};

/** No way is known before the first customisation. The hierarchy must outlive the metric. */
enum status road_metric_create(const struct road_hierarchy *hierarchy, struct road_metric **out,
                               struct error *err);
void road_metric_destroy(struct road_metric *metric);

/** Takes over link travel times `link_ms` [link_count], each from entering a link to entering the
 * next; more than ROAD_WAY_MOST_MS counts as that. First the least times of all arcs over the lower
 * triangles, level by level upwards; then, downwards, which of them a way above beats: those are
 * left out of `up` and `down`. Of equal ways an arc keeps the turn, else the link of lowest rank
 * between its ends, however many workers there are. Two passes over all triangles; see
 * docs/model/routing.md for times. Source: Dibbelt, Strasser, Wagner (2016), basic and perfect
 * customisation. */
enum status road_metric_customise(struct road_metric *metric, const uint32_t *link_ms,
                                  struct team *team, struct error *err);

#endif
