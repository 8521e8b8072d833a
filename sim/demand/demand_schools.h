// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_SCHOOLS_H
#define DEMAND_DEMAND_SCHOOLS_H

#include "demand/demand_people.h"
#include "demand/demand_world.h"

/** Gives children, pupils and students a main place. Pupils: gravity constrained to the pupil
 * places of the internal zones; students: gravity towards the places of universities, external
 * zones included, not constrained, since many students live elsewhere; children: kindergartens are
 * where people live, near home. Where a table has no places of a kind, those people have no main
 * place. */
enum status demand_schools_assign(const struct demand_world *world, uint64_t seed,
                                  struct demand_people *people, struct error *err);

#endif
