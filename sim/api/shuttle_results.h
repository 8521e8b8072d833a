// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_SHUTTLE_RESULTS_H
#define API_SHUTTLE_RESULTS_H

#include "api/world.h"
#include "results/results.h"

/** Announces requests and vehicles of shuttles and writes the table "shuttle/fleets". Nothing
 * without shuttles. Before the run. */
enum status shuttle_results_open(const struct world *world, struct results *results,
                                 struct error *err);

/** Whether all requests are accounted for, and everybody who travels by shuttle has asked; while
 * the world stands still. */
enum status shuttle_results_audit(const struct world *world, struct error *err);

#endif
