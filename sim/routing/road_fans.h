// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_FANS_H
#define ROUTING_ROAD_FANS_H

#include "routing/road_query.h"

#include <stdint.h>

/** The searches up a hierarchy from some nodes, done in advance for one metric: what remains of a
 * query between two of them is to let their labels meet. Worth it where more ways are asked for
 * than there are nodes. */
struct road_fans {
    const struct road_metric *metric;
    uint32_t count;
    uint32_t *fan_of_node;  /**< [node_count] NONE: has no fan */
    uint32_t *nodes;        /**< [count] */
    uint32_t *first;        /**< [count + 1] into the labels */
    uint32_t *ranks;        /**< of the labels, ascending in each fan */
    uint64_t *ahead, *back; /**< labels as in struct road_query */
};

/** Prepares fans for nodes (repeated ones count once) in a metric, which must outlive them. No way
 * is known before the first update. */
enum status road_fans_create(const struct road_metric *metric, const uint32_t *nodes,
                             uint32_t node_count, struct road_fans **out, struct error *err);
void road_fans_destroy(struct road_fans *fans);

/** Searches anew, after a customisation of the metric. In parallel over nodes; the result does not
 * depend on how many workers there are. O(nodes * arcs above each). */
enum status road_fans_update(struct road_fans *fans, struct team *team, struct error *err);

/** As road_query_run, between nodes with fans. O(ranks of both fans) */
uint32_t road_fans_run(const struct road_fans *fans, struct road_query *query, uint32_t from,
                       uint32_t to);

#endif
