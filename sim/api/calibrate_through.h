// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_CALIBRATE_THROUGH_H
#define API_CALIBRATE_THROUGH_H

#include "api/calibrate.h"

/** Lets people settle, runs the day, fits the flows of `demand.through` to the fitted counters of
 * the table of targets (`through_fit`): which flows pass a counter is read from the routes driven,
 * all other vehicles stay. Then the population is made anew with these flows, and so on, `rounds`
 * times. At last writes the table of through traffic, and tells a row for each counter: what was
 * counted, simulated with the first flows, and simulated with the last ones. The world has its
 * people and no day. STATUS_DATA when the scenario has no such targets or no through traffic. Cost:
 * rounds + 1 times `settle` and a day. */
enum status calibrate_through(struct world *world, const struct calibrate_question *question,
                              struct error *err);

#endif
