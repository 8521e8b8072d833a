// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_STATE_H
#define TRANSIT_TRANSIT_STATE_H

#include "transit/transit.h"

#include <stdbool.h>

/** The state of public transport, for the files of the model only. Stops may run in parallel: each
 * piece of state has one owner at a time, and only the owner's handler touches it. Ownership moves
 * with an event. */

/** Events of a stop. At equal times vehicles come off the road and arrive first, then passengers
 * reach the stop, then doors close and vehicles leave: who is there in the millisecond of departure
 * still gets in. */
enum transit_event {
    TRANSIT_VEHICLE_OFF_ROAD = 1, /**< subject: vehicle of the road; argument: 0 */
    TRANSIT_STRETCH_ENDS,         /**< as the next, but its vehicle may still be on the road */
    TRANSIT_VEHICLE_ARRIVES,   /**< subject: run; argument: its call, counted along the pattern */
    TRANSIT_PASSENGER_REACHES, /**< subject: person */
    TRANSIT_DOORS_CLOSE,       /**< the vehicle could leave; subject and argument: run and call */
    TRANSIT_VEHICLE_DEPARTS    /**< subject and argument: run and call */
};

/** What carries a run from a call to the next. */
enum transit_way {
    TRANSIT_WAY_OWN,    /**< its own way, by the timetable */
    TRANSIT_WAY_STREET, /**< a vehicle on road links */
    TRANSIT_WAY_RAIL    /**< a train on blocks */
};

/** Passengers in order, linked through `passenger.next`. */
struct passenger_list {
    uint32_t first, last; /**< persons, or NONE */
    uint32_t count;
};

/** A person with an itinerary. Owned by the process of the person's door before, by the stop while
 * waiting or alighting, by the run while aboard. */
struct passenger {
    uint32_t next;
    uint32_t wait_from_ms, board_ms; /**< of the present leg */
    struct transit_return whom_to_tell;
    uint16_t denied; /**< vehicles that were full, present leg */
    bool is_under_way;
    uint8_t leg, leg_count;
    struct itinerary_leg legs[ITINERARY_LEGS_MAX];
};

/** Who waits for one call of a pattern. Owned by the stop of the call. */
struct call_state {
    struct passenger_list waiting;
    uint32_t runs_left; /**< runs that will still leave here today */
};

/** Owned by the stop where the run is. */
struct run_state {
    struct passenger_list aboard;
    uint32_t max_load;
    uint32_t arrive_ms; /**< at the present stop */
    uint32_t ready_ms;  /**< at the present stop: passengers, timetable and driver let it go */
    uint32_t waited_ms; /**< for the track, since the departure from the stop before */
    uint32_t alighted, boarded; /**< at the present stop */
};

/** Counts of a stop, owned by it. */
struct stop_state {
    uint64_t boardings, denied_boardings, stranded;
    uint32_t run_count_started, run_count_finished;
};

struct transit {
    const struct timetable *timetable;
    uint32_t change_ms, start_ms, person_count;
    double weight;
    uint32_t first_process;
    struct passenger *passengers;  /**< [person_count] */
    struct call_state *calls;      /**< [call_count] */
    uint8_t *ways;                 /**< [call_count] enum transit_way from the call to the next */
    struct run_state *runs;        /**< [run_count] */
    struct stop_state *stops;      /**< [stop_count] */
    struct transit_street *street; /**< NULL: nobody drives on road links */
};

/** A call of a run, looked up. */
struct visit {
    uint32_t run, seq;
    uint32_t call_id, stop;
    const struct call *call;
    const struct pattern *pattern;
    uint32_t run_depart_ms; /**< at the first stop, by the timetable */
};

void passenger_list_append(struct passenger_list *list, struct passenger *passengers,
                           uint32_t person);
/** Takes the first one; the list is not empty. */
uint32_t passenger_list_take(struct passenger_list *list, const struct passenger *passengers);

struct visit transit_visit(const struct transit *transit, uint32_t run, uint32_t seq);

/** The handlers of the events. A run at a stop: it arrives and lets passengers off and on; its
 * doors close when it could leave (`transit_run_close`), and it is ready; it departs. */
void transit_run_arrive(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_run_close(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq);
void transit_run_depart(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_passenger_reach(struct transit *transit, struct activation *act, uint32_t person);

/** How the run goes on from this call. */
enum transit_way transit_hop_way(const struct transit *transit, uint32_t call_id);

/** The run may leave from `t_ms >= act->t_ms` on. From the handler of its stop, once per call. A
 * way that decides by itself when the vehicle leaves sends TRANSIT_VEHICLE_DEPARTS to the stop
 * then; for the others the stop does so at `t_ms`. */
void transit_ready(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq,
                   uint32_t t_ms);

/** The doors are shut and the row of the call is written: the run leaves now for its next call,
 * where TRANSIT_VEHICLE_ARRIVES (run, seq + 1) must come to the stop in the end. It belongs to the
 * way from here on. */
void transit_hop_begin(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq);

/** Adds to the time that the run stood or crept on its present hop because the track was not free.
 * For the owner of the run. */
void transit_run_waited(struct transit *transit, uint32_t run, uint32_t ms);

/* Runs on road links (transit_street.c). */

/** A hop of a stretch begins; by the timetable the run would be at the next stop at `arrive_ms`. */
void transit_street_begin(struct transit *transit, struct activation *act,
                          const struct visit *visit, uint32_t arrive_ms);

/** The handlers of TRANSIT_STRETCH_ENDS and TRANSIT_VEHICLE_OFF_ROAD. */
void transit_street_end(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_street_off_road(struct transit *transit, struct activation *act, uint32_t vehicle);

void transit_street_destroy(struct transit_street *street);

/** Lets passengers in at `t_ms`, in their order, while there is room; returns how many came in. */
uint32_t transit_boarding_admit(struct transit *transit, const struct visit *visit, uint32_t t_ms);

/** Counts a denied boarding for everyone still waiting; returns how many. */
uint32_t transit_boarding_deny(struct transit *transit, const struct visit *visit);

/** Puts out everyone aboard whose ride ends at this call, and sends them on; returns how many. */
uint32_t transit_passenger_alight_all(struct transit *transit, struct activation *act,
                                      const struct visit *visit);

/** Tells a passenger that no vehicle of the wanted pattern will come any more. */
void transit_passenger_strand(struct transit *transit, struct activation *act, uint32_t stop,
                              uint32_t person);

/** Rows of the records. */
void transit_records_leg(struct activation *act, const struct transit *transit,
                         const struct visit *visit, uint32_t person);
struct call_counts {
    uint32_t boarded, alighted, denied, aboard;
};
void transit_records_call(struct activation *act, const struct visit *visit, uint32_t arrive_ms,
                          uint32_t depart_ms, struct call_counts counts);

#endif
