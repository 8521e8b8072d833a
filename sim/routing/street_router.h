// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_STREET_ROUTER_H
#define ROUTING_STREET_ROUTER_H

#include "network/street_ways.h"
#include "network/timetable.h"

/** The roads as a bus finds them. */
struct street_roads {
    const struct network *network;
    const uint32_t *run_ms;  /**< [link_count] of a bus on an empty link */
    const uint32_t *wait_ms; /**< [link_count] mean wait at the link's signal */
};

/** Time that a bus needs to enter its first link and to be known at its stop after the last one,
 * ms: a stretch must leave it beside the way. */
#define STREET_OVERHEAD_MS 3000u

/** Stops that a stretch may pass without a node of their own. */
#define STREET_STRETCH_HOPS_MAX 8u

/** Finds the ways of all patterns of lines in the street. A stop belongs to the nearest node
 * (network_nearest_node), if a street starts there, else to none. From each call on, the stretch
 * ends at the first of the next STREET_STRETCH_HOPS_MAX calls that lies at another node and whose
 * best way (least time, mean waits at signals included, turns respected) may be that of the bus:
 * the timetable leaves time for it, and it is no longer than 1.5 times the straight lines between
 * the stops and the ways to their nodes. A hop without a stretch stays off the roads. The caller
 * owns `*out` (street_ways_deinit), also after an error. O(calls * links near them * log). */
enum status street_ways_build(const struct street_roads *roads, const struct timetable *timetable,
                              struct street_ways *out, struct error *err);

#endif
