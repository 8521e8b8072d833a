// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_SEARCH_H
#define ROUTING_TIMETABLE_SEARCH_H

#include "base/error.h"
#include "network/itinerary.h"
#include "routing/door.h"
#include "routing/felt.h"

#include <stdbool.h>
#include <stdint.h>

/** Scratch memory of one worker; the timetable is shared and must outlive it. Size O(stops +
 * patterns), and as many labels as the largest query needed: there is no limit per stop. */
struct timetable_search;

/** `change_ms` is the least time between arriving and leaving at the same stop: pass what public
 * transport is simulated with (`transit_parameters.change_s`). NULL when memory is short. */
struct timetable_search *timetable_search_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err);
void timetable_search_destroy(struct timetable_search *search);

/** From now on changes and walks are felt so; at first {0}. */
void timetable_search_set_felt(struct timetable_search *search, struct felt felt);

/** The way to a door with the least arrival + felt.change * changes + felt.walk * time of all ways
 * to, between and from stops (`itinerary_walk_ms`), leaving another at `depart_ms` or later; with
 * at most ITINERARY_LEGS_MAX rides; among equal ones that with the fewest rides. So by {0} it is
 * the earliest arrival. Rounds keep every label that could become the best, hence the answer is
 * exact. Changing at a stop takes `change_ms`, changing to another stop the time of the footpath
 * alone, one footpath at a time. Ways to and from stops take TIMETABLE_LEAST_WALK_MS at least.
 * `out->board_ms` is the latest departure of the first ride that still gives this arrival: a person
 * may stay until then less `access_ms`. False, and `*out` untouched, when nothing arrives before
 * `limit_ms`, or when memory is short, as `timetable_search_status` tells. Deterministic: equal
 * choices fall to the smaller pattern, then the earlier call, then the earlier run; the order of
 * `from` and `to` has no part in it. `to` may have bounds, which must be for the same `felt` and
 * change no answer. Cost O(rides x calls x labels per stop) at worst. Source: Delling, Pajor,
 * Werneck: Round-based public transit routing (Transportation Science 49, 2015), McRAPTOR, with
 * local and target pruning. */
bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out);

/** Of the last run: STATUS_OK, or STATUS_RESOURCE when memory was short for its labels. */
enum status timetable_search_status(const struct timetable_search *search);

#endif
