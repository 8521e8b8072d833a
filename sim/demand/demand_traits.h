// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_TRAITS_H
#define DEMAND_DEMAND_TRAITS_H

#include "demand/demand_people.h"
#include "demand/demand_world.h"

/** Gives everybody of the full population a car, a season ticket and a bicycle or not
 * (`people->traits`). Cars as `day_has_car` says. Tickets and bicycles by whole numbers per
 * municipality (commuters from outside: all in one), group and car: the shares of the table of
 * traits times the persons. Where the table of tickets gives the municipality's own share, the
 * groups' shares are the prior that is balanced to it (iterative proportional fitting, furness.h),
 * and the municipality's number is exact. Who of a cell has one: selection sampling (Fan, Muller,
 * Rezucha 1962) in order of ids with the person's RANDOM_TICKET stream. Without the table nobody
 * has a ticket and everybody a bicycle. Who passes through has a car. STATUS_DATA with file and
 * line when a row is missing or a share cannot be reached. O(persons). */
enum status demand_traits_assign(const struct demand_tables *tables,
                                 const struct demand_world *world, uint64_t seed,
                                 struct demand_people *people, struct error *err);

#endif
