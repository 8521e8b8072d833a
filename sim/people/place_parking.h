// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PLACE_PARKING_H
#define PEOPLE_PLACE_PARKING_H

#include "people/people_state.h"

/** Cars at sites with a lot: hubs, and places of the table. A lot belongs to the process of its
 * site; where a person's car stands is written by the process that the person is at. Places
 * without a lot have room for everybody. Trucks stand elsewhere. */

/** Lots of the network's places, then those of the hubs. */
uint32_t place_parking_lot_count(const struct people *people);

/** Lots of all places and hubs, empty. In a sample a simulated car stands for `weight` real ones,
 * so that spaces / weight of them fit, at least one where there is a space at all. */
enum status place_parking_init(struct people *people, uint32_t start_ms, struct error *err);

/** Puts the person's car at `state->car_site`, where it stands when the day begins. Only cars that
 * are driven on this day exist. */
void place_parking_begin(struct people *people, uint32_t person);

/** The car that the person drives comes to this site: returns the time until it stands, ms. O(1).
 */
uint32_t place_parking_arrive(struct people *people, const struct activation *act, uint32_t person);

/** The person drives away from this site, in the own car. A car that stands at another lot leaves
 * that one TRIP_LEAST_MS later (who walked from there has fetched it). O(1). */
void place_parking_leave(struct people *people, struct activation *act, uint32_t person);

/** A car that stood here, at `spot`, has been fetched. */
void place_parking_fetched(struct people *people, const struct activation *act, uint32_t person,
                           enum parking_spot spot);

#endif
