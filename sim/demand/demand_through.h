// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_THROUGH_H
#define DEMAND_DEMAND_THROUGH_H

#include "demand/demand_people.h"
#include "demand/demand_tables.h"
#include "network/network.h"

/** Appends the cars and then the trucks of every row between two gates as persons who start at one
 * gate's place and leave at the other's, counts rounded. Findings are collected (STATUS_DATA):
 * unknown gates and places. O(vehicles). */
enum status demand_through_add(const struct demand_tables *tables, const struct network *network,
                               struct demand_people *people, struct error *err);

#endif
