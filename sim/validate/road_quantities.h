// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_ROAD_QUANTITIES_H
#define VALIDATE_ROAD_QUANTITIES_H

#include "scenario/lua_expect.h"
#include "validate/road_run.h"

/** Measures an expectation's quantity in a run. STATUS_USAGE for a link or a node that does not
 * exist (with a suggestion), a time that was not sampled, or a tolerance in vehicles for a quantity
 * that has none. */
struct road_measure {
    double value;     /**< NAN when nobody was there to be measured */
    double tolerance; /**< of the expectation, in the quantity's unit */
};
enum status road_measure_take(const struct road_run *run, const struct expectation *expectation,
                              struct road_measure *out, struct error *err);

/** Writes what is measured, as "flow of B, 600 to 1000 s". */
void road_quantity_label(const struct expectation *expectation, char *out, size_t out_size);

#endif
