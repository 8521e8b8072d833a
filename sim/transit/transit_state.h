// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_STATE_H
#define TRANSIT_TRANSIT_STATE_H

#include "network/rotation.h"
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
    TRANSIT_DOORS,             /**< the vehicle opens its doors (first call), or could leave;
                                  subject: run; argument: call */
    TRANSIT_VEHICLE_DEPARTS,   /**< as above */
    TRANSIT_RUN_CANCELLED      /**< the run would have left now; as above */
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
    uint32_t wait_from_ms, board_ms; /**< of the present leg; the first tells the place in queues */
    uint32_t wait_stop;              /**< where `wait_from_ms` was, or NONE */
    uint32_t reach_ms;               /**< back at the stop */
    struct transit_return whom_to_tell;
    struct transit_refusal refusal; /**< the last one */
    uint16_t denied;                /**< vehicles that left without the passenger, present leg */
    uint8_t let_pass;               /**< the same since the passenger last chose a way */
    bool is_under_way, has_bicycle;
    uint8_t leg, leg_count;
    struct itinerary_leg legs[ITINERARY_LEGS_MAX];
};

/** Who waits for one call of a pattern, by the time of first coming to the stop. Owned by the stop
 * of the call. */
struct call_state {
    struct passenger_list waiting;
    uint32_t runs_left; /**< runs that will still leave here today */
    struct transit_call_totals totals;
};

/** Passengers through the doors at a call, and the time they need on one stream of a door. */
struct exchange {
    uint32_t alighted, boarded;
    uint64_t alight_ms, board_ms;
};

/** Where lateness comes from, ms: lateness at departure = lateness at the departure before + all
 * others - recovered. None is negative. */
struct call_causes {
    uint32_t primary;      /**< drawn, an incident, or kept by somebody */
    uint32_t turnaround;   /**< the vehicle came late from its run before */
    uint32_t dwell_excess; /**< passengers needed longer than the planned dwell */
    uint32_t running;      /**< slower on the way than planned, on a free track */
    uint32_t knock_on;     /**< waited for the track */
    uint32_t recovered;    /**< won back on the way and at the stop */
};

/** Owned by the stop where the run is, or by what carries it to the next one. */
struct run_state {
    struct passenger_list aboard;
    uint32_t max_load, bicycles;
    uint32_t cancelled_from; /**< call that it does not leave, or NONE */
    uint32_t vehicle_ms;     /**< when the vehicle has turned for the first call */
    uint32_t waited_ms;      /**< for the track, since the departure from the stop before */
    int32_t late_ms;         /**< at that departure; at the last stop once it `has_ended` there */
    /* At the present stop: */
    uint32_t arrive_ms;
    uint32_t done_ms; /**< those who have come are through the doors */
    uint32_t hold_ms; /**< not before; the primary delay is in it once `is_held` */
    uint32_t ready_ms;
    bool is_open, is_held, has_ended;
    bool is_ready;              /**< may leave: nothing holds it any more */
    uint32_t seq;               /**< call where it is, or left last; NONE: has not begun */
    uint32_t kept_seq, kept_ms; /**< somebody keeps it at this call until then, or NONE */
    struct exchange exchange;
    struct call_causes causes;
};

/** Counts of a stop, owned by it. */
struct stop_state {
    uint64_t boardings, denied_boardings, stranded, sent_back;
    uint32_t run_count_started, run_count_finished, run_count_cancelled;
};

/** Times of passengers at doors, in ms for all those that a simulated passenger stands for. */
struct dwell_rules {
    uint32_t board_ms, bus_board_ms, alight_ms, standee_ms;
    uint32_t doors_ms, train_doors_ms;
    double counterflow;
};

struct transit {
    const struct timetable *timetable;
    const struct event_log *log; /**< or NULL */
    struct transit_parameters parameters;
    uint32_t change_ms, start_ms, early_ms, person_count;
    struct dwell_rules dwell;
    struct rotation rotation;
    uint32_t first_process;
    struct passenger *passengers;  /**< [person_count] */
    struct call_state *calls;      /**< [call_count] */
    struct rail *rail;             /**< NULL: trains run by the timetable alone */
    uint8_t *ways;                 /**< [call_count] enum transit_way from the call to the next */
    struct run_state *runs;        /**< [run_count] */
    uint32_t *hop_loads;           /**< by `timetable.run_first_hop`, passengers aboard; owned by
                                      the stop before */
    struct stop_state *stops;      /**< [stop_count] */
    struct transit_street *street; /**< NULL: nobody drives on road links */
};

/** A call of a run, looked up. */
struct visit {
    uint32_t run, seq;
    uint32_t call_id, stop;
    const struct call *call;
    const struct pattern *pattern;
    const struct transit_line *line;
    bool is_last;
    uint32_t arrive_ms, depart_ms; /**< by the timetable; the departure of the last call: arrival */
};
struct visit transit_visit(const struct transit *transit, uint32_t run, uint32_t seq);

void passenger_list_append(struct passenger_list *list, struct passenger *passengers,
                           uint32_t person);
