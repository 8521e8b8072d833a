// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_SHUTTLE_H
#define SHUTTLE_SHUTTLE_H

#include "kernel/kernel.h"
#include "road/road.h"
#include "shuttle/shuttle_fleets.h"

#include <stdint.h>

/** On-demand shuttles. A person asks at the moment of departure; requests are answered at sync
 * times, in the order of (time, person), by inserting them into the plan of some vehicle
 * (shuttle_plan.h) or refusing them. Vehicles drive on the road as cars do, from door to door, and
 * wait where they have set down the last passenger. One process per road node, a *stand*: it owns
 * the vehicles that stand there and those that are on their way there. */
struct shuttle;

/** What dispatchers know of the roads: ways between nodes of places. */
struct shuttle_guide {
    void *self;
    /** The time of the best way now, ms; UINT32_MAX without one. */
    uint32_t (*way_ms)(void *self, uint32_t worker, uint32_t from_node, uint32_t to_node);
    /** Writes its links, at most `most`; returns their number, 0 without a way. */
    uint32_t (*route)(void *self, uint32_t worker, uint32_t from_node, uint32_t to_node,
                      uint32_t *out, uint32_t most);
};

/** What the model works on; all of it must outlive the model. */
struct shuttle_world {
    const struct network *network;
    const struct shuttle_fleets *fleets;
    struct road *road;
    uint32_t first_vehicle;     /**< of the road: vehicle of the first shuttle */
    double dispatch_s, reserve; /**< as in struct shuttle_parameters */
};

/** Puts the vehicles to their depots, registers a stand per node (ids follow the nodes) and
 * declares their channels with the nodes. O(nodes + vehicles) */
enum status shuttle_create(const struct shuttle_world *world, struct kernel *kernel,
                           struct shuttle **out, struct error *err);
void shuttle_destroy(struct shuttle *shuttle);

/** Takes the guide (copied), and answers requests from now on, at sync times while some fleet is on
 * duty. After the sync times that renew what the guide knows. */
enum status shuttle_start(struct shuttle *shuttle, const struct shuttle_guide *guide,
                          struct kernel *kernel, struct error *err);

/** The process of a stand. It belongs into the partition of the node, with the places there. */
uint32_t shuttle_stand_process(const struct shuttle *shuttle, uint32_t node);

/** Least time between a vehicle's coming to a node and the passenger's leaving it at a door. */
#define SHUTTLE_DOOR_LEAST_MS 1000u

/** A person asks for a ride now. */
struct shuttle_wish {
    uint32_t person;
    uint32_t from_place, to_place;
    uint32_t from_door_ms, to_door_ms; /**< of a car between door and node, at least
                                          SHUTTLE_DOOR_LEAST_MS */
    uint32_t refused_process;          /**< is told by `refused_type`, subject: the person */
    uint32_t arrived_process;          /**< likewise by `arrived_type`, at the door */
    uint8_t refused_type, arrived_type;
};

/** From a handler of a process in the partition of the node of `from_place`. False: no fleet is on
 * duty for such a trip; nobody will be told. O(fleets) */
bool shuttle_ask(struct shuttle *shuttle, struct activation *act, const struct shuttle_wish *wish);

/** What became of the requests of a fleet, and what its vehicles did; only between windows.
 * `asked = served + refused + under_way` must hold: the first three are counted where they happen,
 * the last request by request. */
struct shuttle_totals {
    uint64_t asked, served, refused, under_way;
    uint64_t late;                       /**< of those boarded: later than promised */
    uint64_t boarded, wait_ms_sum;       /**< from asking to the vehicle at the door */
    uint64_t ride_ms_sum, direct_ms_sum; /**< of those served: the ride, and the direct one */
    uint64_t empty_m, loaded_m;          /**< on links */
};
struct shuttle_totals shuttle_totals(const struct shuttle *shuttle, uint32_t fleet);

/** What people must reckon with, by the day so far: waits and rides of those served, refusals of
 * all. Without a passenger half of the promises, without a request no refusal. */
struct shuttle_expected {
    uint32_t wait_ms;
    double ride_factor;   /**< a ride takes so many times the direct one */
    double refusal_share; /**< of the requests */
};
void shuttle_expected(const struct shuttle *shuttle, struct shuttle_expected *out);

/** Saves or loads requests and vehicles; see kernel_archive. */
void shuttle_archive(struct shuttle *shuttle, struct archive *archive);

/** Puts a row for each request that is still open, and one for each vehicle, into the sink; after
 * the run, once. */
enum status shuttle_record_end(struct shuttle *shuttle, struct kernel *kernel, struct error *err);

/** Requests that ended, and at the end of the run those that have not: group "shuttle/requests".
 * Vehicles: group "shuttle/vehicles". */
extern const struct record_kind shuttle_request_record, shuttle_vehicle_record;

#endif
