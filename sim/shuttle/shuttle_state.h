// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_SHUTTLE_STATE_H
#define SHUTTLE_SHUTTLE_STATE_H

#include "shuttle/shuttle.h"
#include "shuttle/shuttle_plan.h"

/** The model's own state, shared by shuttle.c (building, totals), shuttle_stand.c (events) and
 * shuttle_dispatch.c (answers). */

/** Events of a stand; the subject is the vehicle, of STAND_ARRIVED that of the road. */
enum stand_event {
    STAND_READY,  /**< it can go on: got a plan, or has served a stop */
    STAND_ARRIVED /**< ROAD_EGRESS_MS after it left its last link */
};

/** Between handling an event and entering the road. */
#define STAND_LEAD_MS 1u
/** Most links of a route. */
#define SHUTTLE_ROUTE_MAX 2048u

enum shuttle_outcome {
    SHUTTLE_OPEN,
    SHUTTLE_SERVED,
    SHUTTLE_REFUSED_FAR, /**< no vehicle could be there in time */
    SHUTTLE_REFUSED_FULL /**< some could, but seats or promises would not hold */
};

/** A request; owned by the dispatcher until it is accepted, then by the process that has the
 * vehicle. */
struct shuttle_request {
    struct shuttle_wish wish;
    uint32_t fleet, vehicle; /**< vehicle: NONE before it is accepted */
    uint32_t asked_ms;
    uint32_t planned_ms;          /**< at the door, when it was accepted */
    uint32_t board_ms, alight_ms; /**< at the doors; NONE: not yet */
    uint32_t direct_ms;           /**< the ride without others, door to door */
    uint8_t outcome;              /**< enum shuttle_outcome */
};

/** A vehicle; between windows the dispatcher may add to its plan. */
struct shuttle_vehicle {
    struct shuttle_plan plan; /**< `node`, `free_ms` as of the last event */
    uint32_t fleet, depot;    /**< depot: place */
    uint32_t served, most_aboard;
    uint64_t empty_m, loaded_m;
    uint64_t boarded, wait_ms_sum, late; /**< of those who boarded */
    uint64_t ride_ms_sum, direct_ms_sum; /**< of those served */
    bool is_busy;                        /**< drives or serves a stop; else it waits for a plan */
};

/** Requests of the current window, by worker: whoever handles them appends. */
struct shuttle_asked {
    struct shuttle_request *items; /**< [count] */
    size_t count, capacity;
    char padding[40]; /**< workers write side by side */
};

/** Requests that the dispatcher has refused, by fleet. */
struct shuttle_refusals {
    uint64_t asked, refused;
};

struct shuttle {
    struct shuttle_world world;
    struct shuttle_guide guide;
    uint32_t first_process;
    uint32_t worker_count, vehicle_count;
    struct shuttle_vehicle *vehicles; /**< [vehicle_count] */
    struct shuttle_request *requests; /**< [request_count] in the order of the answers */
    size_t request_count, request_capacity;
    struct shuttle_asked *asked;       /**< [worker_count] not answered yet */
    struct shuttle_refusals *refusals; /**< [fleets] */
};

extern const struct process_kind shuttle_stand_kind;

static inline const struct shuttle_fleet *shuttle_fleet_at(const struct shuttle *shuttle,
                                                           uint32_t fleet)
{
    return &shuttle->world.fleets->items[fleet];
}

/** What is planned for a drive between two nodes, from setting out until the stand hears of it. */
static inline uint32_t shuttle_way_ms(const struct shuttle *shuttle, uint32_t worker,
                                      uint32_t from_node, uint32_t to_node)
{
    const struct shuttle_guide *guide = &shuttle->guide;
    uint32_t way_ms = guide->way_ms(guide->self, worker, from_node, to_node);
    return way_ms == UINT32_MAX ? way_ms
                                : STAND_LEAD_MS + ROAD_EGRESS_MS +
                                      (uint32_t)((1.0 + shuttle->world.reserve) * way_ms);
}

/** Sync hook: answers all requests. */
enum status shuttle_dispatch(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err);

/** Brings all requests that are not answered yet into one list, in the order of (time, person).
 * NULL when memory is short. O(n log n) */
struct shuttle_asked *shuttle_asked_sorted(struct shuttle *shuttle, struct error *err);

/** The row of a request. */
struct shuttle_request_row {
    double asked_s, promised_s, planned_s, board_s, alight_s;
    int32_t person, fleet, vehicle, from_place, to_place;
    float direct_s;
    int8_t outcome;
};
struct shuttle_request_row shuttle_request_row(const struct shuttle *shuttle,
                                               const struct shuttle_request *request);

#endif
