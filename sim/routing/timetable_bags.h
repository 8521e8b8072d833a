// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_TIMETABLE_BAGS_H
#define ROUTING_TIMETABLE_BAGS_H

#include "routing/timetable_scan.h"

/** For the searches of the timetable only: rounds that weigh arrival against the time walked. Round
 * k rides once more than round k - 1; each stop has a bag of labels of which none is as good as
 * another in both. Source: Delling, Pajor, Werneck: Round-based public transit routing
 * (Transportation Science 49, 2015), McRAPTOR. */

/** Being at a stop at some time with some of the way walked: after a ride, or ready to board. */
struct bag_label {
    uint32_t t_ms, walk_ms;
    uint32_t next; /**< of the same bag: later, with less walking; or NONE */
    uint32_t round;
};

/** How a label came about. */
struct bag_origin {
    uint32_t stop;
    uint32_t before;                       /**< the label that it comes from; NONE at the start */
    uint32_t board_call, alight_call, run; /**< of a ride */
    uint32_t older; /**< of a ride: the one that arrived there before in the search, or NONE */
};

/** A ride that goes on: which run, and how it was boarded. */
struct bag_ride {
    uint32_t run; /**< of the pattern */
    uint32_t walk_ms, before, board_call;
};

/** How somebody came to a door. */
struct bag_target {
    uint32_t t_ms, walk_ms, round;
    uint32_t ride; /**< label */
};

struct timetable_bags {
    struct timetable_scan scan;
    struct bag_label *labels;   /**< [label_count] of the present query */
    struct bag_origin *origins; /**< [label_count] */
    size_t label_count, label_capacity, origin_capacity;
    uint32_t *arrived; /**< [stop_count] bag after riding: first label, or NONE */
    uint32_t *ready;   /**< [stop_count] bag when one may board */
    uint32_t *newest;  /**< [stop_count] last label that arrived by riding, or NONE */
    struct bit_set improved;
    struct bag_ride *aboard; /**< by run, each with less walking than those before */
    size_t aboard_count, aboard_capacity;

    /* Of the owner. */
    bool counts_walk; /**< else all labels have walked 0 ms and a bag holds the first arrival */
    uint32_t limit_ms;
    uint64_t before_felt;   /**< `felt_time` of a label, with the least time to the door, must be
                               less; falls as ways are found */
    uint32_t walk_permille; /**< with this weight */
    struct bag_target *targets; /**< or be better in time or walk than each of these */
    size_t target_count;
    /** Called for each label that has arrived by riding and is kept. */
    void (*on_arrival)(struct timetable_bags *bags, uint32_t label);
    void *owner;

    enum status status; /**< of the present query */
    struct error *err;
};

enum status timetable_bags_init(struct timetable_bags *bags, const struct timetable *timetable,
                                uint32_t change_ms, struct error *err);
void timetable_bags_deinit(struct timetable_bags *bags);

/** Round 0: forgets all labels, and then one is ready to board after a way from the door that was
 * left at `depart_ms`. Between them the owner sets what is its own. */
void timetable_bags_start(struct timetable_bags *bags);
void timetable_bags_leave(struct timetable_bags *bags, struct door from, uint32_t depart_ms);

/** One more ride, round k >= 1: scans the patterns that call at stops that have new labels. Whether
 * some label was kept. */
bool timetable_bags_ride(struct timetable_bags *bags, uint32_t k);

/** From where the rides of round k ended: change at the stop, or walk to another one. */
void timetable_bags_change(struct timetable_bags *bags, uint32_t k);

/** Follows the rides back from a label that arrived by riding and walks on for `egress_ms`, to the
 * door that was left at `depart_ms`. */
void timetable_bags_write(const struct timetable_bags *bags, uint32_t label, uint32_t egress_ms,
                          uint32_t depart_ms, struct itinerary *out);

#endif
