// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_STREETS_H
#define API_STREETS_H

#include "api/world.h"

/** Runs that the road must have a vehicle for: all of the timetable when a line drives in the
 * street, else none. O(lines). */
uint32_t streets_run_count(const struct timetable *timetable);

/** Finds the ways of all lines in the street and puts their runs on the road; needs the road and
 * public transport. Nothing to do without such lines. O(calls * links near them). */
enum status streets_build(struct world *world, struct error *err);

#endif
