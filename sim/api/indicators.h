/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef API_INDICATORS_H
#define API_INDICATORS_H

#include "api/ardey.h"
#include "api/indicator_kinds.h"
#include "api/world.h"
#include "results/results.h"

/** Writes the figures of the day to the group "indicators": those of the summary, shares of the
 * modes, what road traffic did and lost against empty roads, and how late trains were at their last
 * stop. After the run. */
enum status indicators_write(const struct world *world, const struct ardey_summary *summary,
                             struct results *results, struct error *err);

#endif
