// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_REPORT_H
#define VALIDATE_REPORT_H

#include "api/ardey.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** Where the cases put what they found. Lives on the stack of ardey_validate. */
struct report {
    ardey_validation_put *put;
    void *self;
    const char *name, *title, *source, *note; /**< of the case that runs */
    uint32_t row_count, failed_count;
};

/** A comparison. */
struct finding {
    const char *quantity, *unit;
    double expected, found, tolerance; /**< both ends of the tolerance pass */
    const char *why;                   /**< what the tolerance stands for; "" when exact */
    const char *source;                /**< NULL: the case's */
    bool is_refused;                   /**< does not count whatever was found: too uncertain */
};

/** Judges and hands on one comparison. Not a number fails. */
void report_add(struct report *report, const struct finding *finding);

/** Hands on a row that only names the case. */
void report_list(struct report *report);

/** A case that is written in C, as it has no road network. */
struct builtin_case {
    const char *name, *title, *source;
    enum status (*run)(struct report *report, uint32_t threads, struct error *err);
};

#endif
