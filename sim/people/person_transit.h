// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_TRANSIT_H
#define PEOPLE_PERSON_TRANSIT_H

#include "people/people_state.h"

/** How a person uses public transport; for the events of places and hubs. */

/** Begins the trip that is due by the way that is felt to arrive first, and tells in
 * `depart_ms` when to leave home for it. By bike and ride the way begins, or on the way home ends,
 * with a ride by bicycle between the door and the stop `hub_stop` alone; on the way home by park
 * and ride it ends at that stop's hub. Some of the others bring a bicycle (parameter
 * `bicycle_aboard`) where all vehicles of the way take them. False when no service brings the
 * person there within the search window. */
bool person_transit_leave(struct people *people, struct activation *act, uint32_t person);

/** On from the hub of the handling process to the place of the trip, for who stands at the car
 * `ready_ms` from now. Who finds no service within the search window is fetched there: the car
 * stays. */
void person_transit_go_on(struct people *people, struct activation *act, uint32_t person,
                          uint32_t ready_ms);

/** Somebody takes a person by car for whom there is no service, from or to the stop where the own
 * vehicle waits; the rest of the trip is made with that vehicle. */
void person_transit_lift(struct people *people, struct activation *act, uint32_t person);

/** Left behind at a stop, as `transit_refusal` tells: looks for the best way from there, by
 * the timetable and within the search window from now. It may be to wait on. When there is none
 * somebody fetches the person by car. */
void person_transit_refused(struct people *people, struct activation *act, uint32_t person,
                            uint32_t stop);

#endif
