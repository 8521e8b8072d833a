// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_NINE_ROUTES_H
#define VALIDATE_NINE_ROUTES_H

#include "validate/report.h"

/** 3,600 drivers leave within a quarter of an hour over the nine equal routes of MATSim's `equil`
 * network (15 nodes, 23 links), each of which lets 1,000 an hour through, in the event simulation;
 * their ways are found in the travel times of the iteration before (`road_day`).
 * Source: Horni, Nagel, Axhausen 2016, the example `equil`. */
enum status nine_routes_run(struct report *report, uint32_t threads, struct error *err);

#endif
