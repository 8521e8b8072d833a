// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_PARETO_H
#define ROUTING_TIMETABLE_PARETO_H

#include "base/error.h"
#include "network/itinerary.h"
#include "routing/door.h"

/** Scratch memory of one worker; the timetable is shared and must outlive it. Size O(stops +
 * patterns), and as many labels as the largest query needed: there is no limit per stop. */
struct timetable_pareto;

/** `change_ms` as in `timetable_search_create`. NULL when memory is short. */
struct timetable_pareto *timetable_pareto_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err);
void timetable_pareto_destroy(struct timetable_pareto *pareto);

/** When the door may be left, and when the way must have ended, exclusive. */
struct pareto_times {
    uint32_t depart_ms, limit_ms;
};

/** All Pareto-optimal ways from a door that is left at `depart_ms` or later: of any two, one
 * arrives earlier, or has fewer rides, or less time of ways to, between and from stops
 * (`itinerary_walk_ms`). One way for each optimal triple, in order of arrival, then of rides;
 * which of several equal ones follows from the timetable alone. The list belongs to `pareto` and
 * holds until the next call. What counts as a way, `board_ms` and the limit are as in
 * `timetable_search_run`. STATUS_RESOURCE. Cost O(rides x calls x labels per stop). Source:
 * Delling, Pajor, Werneck: Round-based public transit routing (Transportation Science 49, 2015),
 * McRAPTOR. */
enum status timetable_pareto_run(struct timetable_pareto *pareto, struct door from, struct door to,
                                 struct pareto_times times, struct itinerary_list *out,
                                 struct error *err);

#endif
