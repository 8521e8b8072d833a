// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PERSON_REROUTE_H
#define PEOPLE_PERSON_REROUTE_H

#include "people/people.h"

/** Sync hook of people: renews the drivers' guidance. When links have closed since the last
 * renewal, drivers under way whose rest leads over one of them look at the picture they hold, and
 * turn to the best way from the end of the link they are on, unless that leads over a closed link
 * too: then waiting is believed to cost less. What they drive is not written into the book of
 * routes. */
enum status person_reroute_renew(void *people, struct kernel *kernel, uint32_t t_ms,
                                 struct error *err);

#endif
