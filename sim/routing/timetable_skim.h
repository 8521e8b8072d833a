// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_SKIM_H
#define ROUTING_TIMETABLE_SKIM_H

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
                         what would be more */
    uint16_t stop, last_stop; /**< where the first ride begins and the last one ends; there a
                                 bicycle waits */
    uint8_t rides;            /**< 0: no way within the window, and all others are 0 */
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
    const uint16_t *crowd_permille; /**< by `timetable.run_first_hop`: felt time beyond the one
                                       from call to call in the vehicle; NULL: none */
};

/** All ways of a day by public transport, frozen. */
struct timetable_skim {
    uint32_t from_count, to_count, start_ms, slot_ms, slot_count;
    struct skim_cell *cells; /**< [slot_count][from_count][to_count] */
};

/** Finds the way of each question that is felt to arrive first (then the fewest rides), leaving as
 * late as it allows: the way that `timetable_search_run` finds. Who is on it takes, after the first
 * ride, the first run that comes; the crowding is that of these runs. One search from a door to all
 * stops for each slot, then the best end for each other door. In parallel over doors and slots; the
 * result does not depend on the workers. STATUS_USAGE without slots or for a window beyond 65,535
 * s, STATUS_DATA for more than 65,536 stops, STATUS_RESOURCE. O(slots * from doors * (rides * calls
 * * labels per stop + stops of all to doors)). */
enum status timetable_skim_build(const struct timetable_skim_frame *frame, struct team *team,
                                 struct timetable_skim **out, struct error *err);
void timetable_skim_destroy(struct timetable_skim *skim);

/** The way of the slot that contains `t_ms` (the first or last one outside). */
const struct skim_cell *timetable_skim_at(const struct timetable_skim *skim, uint32_t from,
                                          uint32_t to, uint32_t t_ms);

#endif
