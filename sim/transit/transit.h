// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_H
#define TRANSIT_TRANSIT_H

#include "kernel/kernel.h"
#include "network/event_log.h"
#include "network/itinerary.h"
#include "network/timetable.h"
#include "rail/rail.h"

#include <stdbool.h>
#include <stdint.h>

/** What a scenario may set about public transport. */
struct transit_parameters {
    double change_s; /**< least time to change within a stop */
    double recovery; /**< share of the running time that a late vehicle can win back */
    double doors_s, train_doors_s;               /**< to open and close the doors */
    double boarding_s, bus_boarding_s;           /**< per passenger and stream of a door */
    double alighting_s, standees_s, counterflow; /**< see docs/model/transit.md */
    double turnaround_s, train_turnaround_s;     /**< least time between two runs of a vehicle */
    double early_s; /**< doors open at the first stop so long before the departure */
    double
        let_pass; /**< vehicles that leave somebody behind before the person re-plans; 0: never */
    double seated_crowding, standing_crowding; /**< felt time / time in a full vehicle */
    /** Passengers that each simulated one stands for, 1 / sample; 0 means 1. Not set by the author
     * of a scenario. Vehicles have `(seats + standing) / weight` places, rounded, at least one. */
    double weight;
    uint64_t seed; /**< of the run; not set here by the author */
};

extern const struct field transit_parameter_fields[];

/** Public transport in motion: one process per stop; runs travel from stop to stop by the
 * timetable and what delays them, passengers wait at stops in order of arrival, board while there
 * is a seat or standing room, and alight. */
struct transit;

/** Whom to tell when a passenger is through: an event with the person as subject goes to `process`.
 */
struct transit_return {
    uint32_t process;
    uint8_t arrived_type; /**< at the time of arrival at the door; argument 0 */
    uint8_t refused_type; /**< left behind at a stop, and what `transit_refusal` says; argument: the
                             stop. It comes `transit_least_egress_ms` after the vehicle left */
};

enum transit_reason {
    TRANSIT_FULL,
    TRANSIT_BICYCLE,   /**< no place left for the bicycle */
    TRANSIT_CANCELLED, /**< the run, or the rest of it */
    TRANSIT_NO_SERVICE /**< no further run of the wanted pattern comes */
};

/** Why a passenger was left behind, or put out. */
struct transit_refusal {
    uint32_t t_ms, stop;
    uint32_t call_id, run; /**< wanted; run NONE: there is none */
    uint8_t reason;        /**< enum transit_reason */
};

/** What the passenger does about it. */
enum transit_action {
    TRANSIT_WAITS_ON,  /**< for the next run of the same pattern */
    TRANSIT_OTHER_WAY, /**< by public transport */
    TRANSIT_BY_CAR     /**< is fetched */
};

/** Builds the model for persons 0 ... person_count - 1, registers its processes (one per stop, in
 * order) with the kernel and declares its channels between stops. Runs whose first departure is
 * before the kernel's start do not take place. The timetable must outlive the model. Memory: 104
 * bytes per person, 17 per call, 112 per run, 4 per hop of a run. */
enum status transit_create(const struct timetable *timetable,
                           const struct transit_parameters *parameters, uint32_t person_count,
                           struct kernel *kernel, struct transit **out, struct error *err);
void transit_destroy(struct transit *transit);

/** Hands the hops that lie on the tracks to the trains of `rail`; before `transit_start`. Stops of
 * trains (`rail_uses_stop`) belong into the partition of the control centre then. */
void transit_use_rail(struct transit *transit, struct rail *rail, struct kernel *kernel);

/** Notes from now on what runs and passengers do: the log, which must outlive the model, or NULL.
 */
void transit_use_log(struct transit *transit, const struct event_log *log);

/** Posts when runs open their doors, unless their vehicles have a run before, and which calls are
 * cancelled. Call it once, before the run. */
