// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_ROUNDS_H
#define ROUTING_TIMETABLE_ROUNDS_H

#include "routing/timetable_scan.h"

/** For the searches of the timetable only: the rounds of RAPTOR. Round k rides once more than round
 * k - 1 and keeps for every stop the earliest arrival that beats what its owner asks to be beaten.
 * Source: Delling, Pajor, Werneck: Round-based public transit routing (ALENEX 2012). */

/** How a stop was reached by riding: needed to tell the way afterwards. */
struct round_ride {
    uint32_t board_call, alight_call, run;
};

/** What is known about the stops after a number of rides. `ready` is when one may board: after the
 * change or the footpath. Each array is [stop_count]; those but `ready` hold only where the round
 * wrote. */
struct round {
    uint32_t *ready_ms;
    uint32_t *ready_from; /**< the stop where the ride before ended */
    uint32_t *arrive_ms;
    struct round_ride *rides;
};

struct timetable_rounds {
    struct timetable_scan scan;
    struct round rounds[ITINERARY_LEGS_MAX + 1];
    struct bit_set improved; /**< stops whose arrival became better in this round */

    /* What a label must beat; set by the owner before each step. */
    uint32_t *best_arrive_ms; /**< [stop_count] by riding */
    uint32_t *best_ready_ms;  /**< [stop_count] */
    uint32_t target_ms;       /**< best arrival at the door so far; at first the limit */

    uint32_t target_stop, target_round; /**< of the arrival at `target_ms` */
};

enum status timetable_rounds_init(struct timetable_rounds *rounds,
                                  const struct timetable *timetable, uint32_t change_ms,
                                  struct error *err);
void timetable_rounds_deinit(struct timetable_rounds *rounds);

/** Round 0: forgets where one can board, and then one is there after a way from the door. */
void timetable_rounds_start(struct timetable_rounds *rounds);
void timetable_rounds_leave(struct timetable_rounds *rounds, uint32_t stop, uint32_t t_ms);

/** One more ride, round k >= 1: scans the patterns that call at marked stops. Whether some stop was
 * reached earlier than asked. */
bool timetable_rounds_ride(struct timetable_rounds *rounds, uint32_t k);

/** From where the rides of round k ended: change at the stop, or walk to another one. */
void timetable_rounds_change(struct timetable_rounds *rounds, uint32_t k);

/** Follows the rides back from the target, to the door that was left at `depart_ms`. */
void timetable_rounds_write(const struct timetable_rounds *rounds, uint32_t depart_ms,
                            struct itinerary *out);

#endif
