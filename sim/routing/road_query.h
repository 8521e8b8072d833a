// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_QUERY_H
#define ROUTING_ROAD_QUERY_H

#include "routing/road_metric.h"

#include <stdint.h>

/** What a search knows about a link: the time << 32 | the arc over which it was reached (NONE: it
 * is the first), so that one addition follows an arc and one comparison settles ties by the arc. */
#define LABEL_NONE ((uint64_t)ROAD_NO_WAY_MS << 32 | NONE)

/** Scratch memory of one worker for the best ways in metrics of one hierarchy, which must outlive
 * it. Size O(links). */
struct road_query {
    const struct road_hierarchy *hierarchy;
    const struct road_metric *metric; /**< of the last run */
    uint64_t *ahead, *back; /**< labels, [link_count] by rank: from the first, to the last links */
    uint32_t *passed;       /**< [link_count] ranks with labels, ascending */
    uint32_t *cursors;      /**< where the ways to the root stand */
    uint32_t *chain;        /**< [link_count] arcs from the first link up */
    uint32_t passed_count, cursor_count;
    uint32_t way_ms, meeting; /**< the rank where the two searches meet, or NONE */
    uint32_t *out;            /**< of a route being written */
    uint32_t count, most;
};

/** NULL when memory is short. */
struct road_query *road_query_create(const struct road_hierarchy *hierarchy, struct error *err);
void road_query_destroy(struct road_query *query);

static inline uint32_t road_label_ms(uint64_t label)
{
    uint32_t way_ms = (uint32_t)(label >> 32);
    return way_ms < ROAD_WAY_MOST_MS || way_ms == ROAD_NO_WAY_MS ? way_ms : ROAD_WAY_MOST_MS;
}

/** Forgets the last run. O(links that it passed) */
void road_query_reset(struct road_query *query);

/** Searches up from all links out of a node and back up from all links into it: the labels are in
 * `ahead` and `back`, at the ranks in `passed`, ascending. O(arcs of the metric above them). */
void road_query_spread(struct road_query *query, const struct road_metric *metric, uint32_t node);

/** Lets the searches meet at a rank if no lower one has as short a way. */
static inline void road_query_meet(struct road_query *query, uint32_t rank, uint32_t ahead_ms,
                                   uint32_t back_ms)
{
    uint32_t sum_ms = road_way_sum_ms(ahead_ms, back_ms);
    if (sum_ms < query->way_ms) {
        query->way_ms = sum_ms;
        query->meeting = rank;
    }
}

/** Least time from a node to another, from entering the first link to the end of the last one:
 * ROAD_NO_WAY_MS without a way, 0 from a node to itself. Deterministic. No allocation. O(arcs of
 * the metric above the links at both nodes): the searches up from the first links and back from the
 * last ones pass each link above in ascending rank, once. Source: Dibbelt, Strasser, Wagner (2016),
 * elimination tree query. */
uint32_t road_query_run(struct road_query *query, const struct road_metric *metric, uint32_t from,
                        uint32_t to);

/** Writes the links of the way that the last run found to `out` (at most `most`); returns their
 * number, 0 when there is none, or a longer one. Of equal ways it is the one that comes first by
 * the rank of the highest link, then along the arcs: a function of the network and the times alone.
 * The metric is still as it was in the run. O(links of the way * log arcs). */
uint32_t road_query_route(struct road_query *query, uint32_t *out, uint32_t most);

#endif
