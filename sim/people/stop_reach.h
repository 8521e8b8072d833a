// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_STOP_REACH_H
#define PEOPLE_STOP_REACH_H

#include "network/network.h"
#include "network/timetable.h"
#include "people/people_parameters.h"
#include "routing/timetable_search.h"

#include <stdint.h>

#define STOP_REACH_MAX 12u

/** The stops within reach of every place, or of every stop; nearest first, frozen. */
struct stop_reach {
    uint32_t *first; /**< [count of places or stops + 1] into `stops` */
    struct stop_access *stops;
};

/** Lists for every inner place the stops within the access radius, at most STOP_REACH_MAX, or the
 * nearest one beyond; for external places the stops of the table. Doors lie around the place's node
 * at `access_m` on average, hence the way = detour factor * sqrt(distance^2 + access_m^2). O(places
 * * stops). */
enum status stop_reach_build(const struct network *network, const struct timetable *timetable,
                             const struct people_parameters *parameters, struct stop_reach *out,
                             struct error *err);
/** Lists for every stop the stop itself, at the least way, and those that a footpath leads to.
 * O(stops
 * + footpaths). */
enum status stop_reach_build_around(const struct timetable *timetable, struct stop_reach *out,
                                    struct error *err);

/** The stops of a place, or of a stop. */
struct door stop_reach_door(const struct stop_reach *reach, uint32_t place);

void stop_reach_deinit(struct stop_reach *reach);

#endif
