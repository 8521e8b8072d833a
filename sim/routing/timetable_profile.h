// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_PROFILE_H
#define ROUTING_TIMETABLE_PROFILE_H

#include "base/error.h"
#include "network/itinerary.h"
#include "routing/door.h"

/** Scratch memory of one worker; the timetable is shared and must outlive it. Size O(stops +
 * patterns), and what the longest answer needed. */
struct timetable_profile;

/** `change_ms` as in `timetable_search_create`. NULL when memory is short. */
struct timetable_profile *timetable_profile_create(const struct timetable *timetable,
                                                   uint32_t change_ms, struct error *err);
void timetable_profile_destroy(struct timetable_profile *profile);

/** When the door may be left, both ends included, and when the way must have ended, exclusive. */
struct departure_window {
    uint32_t first_ms, last_ms, limit_ms;
};

/** The ways that leave the door (at `board_ms - access_ms`) within a window, and that no way is
 * better than that leaves at its beginning or any time later: of any two ways, one leaves later, or
 * arrives earlier, or has fewer rides. One way for each optimal triple; which of several equal ones
 * follows from the timetable alone. In order of departure, then of rides. The list belongs to the
 * profile and holds until the next call. What counts as a way is as in `timetable_search_run`.
 * Cost: a search per departure at the stops of `from`, each of which touches only what departures
 * after it have not reached as early. STATUS_RESOURCE. Source: Delling, Pajor, Werneck: Round-based
 * public transit routing (Transportation Science 49, 2015), rRAPTOR. */
enum status timetable_profile_run(struct timetable_profile *profile, struct door from,
                                  struct door to, struct departure_window window,
                                  struct itinerary_list *out, struct error *err);

#endif
