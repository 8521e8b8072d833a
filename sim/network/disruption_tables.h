// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_DISRUPTION_TABLES_H
#define NETWORK_DISRUPTION_TABLES_H

#include "base/fields.h"

/** Rows of the tables of what keeps public transport from its timetable, as read from CSV; part of
 * the transit tables. */

enum delay_distribution { DELAY_FIXED, DELAY_EXPONENTIAL, DELAY_LOGNORMAL, DELAY_WEIBULL };

/** Primary delays that are drawn: for a share of the calls that the row covers. */
struct delay_row {
    uint32_t line;
    const char *line_id, *stop; /**< column `line`; "*" or "": all */
    int64_t direction;          /**< -1: both */
    double from_s, until_s;     /**< of the planned departure at the stop */
    double share;
    int distribution; /**< enum delay_distribution */
    double mean_s;
    double shape; /**< lognormal: standard deviation / mean; weibull: its shape */
};

enum cancellation { CANCEL_NOTHING, CANCEL_RUN, CANCEL_FROM_STOP };

/** What happens to one run of the day: a delay at a stop, or no service from there on. */
struct incident_row {
    uint32_t line;
    const char *line_id; /**< column `line` */
    int64_t direction;
    double depart_s;  /**< planned, at the first stop of the run: tells which run is meant */
    const char *stop; /**< "": the first one */
    double delay_s;
    int cancelled; /**< enum cancellation */
};

/** A section between two stops that is closed in both directions, known beforehand. */
struct closure_row {
    uint32_t line;
    const char *line_id; /**< column `line`; "*": all lines that call at both stops */
    const char *from_stop, *to_stop;
    double from_s, until_s; /**< since midnight */
    int has_replacement;    /**< column replacement: 0 no, 1 yes */
    double replacement_s;   /**< from end to end; column replacement_minutes */
    const char *vehicle;    /**< column replacement_vehicle */
    double change_s;        /**< column change_minutes */
};

extern const struct field transit_delay_fields[], transit_incident_fields[],
    transit_closure_fields[];

#endif
