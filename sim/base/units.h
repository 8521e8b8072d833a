// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdbool.h>

/** What a number measures. Inside the program everything is SI; texts carry units only at the edge.
 */
enum quantity {
    QUANTITY_NUMBER, /**< a plain number, a count */
    QUANTITY_SHARE,  /**< 1; texts may say "25 %" */
    QUANTITY_TIME,   /**< s; "15 min", "1.5 h", "90 s", "250 ms" */
    QUANTITY_CLOCK,  /**< s since midnight; "07:30", "25:15:00" (after midnight) */
    QUANTITY_LENGTH, /**< m; "2.5 km" */
    QUANTITY_SPEED,  /**< m/s; "70 km/h" */
    QUANTITY_FLOW,   /**< vehicles per second; "1800 veh/h" */
    QUANTITY_DENSITY /**< vehicles per metre; "150 veh/km" */
};

/** Reads `text` as a quantity in SI. False, and `*out` untouched, when the unit is missing, unknown
 * or of another kind. A bare number is accepted as SI, except for a clock. */
bool quantity_parse(enum quantity kind, const char *text, double *out);

#define QUANTITY_TEXT_SIZE 32

/** Writes an SI value as an author would: "15 min", "07:30", "70 km/h", "25 %". What it writes can
 * be read again, to six digits. */
void quantity_print(enum quantity kind, double value, char out[QUANTITY_TEXT_SIZE]);

/** The SI unit as written in files: "1", "s", "m", "m s-1", "s-1", "m-1". */
const char *quantity_unit(enum quantity kind);

/** An example for error texts: "\"15 min\"". */
const char *quantity_example(enum quantity kind);

#endif