enum status transit_start(const struct transit *transit, struct kernel *kernel, struct error *err);

/** The process of a stop. */
uint32_t transit_stop_process(const struct transit *transit, uint32_t stop);

/** Least delay of a message from a stop to `transit_return.process`, ms: declare the channel with
 * it. */
uint32_t transit_least_egress_ms(void);

/** A person leaves the door now with an itinerary: from the handler of a process that may send to
 * any stop with a delay of at least `transit_least_access_ms()`. The itinerary is copied. A person
 * who is under way already, or an itinerary that does not fit the timetable, fails the run
 * (STATUS_INTERNAL). */
void transit_begin(struct transit *transit, struct activation *act, uint32_t person,
                   const struct itinerary *itinerary, struct transit_return whom_to_tell);
uint32_t transit_least_access_ms(void);

/** Somebody who was refused at a stop goes on from there, now: as `transit_begin`, where
 * `access_ms` is the way from that stop. Who comes back to the stop keeps the place in the queue.
 */
void transit_resume(struct transit *transit, struct activation *act, uint32_t person,
                    const struct itinerary *itinerary, struct transit_return whom_to_tell);

/** The last refusal of a person; for the process that has been told. */
const struct transit_refusal *transit_refusal(const struct transit *transit, uint32_t person);

/** Writes the row of the last refusal: once for each, when it is known what the person does. */
void transit_record_refusal(const struct transit *transit, struct activation *act, uint32_t person,
                            enum transit_action action);

/** Whether the vehicles of every ride of the itinerary take bicycles. */
bool transit_takes_bicycles(const struct transit *transit, const struct itinerary *itinerary);

/** Totals of the day, for the summary; while the world stands still. O(persons + stops). */
struct transit_totals {
    uint64_t boardings;
    uint64_t denied_boardings; /**< a passenger who is left behind by two vehicles counts twice */
    uint64_t stranded;         /**< refused where no further run of the wanted pattern comes */
    uint64_t sent_back;        /**< refused otherwise: full, or cancelled */
    uint32_t passengers_under_way; /**< walking to, waiting at, riding or changing now */
    uint32_t run_count_started, run_count_finished;
    uint32_t run_count_cancelled; /**< did not start */
};
struct transit_totals transit_totals(const struct transit *transit);

/** Saves or loads passengers, runs and counts; see kernel_archive. */
void transit_archive(struct transit *transit, struct archive *archive);

/** Passengers of all runs of a pattern at one of its calls; while the world stands still. */
struct transit_call_totals {
    uint64_t boarded, alighted;
    uint64_t carried; /**< aboard when the vehicles left */
};
struct transit_call_totals transit_call_totals(const struct transit *transit, uint32_t call_id);

/** Most passengers aboard a run at once. */
uint32_t transit_run_max_load(const struct transit *transit, uint32_t run);

/** How late a run arrived at its last stop, ms (below 0: early). False, and nothing is written,
 * when it has not, or not yet: cancelled, cut short, under way. */
bool transit_run_end_late(const struct transit *transit, uint32_t run, int32_t *out_ms);

/** Writes by `timetable.run_first_hop` what crowding adds to the time in the vehicle, permille, as
 * felt by the mean passenger aboard: 0 while there are seats for all, most in a full vehicle. While
 * the world stands still. O(hops of runs). Sources: docs/model/transit.md. */
void transit_crowding_write(const struct transit *transit, uint16_t *out_permille);

/** Passenger legs: group "legs", a row per ride, made at alighting. Calls of vehicles at stops:
 * group "trains", a row per call of every mode, made at departure (at arrival for the last call,
 * whose `depart` is the arrival; `arrive` of the first call is the departure); of a cancelled call
 * when the vehicle should have left. Refusals: group "denied", a row for each, made when the
 * passenger has decided. */
extern const struct record_kind transit_leg_record;
extern const struct record_kind transit_call_record;
extern const struct record_kind transit_denied_record;

#endif
