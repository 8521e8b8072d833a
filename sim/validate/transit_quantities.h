// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_TRANSIT_QUANTITIES_H
#define VALIDATE_TRANSIT_QUANTITIES_H

#include "scenario/lua_expect.h"
#include "validate/road_run.h"

/** Measures an expectation about public transport, those before EXPECT_TRIPS. NAN when nothing was
 * there to be measured. STATUS_USAGE for a line or stop that does not exist or is needed and not
 * given, and for a line that is not on tracks where tracks are asked about. */
enum status transit_quantity_measure(const struct road_run *run,
                                     const struct expectation *expectation, double *out,
                                     struct error *err);

#endif
