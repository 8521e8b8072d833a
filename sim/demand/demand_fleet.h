// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_FLEET_H
#define DEMAND_DEMAND_FLEET_H

#include "demand/demand_people.h"
#include "demand/demand_tables.h"

/** Says by what the cars of all are driven who have one: by the shares of the table of drives, each
 * by the person's stream RANDOM_DRIVE, so that every sample agrees and more of one drive takes
 * drivers from its neighbour in the order petrol, diesel, battery. Without a table all cars are
 * petrol. After demand_traits_assign. STATUS_DATA for a drive with two rows, a share of trucks, and
 * shares that do not sum to 1 within 1 %. O(persons). */
enum status demand_fleet_assign(const struct table *fleet, uint64_t seed,
                                struct demand_people *people, struct error *err);

#endif
