// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_STATIC_RESULTS_H
#define API_STATIC_RESULTS_H

#include "api/world.h"
#include "results/results.h"

/** Writes what does not change during a run: network, zones, places, stops, lines, rail sections,
 * persons, and where the results come from (version, scenario, all parameters). Nothing in it
 * depends on the clock, the host or the threads. */
enum status static_results_write(const struct world *world, struct results *results,
                                 struct error *err);

#endif
