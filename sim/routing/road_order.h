// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_ORDER_H
#define ROUTING_ROAD_ORDER_H

#include "network/network.h"

#include <stdint.h>

/** Puts the nodes into an order of contraction by nested dissection: `ordered` [node_count] of the
 * caller, the least important first. Nodes are bisected by inertia: sorted along eight directions,
 * and cut where fewest nodes before the cut have a neighbour behind it, per node of the smaller
 * side, which has at least a quarter of them. Those nodes separate the others and come last, then
 * each side is bisected. A function of the network alone. O((nodes log nodes + links) log nodes).
 * Sources: George: Nested dissection of a regular finite element mesh (SIAM J. Numer. Anal. 10,
 * 1973); Schild, Sommer: On balanced separators in road networks (SEA 2015), without its flows. */
enum status road_order_build(const struct network *network, uint32_t *ordered, struct error *err);

#endif
