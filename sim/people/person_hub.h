// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_HUB_H
#define PEOPLE_PERSON_HUB_H

#include "people/people_state.h"

/** Hubs: the stops of the table of park and ride, each with a process that owns its lot, and the
 * persons who are there between car and public transport. */

/** Makes the hubs and counts the sites; none without roads or places. O(hubs * nodes). */
enum status person_hub_init(struct people *people, struct error *err);

#endif
