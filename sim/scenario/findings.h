// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_FINDINGS_H
#define SCENARIO_FINDINGS_H

#include "base/error.h"

/** How many findings a reader shows; the rest is only counted. */
#define FINDINGS_SHOWN_MAX 20

/** What is wrong with a scenario, collected over all its files. Initialise with `{.err = err}`. */
struct findings {
    struct error *err;  /**< where they go; may be NULL */
    enum status status; /**< of the first one; STATUS_OK while there is none */
    unsigned count;     /**< shown and hidden */
    unsigned hidden;
};

/** Adds a finding, or counts it when enough are shown. Returns the status of the first one. */
enum status findings_add(struct findings *findings, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Adds a line of context to the last finding, if that one is shown. */
void findings_note(struct findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Says how many were hidden. Returns the status of the first finding, or STATUS_OK. */
enum status findings_end(struct findings *findings);

#endif
