// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_RAIL_RESULTS_H
#define API_RAIL_RESULTS_H

#include "api/ardey.h"
#include "api/world.h"
#include "results/results.h"

/** Announces the occupations of sections and writes the table "rail/headways": the least headway of
 * each pattern over the tracks by its blocking times (rail/blocking_time.h), and the section that
 * demands it. Nothing without blocks. Before the run. */
enum status rail_results_open(const struct world *world, struct results *results,
                              struct error *err);

/** Fills what the summary says about trains, and audits the tracks; while the world stands still.
 */
enum status rail_summary_fill(const struct world *world, struct ardey_rail_summary *out,
                              struct error *err);

#endif
