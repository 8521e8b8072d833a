// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_OPTIMAL_STRATEGY_H
#define ROUTING_OPTIMAL_STRATEGY_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** The way of passengers who know the lines and how often they come, but not the timetable: at each
 * node they take whatever comes first of a set of attractive links. Nodes are places where one
 * waits, gets on or off; a link is a ride, a change or a walk. Source: Spiess, Florian 1989:
 * Optimal strategies: a new assignment model for transit networks (Transportation Research B 23).
 */
struct strategy_link {
    uint32_t from, to;
    double time_s;    /**< >= 0 */
    double headway_s; /**< mean headway, the reciprocal of the frequency; 0: always there */
};

struct strategy_graph {
    uint32_t node_count, link_count;
    const struct strategy_link *links; /**< [link_count] */
};

/** Part 1 of the algorithm: the least expected time from every node to `to`, where the expected
 * wait is `alpha` over the sum of the frequencies of the attractive links: alpha 1 for Poisson
 * arrivals of vehicles, 1/2 for half a headway. Writes `out_time_s` [node_count], INFINITY where
 * there is no way, and `out_share` [link_count] (or NULL): the share of the passengers at its
 * start that takes the link; 0: not attractive. Both arrays are the caller's. STATUS_USAGE when a
 * value is outside of what is said above. O(links log links). */
enum status optimal_strategy_find(const struct strategy_graph *graph, uint32_t to, double alpha,
                                  double *out_time_s, double *out_share, struct error *err);

#endif
