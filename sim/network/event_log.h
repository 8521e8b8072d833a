// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_EVENT_LOG_H
#define NETWORK_EVENT_LOG_H

#include "base/fields.h"
#include "base/names.h"
#include "kernel/process.h"

/** The log of a day: one row for whatever happens to a person, a vehicle, a run or a train, of the
 * kinds and in the time that a scenario asks for. Models note what they do; whoever does not ask
 * for a log gets no rows, and the models then hold NULL. */

/** What can happen, in the order of rows within a millisecond. Keep it in step with the table in
 * event_log.c; `at` is what the place of an entry counts in. */
enum event_kind {
    EVENT_DEPART,        /**< somebody leaves the door; at: place */
    EVENT_START_DRIVE,   /**< a vehicle is at the start of its first link; at: that link */
    EVENT_LEAVE_LINK,    /**< at: link */
    EVENT_ENTER_LINK,    /**< at: link */
    EVENT_END_DRIVE,     /**< a vehicle has left its last link; at: that link */
    EVENT_PARK,          /**< a car is at the parking of a place and begins to search; at: place */
    EVENT_PARK_AT_STOP,  /**< the same with park and ride; at: stop */
    EVENT_RUN_ARRIVE,    /**< a vehicle of public transport stands there, open; at: stop */
    EVENT_ALIGHT,        /**< at: stop */
    EVENT_WAIT,          /**< a passenger has come to the stop; at: stop */
    EVENT_BOARD,         /**< at: stop */
    EVENT_DENIED,        /**< left behind, put out, or nothing comes any more; at: stop */
    EVENT_RUN_DEPART,    /**< at: stop */
    EVENT_RUN_CANCEL,    /**< does not leave, or does not come; at: stop */
    EVENT_ENTER_SECTION, /**< the head of a train; at: section */
    EVENT_CLEAR_SECTION, /**< another train could have it; at: section */
    EVENT_ARRIVE,        /**< somebody is at the door; at: place */
    EVENT_KIND_COUNT
};

/** What a scenario may set, group `results`. */
struct event_parameters {
    const char *kinds; /**< names of kinds or families with ';' between; "": no log */
    double from_s, to_s;
};
extern const struct field event_parameter_fields[];

/** What is logged. */
struct event_log {
    uint32_t kinds; /**< a bit per enum event_kind; 0: nothing */
    uint32_t from_ms, to_ms;
};

/** Reads the parameters. STATUS_USAGE for an unknown name, with a suggestion, or an empty time. */
enum status event_log_init(struct event_log *log, const struct event_parameters *parameters,
                           struct error *err);

/** To whom it happens: a person, a drive of `traffic`, a run of public transport; -1 for what it is
 * not. */
struct event_subject {
    int32_t person, drive, run;
};

static inline struct event_subject event_person(uint32_t person)
{
    return (struct event_subject){(int32_t)person, -1, -1};
}

/** `person` or `run` may be NONE. */
static inline struct event_subject event_passenger(uint32_t person, uint32_t run)
{
    return (struct event_subject){(int32_t)person, -1, (int32_t)run};
}

/** A row of the log. */
struct event_row {
    double t_s;
    int32_t person, drive, run, link, stop, place, section;
    int8_t kind;
    int8_t unused[3]; /**< fills the row up, so that equal rows are equal byte by byte */
};

/** Notes that it happens now; nothing when `log` is NULL or does not ask for it. */
void event_log_note(const struct event_log *log, struct activation *act, enum event_kind kind,
                    struct event_subject subject, uint32_t at);

/** The order of rows: by time, then kind, then all ids from left to right; as qsort wants it. */
int event_row_compare(const void *a, const void *b);

/** Group "events". */
extern const struct record_kind event_log_record;

#endif
