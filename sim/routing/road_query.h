// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_QUERY_H
#define ROUTING_ROAD_QUERY_H

#include "routing/road_metric.h"

#include <stdint.h>

/** What a search knows about a vertex: the time << 32 | the edge of the metric over which it was
 * reached (NONE: it is at the start), so that one comparison settles ties by the edge. */
#define LABEL_NONE ((uint64_t)ROAD_NO_WAY_MS << 32 | NONE)

/** Scratch memory of one worker for the best ways in metrics of one hierarchy, which must outlive
 * it. Size O(vertices + turns). */
struct road_query {
    const struct road_hierarchy *hierarchy;
    const struct road_metric *metric; /**< of the last run */
    uint64_t *ahead, *back; /**< labels, [vertex_count] by rank: from the start, to the goal */
    uint32_t *passed;       /**< [2 * vertex_count] ranks with labels, ascending */
    uint32_t *cursors;      /**< where the ways to the root stand */
    uint32_t *chain;        /**< [vertex_count] edges from the start up */
    uint32_t passed_count, cursor_count;
    uint32_t from, to;        /**< nodes of the last run */
    uint32_t way_ms, meeting; /**< the rank where the two searches meet, or NONE */
    uint32_t *route;          /**< [link_count] of the last run, once it is unfolded */
    uint32_t route_length;
    bool is_unfolded;
    struct road_detour *detour;
};

/** NULL when memory is short. */
struct road_query *road_query_create(const struct road_hierarchy *hierarchy, struct error *err);
void road_query_destroy(struct road_query *query);

/** One for each worker, made by itself; the caller owns the list of `team_size`. NULL when memory
 * is short. */
struct road_query **road_query_create_each(const struct road_hierarchy *hierarchy,
                                           struct team *team, struct error *err);
void road_query_destroy_each(struct road_query **queries, uint32_t count);

static inline uint32_t road_label_ms(uint64_t label)
{
    uint32_t way_ms = (uint32_t)(label >> 32);
    return way_ms < ROAD_WAY_MOST_MS || way_ms == ROAD_NO_WAY_MS ? way_ms : ROAD_WAY_MOST_MS;
}

/** Forgets the last run, before one in a metric between two nodes. O(vertices that it passed) */
void road_query_reset(struct road_query *query, const struct road_metric *metric, uint32_t from,
                      uint32_t to);

/** Searches up from a node and back up from it: the labels are in `ahead` and `back`, at the ranks
 * in `passed`, ascending. O(arcs of the metric above it). */
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

/** Least time after the searches met, by turns that are allowed: where the hierarchy has turns, the
 * way is unfolded, and searched for anew when it turns back against the rule. */
uint32_t road_query_finish(struct road_query *query);

/** Least time from a node to another, from entering the first link to the end of the last one:
 * ROAD_NO_WAY_MS without a way, 0 from a node to itself. Deterministic. No allocation. O(arcs of
 * the metric above both nodes): the searches up from the start and back from the goal pass each
 * vertex above in ascending rank, once. Source: Dibbelt, Strasser, Wagner (2016), elimination tree
 * query. Where the way turns back against the rule (road_detour.h), more. */
uint32_t road_query_run(struct road_query *query, const struct road_metric *metric, uint32_t from,
                        uint32_t to);

/** Writes the links of the way that the last run found to `out` (at most `most`); returns their
 * number, 0 when there is none, or a longer one. Of equal ways it is the one that comes first by
 * the rank of the highest vertex, then along the arcs: a function of the network and the times
 * alone. The metric is still as it was in the run. O(links of the way * log arcs). */
uint32_t road_query_route(struct road_query *query, uint32_t *out, uint32_t most);

/** The sum of some amount of links, [link_count], over that way; at most ROAD_WAY_MOST_MS. */
uint32_t road_query_sum(struct road_query *query, const uint32_t *of_link);

#endif
