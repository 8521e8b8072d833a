// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_SHUTTLE_PLAN_H
#define SHUTTLE_SHUTTLE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

/** Where a vehicle goes, and how a request is inserted: the heuristic of Jaw, Odoni, Psaraftis,
 * Wilson (1986, A heuristic algorithm for the multi-vehicle advance request dial-a-ride problem
 * with time windows, Transportation Research B 20), with promises in place of windows. Pure
 * functions of what they are given. */

/** Most stops that a vehicle has before it. */
#define SHUTTLE_STOPS_MAX 32u

/** Times by road for planning. */
struct shuttle_times {
    void *self;
    /** From a node to another one, ms; UINT32_MAX: there is no way. 0 from a node to itself. */
    uint32_t (*way_ms)(void *self, uint32_t from_node, uint32_t to_node);
};

/** A passenger is boarded or set down, at a door beside a node. */
struct shuttle_stop {
    uint32_t request;
    uint32_t node;
    uint32_t door_ms;  /**< between the node and the door */
    uint32_t limit_ms; /**< of a boarding: the latest time at the door; of an alighting: the longest
                          time since boarding */
    uint32_t boarded_ms; /**< of an alighting: when the passenger boarded; UINT32_MAX: not yet, the
                            boarding is among the stops before */
    bool is_boarding;
};

/** A vehicle and its stops in order. */
struct shuttle_plan {
    uint32_t node; /**< where it can turn to the next stop, at `free_ms` */
    uint32_t free_ms;
    uint32_t aboard; /**< passengers, then */
    uint32_t seats;
    uint32_t boarding_ms; /**< to board or to alight */
    uint32_t fixed;       /**< so many first stops keep their place: it is on its way there */
    uint32_t count;
    struct shuttle_stop stops[SHUTTLE_STOPS_MAX];
};

/** When a vehicle is where. */
struct shuttle_schedule {
    uint32_t door_ms[SHUTTLE_STOPS_MAX]; /**< at the door of each stop */
    uint32_t end_ms; /**< back at the node of the last one; `free_ms` without stops */
};

/** Follows a plan; UINT32_MAX in place of times after a way that does not exist. O(stops) */
void shuttle_plan_follow(const struct shuttle_plan *plan, const struct shuttle_times *times,
                         struct shuttle_schedule *out);

/** Where a request was inserted, as indices of the plan with both stops in it. */
struct shuttle_insertion {
    uint32_t board, alight;
    uint32_t more_ms;    /**< by which the vehicle is ready later */
    uint32_t promise_ms; /**< when it will be at the door to board */
};

/** Why a vehicle cannot take a request. */
enum shuttle_misfit {
    SHUTTLE_FITS,
    SHUTTLE_TOO_FAR, /**< it cannot be at the door in time, even if it goes there first */
    SHUTTLE_TOO_FULL /**< it could, but seats, detours or others' promises would not hold */
};

/** The insertion that keeps the vehicle busy for the least time more, such that seats hold, the new
 * passenger's limits hold, and those of everybody else hold, too, or, where traffic has broken
 * them already, get no worse; of equal ones the first by boarding, then alighting. `*out` is
 * written when it fits. O(stops^3), with O(stops) asks for times. */
enum shuttle_misfit shuttle_plan_search(const struct shuttle_plan *plan,
                                        const struct shuttle_times *times,
                                        const struct shuttle_stop ends[2],
                                        struct shuttle_insertion *out);

/** Puts both stops in. */
void shuttle_plan_insert(struct shuttle_plan *plan, const struct shuttle_stop ends[2],
                         const struct shuttle_insertion *at);

/** Takes the first stop out. The plan has one. */
struct shuttle_stop shuttle_plan_take(struct shuttle_plan *plan);

#endif
