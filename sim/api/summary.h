// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_SUMMARY_H
#define API_SUMMARY_H

#include "api/ardey.h"
#include "api/world.h"
#include "results/results.h"

/** Fills the parts of the summary that come from the models; after the run. STATUS_INTERNAL when
 * somebody is missing: departed = arrived + under way must hold for every mode, and vehicles
 * started = finished + on the way. */
enum status summary_fill(const struct world *world, struct ardey_summary *out, struct error *err);

/** Writes the summary's figures to the groups "indicators", "counters" and "targets". */
enum status summary_write(const struct world *world, const struct ardey_summary *summary,
                          struct results *results, struct error *err);

#endif
