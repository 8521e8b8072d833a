/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RESULTS_RESULTS_READ_H
#define RESULTS_RESULTS_READ_H

#include "base/digest.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

/** A figure of the day, as the file has it. */
struct results_indicator {
    const char *name, *unit;
    double value;
    bool is_lower_better;
};

/** A parameter of the scenario as text: "road.patience", "300". */
struct results_parameter {
    const char *name, *value;
};

/** What a finished file says of its run, as far as runs are compared by it. Texts belong to the
 * reading; an attribute that the file does not have is "". */
struct results_reading {
    const char *path, *scenario, *title;
    const char *date, *start, *stop; /**< of the simulated day: the parameters of these names */
    int64_t schema_version;          /**< of the layout; 0 in files that do not say */
    int64_t seed;
    double sample;
    const char *version;                  /**< of the program that made it */
    const char *scenario_digest;          /**< of what was read */
    const char *digest;                   /**< of what came out */
    struct results_parameter *parameters; /**< [parameter_count] by name, without the seed */
    uint32_t parameter_count;
    size_t parameter_capacity;
    /** Of all parameters except the seed: equal for runs of one variant. */
    char settings[DIGEST_TEXT_SIZE];
    /** Of the names of all zones, or of all nodes where there are no zones: equal for runs of one
     * place. */
    char place[DIGEST_TEXT_SIZE];
    struct results_indicator *indicators; /**< [indicator_count] in the order of the file */
    uint32_t indicator_count;
    struct text_arena texts;
};

/** Reads a finished result file; every table stays closed, so that this costs milliseconds for a
 * file of any size. STATUS_DATA when the file is missing, is not ours, is that of a run that is
 * still going on, or has no indicators. The caller owns what `out` holds (results_reading_deinit),
 * also after a failure. */
enum status results_read(const char *path, struct results_reading *out, struct error *err);
void results_reading_deinit(struct results_reading *reading);

#endif
