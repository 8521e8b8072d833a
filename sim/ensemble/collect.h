// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_COLLECT_H
#define ENSEMBLE_COLLECT_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** What to collect: result files, and folders of sweeps, of which all members are taken. */
struct collect_options {
    const char *const *paths; /**< [path_count] */
    uint32_t path_count;
    const char *output;
    const char *baseline; /**< name of a variant; NULL: that of the sweep, else the first */
    double confidence;    /**< of the intervals, in (0, 1) */
    bool is_partial;      /**< members without a result are left out */
};

struct collect_outcome {
    uint32_t members, variants, indicators, missing;
};

/** Writes one file with all members: their seeds, variants, parameters and indicators, and for each
 * variant mean, standard deviation, confidence interval and paired difference from the baseline.
 * Runs of a variant have one scenario name and the same parameters; members are in the order of
 * variants, then seeds, whatever the order of the paths. The statistics are those of
 * `base/mean_interval.h`. STATUS_DATA for results that are missing or do not fit together,
 * STATUS_USAGE, STATUS_RESOURCE. Cost: milliseconds per result. */
enum status collect(const struct collect_options *options, struct collect_outcome *out,
                    struct error *err);

#endif
