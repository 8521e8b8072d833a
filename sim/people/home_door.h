// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_HOME_DOOR_H
#define PEOPLE_HOME_DOOR_H

#include "people/people.h"

/** The doors of a trip: at home the person's own one, elsewhere that at the mean distance from the
 * place. Of the trip that a person makes, or makes next. */

enum trip_end { TRIP_FROM, TRIP_TO };

/** Way between the door and the node at a place where the trip begins or ends, m. */
double home_door_access_m(const struct people *people, uint32_t person, uint32_t place);

/** Whether the door is that of the person's home, and known. */
bool home_door_is_at(const struct people *people, uint32_t person, enum trip_end end);

/** Time on foot between the person's home and a platform, ms: detour factor times the straight
 * line, and the access of the stop; only where the home is known. */
uint32_t home_door_walk_ms(const struct people *people, uint32_t person, uint32_t stop);

#endif
