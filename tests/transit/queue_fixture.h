// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_QUEUE_FIXTURE_H
#define TRANSIT_QUEUE_FIXTURE_H

#include "transit/transit_fixture.h"

#define DAY_END (30 * HOUR_MS)
#define PERSONS 5

/** A bus with three places from A over B to C at 6:00, 6:20 and 6:40. Five persons wait at A before
 * 6:00, in the order 4 3 2 1 0: 4 rides to B, the others to C. */
static inline void world_queue(struct fixture *f, struct world *world, double weight)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus,,20,,,,,,06:00,06:40,,\n");
    fixture_add(f, "line_stops", "1,0,1,A,0,0,0\n1,0,2,B,5,6,1\n1,0,3,C,12,13,2\n");
    fixture_build(f);
    world_init(world, f->timetable, PERSONS, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .weight = weight});
    for (uint32_t i = 0; i < PERSONS; i++)
        world->persons[i] =
            (struct person_log){.itinerary = {.leg_count = 1,
                                              .access_ms = 60000,
                                              .legs = {{0, i == 4 ? 1 : 2, 120000}}},
                                .begin_ms = 350 * MINUTE_MS - i * 1000};
}

#endif
