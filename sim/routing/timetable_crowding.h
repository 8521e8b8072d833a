// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_CROWDING_H
#define ROUTING_TIMETABLE_CROWDING_H

#include "base/error.h"
#include "network/timetable.h"

#include <stdint.h>

/** Sums of felt time, ms * permille, up to a hop of a run. */
struct crowding_hop {
    uint64_t before; /**< in all hops before it, the stay at their first calls included */
    uint64_t stay;   /**< at the call where the hop begins, before the vehicle leaves */
};

/** What crowding is felt as beyond the time in vehicles, so that a ride of any length takes two
 * looks. */
struct timetable_crowding {
    struct crowding_hop *hops; /**< by `timetable.run_first_hop`, and one more */
};

/** `permille` of each hop, by `timetable.run_first_hop`: felt time beyond the one in it. O(hops),
 * 16 bytes each. STATUS_RESOURCE. */
enum status timetable_crowding_init(const struct timetable *timetable, const uint16_t *permille,
                                    struct timetable_crowding *out, struct error *err);
void timetable_crowding_deinit(struct timetable_crowding *crowding);

/** Of a ride over `count` hops of one run, from getting in when it leaves to getting out, ms *
 * permille. */
static inline uint64_t timetable_crowding_ride(const struct timetable_crowding *crowding,
                                               uint32_t first_hop, uint32_t count)
{
    const struct crowding_hop *hop = &crowding->hops[first_hop];
    return hop[count].before - hop->before - hop->stay;
}

#endif
