// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_RESIDENTS_H
#define DEMAND_DEMAND_RESIDENTS_H

#include "demand/demand_areas.h"
#include "demand/demand_people.h"

/** Appends every resident of the internal zones with group and home place, in the order zone,
 * group, place, and sets `resident_count`. Per municipality: residents and employed of the zones
 * are whole numbers with the published sums (largest remainder); the other groups follow
 * `group_share` in total, and the zones' shares of old and young people within it (Furness). Homes
 * follow the places' shares. `people` must be empty. */
enum status demand_residents_build(const struct network *network, const struct demand_areas *areas,
                                   struct demand_people *people, struct error *err);

#endif
