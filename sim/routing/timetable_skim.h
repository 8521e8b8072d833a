// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_SKIM_H
#define ROUTING_TIMETABLE_SKIM_H

#include "base/archive.h"
#include "kernel/team.h"
#include "routing/door.h"
#include "routing/felt.h"

#include <stdint.h>

/** What a way by public transport is made of, s. `home_s` + `walk_s` + `ride_s` + `wait_s` is the
 * time from asking to arriving, in whole seconds rounded down; each of them is exact to a second.
 */
struct skim_cell {
    uint16_t home_s;  /**< from the time asked for to leaving the door, by the timetable */
    uint16_t walk_s;  /**< to, between and from stops, by whatever the doors' lists are for */
    uint16_t ride_s;  /**< in vehicles */
    uint16_t wait_s;  /**< at stops: the slack before the first ride, and all waits for the next */
    uint16_t crowd_s; /**< what crowding in the vehicles is felt as beyond `ride_s`; 65,535 is also
                         what would be more; 0 until `timetable_skim_set_crowding` */
    uint16_t stop, last_stop; /**< where the first ride begins and the last one ends; there a
                                 bicycle waits */
    uint8_t rides;            /**< 0: no way within the window, and all others are 0 */
    uint8_t unused;           /**< 0: equal ways have equal bytes */
};

/** What is asked for: from every door of one list to every door of another, once per slot. */
struct timetable_skim_frame {
    const struct timetable *timetable;
    const struct door *from, *to; /**< [from_count], [to_count] */
    uint32_t from_count, to_count;
    uint32_t start_ms, slot_ms, slot_count; /**< asked for at the start of each slot */
    uint32_t window_ms;                     /**< ways that take as long or longer do not count */
    uint32_t change_ms, slack_ms;           /**< least time to change; at the first stop */
    struct felt felt;                       /**< as in `timetable_search_set_felt` */
};

/** All ways of a day by public transport. The timetable must outlive them. */
struct timetable_skim {
    const struct timetable *timetable;
    uint32_t from_count, to_count, start_ms, slot_ms, slot_count;
    struct skim_cell *cells; /**< [slot_count][from_count][to_count] */
    uint32_t **rides;        /**< [slot_count * from_count] by row: first hop and hops of the rides
                                of its cells, one after the other; NULL: no way */
};

/** Finds the way of each question that is felt to arrive first (then the fewest rides), leaving as
 * late as it allows: the way that `timetable_search_run` finds. Who is on it takes, after the first
 * ride, the first run that comes. One search from a door to all
 * stops for each slot, then the best end for each other door. In parallel over doors and slots; the
 * result does not depend on the workers. STATUS_USAGE without slots or for a window beyond 65,535
 * s, STATUS_DATA for more than 65,536 stops, 256 calls of a pattern or 16,777,215 hops of runs,
 * STATUS_RESOURCE. Memory: 16 bytes per cell, and 4 per ride. O(slots * from doors * (rides * calls
 * * labels per stop + stops of all to doors)). */
enum status timetable_skim_build(const struct timetable_skim_frame *frame, struct team *team,
                                 struct timetable_skim **out, struct error *err);
void timetable_skim_destroy(struct timetable_skim *skim);

/** Saves what was found, or loads it into a new `*skim`, which is then as if it had been built from
 * the frame; only when that fails too much is asked for is `*skim` left as it was. O(cells +
 * rides). */
void timetable_skim_archive(const struct timetable_skim_frame *frame, struct timetable_skim **skim,
                            struct archive *archive);

/** Prices the ways anew: `permille` by `timetable.run_first_hop` is the felt time beyond the one
 * from call to call in the vehicle. The ways stay as they are, whatever they cost, so this is all
 * that another day with the same timetable needs. In parallel over rows. STATUS_RESOURCE.
 * O(rides of all cells). */
enum status timetable_skim_set_crowding(struct timetable_skim *skim, const uint16_t *permille,
                                        struct team *team, struct error *err);

/** The way of the slot that contains `t_ms` (the first or last one outside). */
const struct skim_cell *timetable_skim_at(const struct timetable_skim *skim, uint32_t from,
                                          uint32_t to, uint32_t t_ms);

#endif
