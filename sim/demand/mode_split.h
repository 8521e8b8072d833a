// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_MODE_SPLIT_H
#define DEMAND_MODE_SPLIT_H

#include "demand/day_plan.h"

/** Counted trips by class, kind of tour, the tour's longest band, the trip's own band, and whether
 * the trip is local. */
struct mode_tally {
    uint32_t trips[DAY_CLASS_COUNT][DAY_TOUR_KIND_COUNT][DEMAND_BANDS_MAX][DEMAND_BANDS_MAX]
                  [DAY_STEP_COUNT];
};

typedef double mode_split[DAY_CLASS_COUNT][DAY_TOUR_KIND_COUNT][DEMAND_BANDS_MAX][MODE_COUNT];

/** Whether a class may make a tour of a kind by a mode. */
bool mode_split_allows(enum day_class class, enum day_tour_kind kind, uint8_t mode);

/** Probabilities of the modes of a tour, so that the trips of residents meet the shares of their
 * own length band as nearly as the classes allow: p = a[longest band][mode] among the allowed
 * modes, with the factors a found by repeated proportional correction; the same for the commuters
 * on their own. Always sums to 1. O(rounds * cells), about a millisecond. Source: own (proportional
 * fitting with structural zeros). */
void mode_split_solve(const struct demand_rules *rules, const struct mode_tally *tally,
                      mode_split out);

#endif
