// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_TARGETS_H
#define API_TARGETS_H

#include "api/ardey.h"
#include "api/world.h"
#include "results/results.h"

/** Compares the simulated day with the table of targets: `*out_rows` has `world->targets.count`
 * rows in the order of the table (`mem_free`), NULL without targets; their texts belong to the
 * world. While the world stands still, after the day. O(persons + trips). */
enum status targets_compare(const struct world *world, struct ardey_target **out_rows,
                            struct error *err);

/** How many of them are only compared, judged, and met. */
struct ardey_targets_summary targets_sum(const struct ardey_target *rows, uint32_t count);

/** Writes the comparison to the group "targets"; nothing without targets. */
enum status targets_write(const struct world *world, struct results *results, struct error *err);

#endif
