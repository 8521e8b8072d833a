// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_COUNTERS_H
#define API_COUNTERS_H

#include "api/ardey.h"
#include "api/world.h"
#include "results/results.h"

/** Vehicles that left a link, scaled to the full population: buses stand for themselves. Or of
 * these only the trucks of the through traffic and the buses. While the world stands still. O(1).
 */
double link_vehicles(const struct world *world, uint32_t link, bool is_heavy);

/** Vehicles on all links of a counter (id), or of these only the trucks of the through traffic and
 * the buses. */
double counter_vehicles(const struct world *world, uint32_t counter, bool is_heavy);

/** Fills the part of the summary about counters. */
void counters_fill(const struct world *world, struct ardey_summary *out);

/** Writes it to the group "counters", which is there without counters, too. */
enum status counters_write(const struct world *world, const struct ardey_summary *summary,
                           struct results *results, struct error *err);

#endif
