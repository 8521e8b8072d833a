// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_EXTRA_H
#define DEMAND_DEMAND_EXTRA_H

#include "demand/day_plan.h"
#include "demand/demand_people.h"
#include "demand/demand_tables.h"
#include "demand/demand_world.h"

/** Persons beside residents, commuters and through traffic: visitors of an event, or any further
 * demand that a scenario gives by the table `extra`. Each has one way there, and one back when the
 * row says so. They come last in the full population, so nobody else's day depends on them. */
struct demand_extra {
    const struct table *table;
    uint32_t first_person; /**< of the first row */
    uint32_t *end;         /**< [rows] the person after the last one of each row */
};

/** Appends the persons of all rows (GROUP_VISITOR) with their traits; call it after
 * demand_traits_assign. Where from and to within a zone, and what they have, by stream
 * RANDOM_EXTRA. STATUS_DATA for unknown names, purposes that are none, and windows that end before
 * they begin. The caller owns `*out`. O(persons). */
enum status demand_extra_add(const struct demand_tables *tables, const struct demand_world *world,
                             uint64_t seed, struct demand_people *people, struct demand_extra *out,
                             struct error *err);
void demand_extra_deinit(struct demand_extra *extra);

/** Trips of a person. */
uint32_t demand_extra_trip_count(const struct demand_extra *extra, uint32_t person);

/** The plan of a person: there at a time of the window, evenly, or by the curve of the purpose
 * where there is none; back at a time of the other window. The mode is the row's, or is drawn as a
 * resident's first one. Streams: RANDOM_EXTRA_TIME, RANDOM_MODE. */
void demand_extra_plan(const struct demand_extra *extra, const struct day_source *source,
                       uint32_t person, struct day_plan *plan);

#endif
