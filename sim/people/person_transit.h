// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_TRANSIT_H
#define PEOPLE_PERSON_TRANSIT_H

#include "people/people_state.h"

/** How a person uses public transport; for the events of a place. */

/** Begins the trip that is due with the earliest arrival by public transport, and tells in
 * `depart_ms` when to leave home for it. Some bring a bicycle (parameter `bicycle_aboard`) where
 * all vehicles of the way take them. False when no service brings the person there within the
 * search window. */
bool person_transit_leave(struct people *people, struct activation *act, uint32_t person);

/** Left behind at a stop, as `transit_refusal` tells: looks for the earliest arrival from there, by
 * the timetable and within the search window from now. It may be to wait on. When there is none
 * somebody fetches the person by car. */
void person_transit_refused(struct people *people, struct activation *act, uint32_t person,
                            uint32_t stop);

#endif
