// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

/** What a fallible function returns. The numbers are the program's exit codes. */
enum status {
    STATUS_OK = 0,
    STATUS_USAGE = 2,         /**< wrong usage or a wrong scenario file */
    STATUS_DATA = 3,          /**< a table or an input file is wrong */
    STATUS_RESOURCE = 4,      /**< out of memory or disk, or a file cannot be written */
    STATUS_INTERNAL = 70,     /**< a law of the simulator was broken: a bug */
    STATUS_CHECKPOINTED = 85, /**< stopped on request; a checkpoint says where to go on */
    STATUS_STOPPED = 5        /**< stopped on request before the end; nothing is kept */
};

#define ERROR_TEXT_SIZE 4096

/** Caller-owned record of what went wrong. Initialise with `{0}`. Several findings may be
 * collected, one per line; the first one decides the status. */
struct error {
    enum status status;
    unsigned finding_count;
    char text[ERROR_TEXT_SIZE];
};

/** Adds one finding (printf form, actual values and names in it) and returns the status, so that
 *  `return error_fail(err, STATUS_DATA, "...")` works. A NULL `err` drops the text only. */
enum status error_fail(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Adds an indented line of context ("while reading scenarios/corridor/links.csv") while unwinding.
 */
void error_note(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Forgets everything; the error can be used again. */
void error_reset(struct error *err);

#endif
