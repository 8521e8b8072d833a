// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_VEHICLE_H
#define PEOPLE_PERSON_VEHICLE_H

#include "people/people_state.h"

/** Where people's own cars and bicycles are: tours keep the vehicle. Who goes by park and ride, or
 * bike and ride, leaves the vehicle at the stop `hub_stop`; the trip home by the same mode fetches
 * it there. Only vehicles that are used on this day exist. Bicycles that go along in public
 * transport are not kept track of. */

/** Whether the trip fetches the car or the bicycle from its stop; else, by these modes, it leaves
 * it there. */
static inline bool trip_fetches_vehicle(const struct planned_trip *trip)
{
    return (trip->mode == MODE_PARK_RIDE || trip->mode == MODE_BIKE_RIDE) &&
           trip->purpose == PURPOSE_HOME;
}

/** The site of a stop with park and ride, or NONE. O(stops with park and ride) */
uint32_t people_hub_site(const struct people *people, uint32_t stop);

/** Refuses plans of the population that take a vehicle from a stop where it is not, or use it
 * elsewhere while it waits at a stop, or park where there is no park and ride: STATUS_DATA with
 * person, trip and stop. O(trips). */
enum status person_vehicle_check(const struct people *people, struct error *err);

/** Puts the person's vehicles where they are when the day begins with trip `state->trip`: where
 * the next trip with them begins, or where the last one has led. */
void person_vehicle_begin(struct people *people, uint32_t person);

/** A vehicle, whose whereabouts are `*vehicle_site`, is taken from one site to another. Counts it
 * as astray when it is at another node than `from_site`. O(1) */
void person_vehicle_take(struct people *people, const struct activation *act,
                         uint32_t *vehicle_site, uint32_t from_site, uint32_t to_site);

#endif
