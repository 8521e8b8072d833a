// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_DETOUR_H
#define ROUTING_ROAD_DETOUR_H

#include "routing/road_query.h"

/** Best ways by allowed turns where the hierarchy's best way turns back against the rule. */
struct road_detour;

/** NULL when memory is short. The hierarchy must outlive it. Size O(vertices + turns). */
struct road_detour *road_detour_create(const struct road_hierarchy *hierarchy, struct error *err);
void road_detour_destroy(struct road_detour *detour);

/** Searches anew for the way of the last run of a query; writes its route and its time into the
 * query. A* over links, turn by turn; the time that the hierarchy needs from the end of a link to
 * the goal is the bound, which is exact but for turning back, so hardly more links are looked at
 * than the way has. Of equal ways that over the link first reached, of these the first in the table
 * of links. No allocation. Source: Strasser, Zeitz: A fast and tight heuristic for A* in road
 * networks (SEA 2021). */
void road_detour_run(struct road_detour *detour, struct road_query *query);

#endif
