// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_TUNING_H
#define DEMAND_DEMAND_TUNING_H

#include "demand/day_plan.h"
#include "kernel/team.h"

/** Sets what the plans are drawn from, so that the plans meet the tables: number of activities
 * (analytic), then in 10 rounds over every k-th person of the full population (about 40,000) the
 * weights of the length bands and of the hours, the ways home and the mode probabilities, each
 * corrected by wanted / counted. The result depends neither on the team nor on the sample. */
enum status demand_tuning_find(const struct demand_world *world, const struct demand_people *people,
                               uint64_t seed, struct team *team, struct demand_tuning *out,
                               struct error *err);

#endif
