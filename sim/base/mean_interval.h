/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_MEAN_INTERVAL_H
#define BASE_MEAN_INTERVAL_H

#include <stdint.h>

/** Mean of independent runs and its confidence interval by Student's t with count - 1 degrees of
 * freedom, mean +- half_width. */
struct mean_interval {
    uint32_t count;
    double mean;       /**< NaN of none */
    double deviation;  /**< of the sample, with count - 1; NaN below two values */
    double half_width; /**< infinite below two values: they say nothing of the spread */
};

/** Of `values` [count]; `confidence` in (0, 1), such as 0.95. Added up in the order given. */
struct mean_interval mean_interval_of(const double *values, uint32_t count, double confidence);

/** Of the differences `after[i] - before[i]` [count] of runs that share their random numbers. What
 * chance does to both of a pair drops out, so this is narrower than the intervals of the two alone
 * (Law 2015, Simulation Modeling and Analysis, 10.2.1: the paired-t confidence interval). */
struct mean_interval mean_interval_of_pairs(const double *before, const double *after,
                                            uint32_t count, double confidence);

#endif
