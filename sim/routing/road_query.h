// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_QUERY_H
#define ROUTING_ROAD_QUERY_H

#include "routing/road_metric.h"

#include <stdint.h>

/** Scratch memory of one worker for the best ways in metrics of one hierarchy, which must outlive
 * it. Size O(links). */
struct road_query;

/** NULL when memory is short. */
struct road_query *road_query_create(const struct road_hierarchy *hierarchy, struct error *err);
void road_query_destroy(struct road_query *query);

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
