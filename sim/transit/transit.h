// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_H
#define TRANSIT_TRANSIT_H

#include "kernel/kernel.h"
#include "network/itinerary.h"
#include "network/timetable.h"

#include <stdint.h>

/** What a scenario may set about public transport. */
struct transit_parameters {
    double change_s; /**< least time to change within a stop */
    /** Passengers that each simulated one stands for, 1 / sample; 0 means 1. Not set by the author
     * of a scenario. Vehicles have `(seats + standing) / weight` places, rounded, at least one. */
    double weight;
};

extern const struct field transit_parameter_fields[];

/** Public transport in motion: one process per stop; runs travel from stop to stop by the
 * timetable, passengers wait at stops in order of arrival, board while there is a seat or standing
 * room, and alight. */
struct transit;

/** Whom to tell when a passenger is through: an event with the person as subject goes to `process`.
 */
struct transit_return {
    uint32_t process;
    uint8_t arrived_type;  /**< at the time of arrival at the door; argument 0 */
    uint8_t stranded_type; /**< no further run of the wanted pattern comes; argument: the stop. It
                              comes `transit_least_egress_ms` after the passenger knows */
};

/** Builds the model for persons 0 ... person_count - 1, registers its processes (one per stop, in
 * order) with the kernel and declares its channels between stops. Runs whose first departure is
 * before the kernel's start do not take place. The timetable must outlive the model. Memory: 76
 * bytes per person, 16 per call, 24 per run. */
enum status transit_create(const struct timetable *timetable,
                           const struct transit_parameters *parameters, uint32_t person_count,
                           struct kernel *kernel, struct transit **out, struct error *err);
void transit_destroy(struct transit *transit);

/** Posts the first departure of every run. Call it once, before the run. */
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

/** Totals of the day, for the summary; while the world stands still. O(persons + stops). */
struct transit_totals {
    uint64_t boardings;
    uint64_t denied_boardings; /**< a passenger who is left behind by two vehicles counts twice */
    uint64_t stranded;
    uint32_t passengers_under_way; /**< walking to, waiting at, riding or changing now */
    uint32_t run_count_started, run_count_finished;
};
struct transit_totals transit_totals(const struct transit *transit);

/** Most passengers aboard a run at once. */
uint32_t transit_run_max_load(const struct transit *transit, uint32_t run);

/** Passenger legs: group "legs", a row per ride, made at alighting. Calls of vehicles at stops:
 * group "trains", a row per call of every mode, made at departure (at arrival for the last call,
 * whose `depart` is the arrival; `arrive` of the first call is the departure). */
extern const struct record_kind transit_leg_record;
extern const struct record_kind transit_call_record;

#endif
