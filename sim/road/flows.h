// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_FLOWS_H
#define ROAD_FLOWS_H

#include "road/drives.h"
#include "road/traffic_tables.h"

/** Adds the vehicles of a table of `struct flow_row` to `drives`, flow by flow. An even flow sends
 * vehicle i = 0, 1 ... at from + (i + 1/2) / flow while that is before `until`; a Poisson flow
 * draws independent exponential gaps with mean 1 / flow from the stream of its row (RANDOM_FLOW),
 * so what one flow draws never depends on another. Findings of all rows are collected
 * (STATUS_DATA). O(vehicles). */
enum status flows_add(const struct table *flows, const struct network *network, uint64_t seed,
                      struct drives *drives, struct error *err);

#endif
