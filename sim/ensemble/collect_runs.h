// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_COLLECT_RUNS_H
#define ENSEMBLE_COLLECT_RUNS_H

#include "base/names.h"
#include "ensemble/collect.h"
#include "results/results_read.h"

/** Results to be collected. Initialise with `{0}`. */
struct collect_runs {
    struct results_reading *runs; /**< [count] by variant, then seed; mem_alloc memory */
    uint32_t count;
    size_t capacity;
    struct names variants;   /**< in the order of the sweep, or of their names */
    uint32_t *first;         /**< [variants.count + 1] first run of each; mem_alloc memory */
    uint32_t baseline;       /**< variant */
    struct names indicators; /**< of all runs, in the order of the first run */
    struct names parameters; /**< by name */
    uint32_t missing;        /**< members without a result */
    struct text_arena text;
};

/** Reads, sorts and checks. The caller owns what `out` holds (collect_runs_deinit), also after a
 * failure. */
enum status collect_runs_read(const struct collect_options *options, struct collect_runs *out,
                              struct error *err);
void collect_runs_deinit(struct collect_runs *runs);

/** The value of an indicator, NaN where the run has none, and of a parameter, "" where none. */
double collect_value(const struct collect_runs *runs, uint32_t run, uint32_t indicator);
const char *collect_parameter(const struct collect_runs *runs, uint32_t run, uint32_t parameter);

#endif
