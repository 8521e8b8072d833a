// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_SEARCH_H
#define ROUTING_TIMETABLE_SEARCH_H

#include "base/error.h"
#include "network/itinerary.h"
#include "routing/door.h"

#include <stdbool.h>
#include <stdint.h>

/** Scratch memory of one worker; the timetable is shared and must outlive it. Size O(stops +
 * patterns). */
struct timetable_search;

/** `change_ms` is the least time between arriving and leaving at the same stop: pass what public
 * transport is simulated with (`transit_parameters.change_s`). NULL when memory is short. */
struct timetable_search *timetable_search_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err);
void timetable_search_destroy(struct timetable_search *search);

/** From now on a change is disliked as much as arriving `felt_ms` later; at first 0. */
void timetable_search_set_dislike(struct timetable_search *search, uint32_t felt_ms);

/** The way to a door with the least arrival + dislike * changes, leaving another at `depart_ms` or
 * later; with at most ITINERARY_LEGS_MAX rides; among equal ones that with the fewest rides. So
 * without a dislike it is the earliest arrival. Rounds find the earliest arrival for every number
 * of rides, hence the answer is exact. Changing at a stop
 * takes `change_ms`, changing to another stop the time of the footpath alone, one footpath at a
 * time. Ways to and from stops take TIMETABLE_LEAST_WALK_MS at least. `out->board_ms` is the latest
 * departure of the first ride that still gives this arrival: a person may stay until then less
 * `access_ms`. False, and `*out` untouched, when nothing arrives before `limit_ms`. Deterministic:
 * equal choices fall to the smaller pattern, then the earlier call; the order of `from` and `to`
 * has no part in it. Cost O(rides x calls) at worst, no allocation; about 80 microseconds for
 * 1,020 stops and 162 patterns, half of it when `to` has bounds, which change no answer. Source:
 * Delling, Pajor, Werneck: Round-based public transit routing (ALENEX 2012), with local and target
 * pruning. */
bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out);

#endif
