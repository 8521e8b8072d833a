// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_SHUTTLE_H
#define PEOPLE_PERSON_SHUTTLE_H

#include "people/people_state.h"

/** Asks for a shuttle from the person's place to that of the trip; who is refused hears of it by
 * PLACE_NO_SHUTTLE. False: there is none for such a trip at this time. */
bool person_shuttle_leave(struct people *people, struct activation *act, uint32_t person);

#endif
