// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_WORKERS_H
#define DEMAND_DEMAND_WORKERS_H

#include "demand/demand_people.h"
#include "demand/demand_world.h"

/** Appends the registered commuters who live outside: GROUP_COMMUTER at the external zone's place,
 * in the order of (from, to) areas, and sets `commuter_count`. */
enum status demand_workers_add_outside(const struct demand_areas *areas,
                                       struct demand_people *people, struct error *err);

/** Gives every registered worker a main place. First the area: exactly the published number of
 * commuters between every two areas, spread over the home places by a balanced gravity model;
 * employed residents beyond the published sum work at home (NONE); when the published sum is larger
 * than the employed residents it is scaled down. Then the place within the area by
 * `demand_gravity_assign`, constrained to the jobs. The people must be complete up to the
 *  commuters. */
enum status demand_workers_assign(const struct demand_world *world, uint64_t seed,
                                  struct demand_people *people, struct error *err);

#endif
