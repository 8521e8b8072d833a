// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KNOWN_TIMETABLE_H
#define KNOWN_TIMETABLE_H

/** A timetable whose ways can be told by hand. */

#include "transit/transit_fixture.h"

/** Minutes after midnight. */
#define CLOCK_MS(hour, minute) (((hour)*60u + (minute)) * MINUTE_MS)

/** Line 1: A-B-C every 20 min from 6:00; line 2: B-D at 6:05, 6:30, 7:00; footpath C-D of 2 min. */
static inline void fixture_known(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus,,20,,,,,,06:00,08:00,,\n2,,bus,,bus\n");
    fixture_add(f, "departures", "2,0,06:05\n2,0,06:30\n2,0,07:00\n");
    fixture_add(f, "line_stops",
                "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,0,3,C,12,12,2\n2,0,1,B,0,0,0\n2,0,2,D,4,4,1\n");
    fixture_add(f, "transfers", "C,D,120,2\n");
    fixture_build(f);
}

#endif
