// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_ORDER_H
#define ROUTING_ROAD_ORDER_H

#include "network/network.h"

#include <stdint.h>

/** Puts the links into an order of contraction by nested dissection: `link_of_rank` [link_count] of
 * the caller, the least important first. The nodes are bisected by inertia: sorted along four
 * directions, and cut where fewest links cross per node of the smaller side, which has at least a
 * quarter; the links that cross come last, then each side is bisected. A function of the network
 * alone. O(nodes log^2 nodes + links log nodes). Sources: George: Nested dissection of a regular
 * finite element mesh (SIAM J. Numer. Anal. 10, 1973); Schild, Sommer: On balanced separators in
 * road networks (SEA 2015), without its flows; Buchhold, Wagner, Zeitz, Zuendorf: Customizable
 * contraction hierarchies with turn costs (ATMOS 2020): links that cross a cut of nodes separate
 * the links. */
enum status road_order_build(const struct network *network, uint32_t *link_of_rank,
                             struct error *err);

#endif
