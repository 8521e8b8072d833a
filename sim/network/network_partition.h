// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_NETWORK_PARTITION_H
#define NETWORK_NETWORK_PARTITION_H

#include "network/network.h"

/** Cuts the road nodes into `partition_count` groups of similar load (lanes of the links that end
 * there) for the kernel, by recursive bisection by coordinates. The shortest link that is cut
 * bounds the window and every cut link costs mail, so cuts that keep links below several lengths
 * whole are compared. Writes the group of each node to `out[node_count]`. Only speed depends on it,
 * never a result. O(n log n). Source: own; bisection after Berger and Bokhari 1987. */
enum status network_partition(const struct network *network, uint32_t partition_count,
                              uint32_t *out, struct error *err);

/** The node nearest to a point; for things that are placed with a node. O(nodes). */
uint32_t network_nearest_node(const struct network *network, struct point point);

#endif