/** Takes the first one; the list is not empty. */
uint32_t passenger_list_take(struct passenger_list *list, const struct passenger *passengers);
/** Puts a passenger behind those who came to the stop earlier, or as early with a smaller id. */
void passenger_list_insert(struct passenger_list *list, struct passenger *passengers,
                           uint32_t person);
/** Moves `more` to the end of `list`. */
void passenger_list_join(struct passenger_list *list, struct passenger *passengers,
                         struct passenger_list *more);

/** The handlers of the events. A run at a stop: it arrives and lets passengers off and on
 * (`transit_run_arrive`); when it could leave, its doors close and it is ready
 * (`transit_run_doors`); it departs. */
void transit_run_arrive(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_run_doors(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq);
void transit_run_depart(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_run_cancel(struct transit *transit, struct activation *act, uint32_t run,
                        uint32_t seq);
void transit_passenger_reach(struct transit *transit, struct activation *act, uint32_t person);

/** How long before a run is ready its way wants to know, ms. Who comes to the platform within it
 * gets in without making the train late. */
uint32_t transit_hop_ahead_ms(const struct transit *transit, uint32_t call_id);
/** Whether the run came to this call as a train on blocks. */
bool transit_came_by_rail(const struct transit *transit, const struct visit *visit);

/** How the run goes on from this call. */
enum transit_way transit_hop_way(const struct transit *transit, uint32_t call_id);

/** Least running time of the hop from this call, ms: what a late vehicle needs on its own way. */
uint32_t transit_hop_least_ms(const struct transit *transit, uint32_t call_id);

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

void transit_street_archive(struct transit *transit, struct archive *archive);

void transit_street_destroy(struct transit_street *street);

/** Time from the opening of the doors until `exchange` is through and they are shut again, ms. */
uint32_t transit_dwell_ms(const struct dwell_rules *rules, const struct transit_line *line,
                          const struct exchange *exchange);
struct dwell_rules transit_dwell_rules(const struct transit_parameters *parameters);

/** Primary delay of a run at a call: an incident's, and those drawn from the rules. A pure function
 * of the seed, the run, the call and the rows. */
uint32_t transit_delay_ms(const struct transit *transit, const struct visit *visit);

/** Least time between the end of a run and the departure of the vehicle's next one, ms. */
uint32_t transit_turnaround_ms(const struct transit *transit, const struct transit_line *line);

/** When a run's vehicle opens its doors at the first stop, if it is there by then. */
uint32_t transit_run_open_ms(const struct transit *transit, uint32_t run);

/** From now on a vehicle of the depot is there for a run, and opens its doors in time. */
enum status transit_post_doors(const struct transit *transit, uint32_t run, struct kernel *kernel,
                               struct error *err);

/** Tells all stops that a run does not leave what it has been cancelled from, each at the planned
 * time. */
enum status transit_post_cancelled(const struct transit *transit, uint32_t run,
                                   struct kernel *kernel, struct error *err);

/** Places of a vehicle for simulated passengers: fewer in a sample, but never none of a kind that
 * it has. */
struct places {
    uint32_t seats, all, bicycles;
};
struct places transit_places(const struct transit *transit, const struct transit_line *line);

/** Lets passengers in now, in their order, while there is room, each when those before are
 * through the door: moves `done_ms` and the exchange of the run. */
void transit_boarding_admit(struct transit *transit, struct activation *act,
                            const struct visit *visit);

/** The vehicle leaves without those who still wait: records it, and sends those back who will look
 * for another way, or have none of this pattern any more. Returns how many were left. */
uint32_t transit_boarding_deny(struct transit *transit, struct activation *act,
                               const struct visit *visit);

/** The same for a run that does not leave: everybody who waits for it is sent back. */
void transit_boarding_cancel(struct transit *transit, struct activation *act,
                             const struct visit *visit);

/** Puts out everyone aboard whose ride ends at this call, and sends them on; of a run that ends
 * here before its last call also all others, who are sent back. */
void transit_passenger_alight_all(struct transit *transit, struct activation *act,
                                  const struct visit *visit, bool is_end);

/** Notes why the run of the visit leaves without the passenger, or puts the passenger out, now. */
void transit_passenger_refuse(struct transit *transit, struct activation *act, uint32_t person,
                              const struct visit *visit, enum transit_reason reason);

/** Tells a passenger's process that the vehicle has left without the passenger (`refusal` is set).
 */
void transit_passenger_send_back(struct transit *transit, struct activation *act, uint32_t person);

/** Rows of the records. */
void transit_records_leg(struct activation *act, const struct transit *transit,
                         const struct visit *visit, uint32_t person);
/** `depart_ms` NONE: does not leave this call; `arrive_ms` NONE: does not come to it. */
struct call_report {
    uint32_t arrive_ms, depart_ms, denied, standing;
    bool is_cancelled;
};
void transit_records_call(struct activation *act, const struct transit *transit,
                          const struct visit *visit, const struct call_report *report);

#endif
