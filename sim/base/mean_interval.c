// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/mean_interval.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stddef.h>

/** Value `i`, or how much it is more than its partner. */
static double value_at(const double *before, const double *after, uint32_t i)
{
    return before ? after[i] - before[i] : after[i];
}

static struct mean_interval interval_over(const double *before, const double *after, uint32_t count,
                                          double confidence)
{
    double sum = 0, squares = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += value_at(before, after, i);
    double mean = count > 0 ? sum / count : NAN;
    if (count < 2)
        return (struct mean_interval){count, mean, NAN, INFINITY};
    for (uint32_t i = 0; i < count; i++) {
        double off = value_at(before, after, i) - mean;
        squares += off * off;
    }
    double deviation = sqrt(squares / (count - 1));
    double t = gsl_cdf_tdist_Qinv((1 - confidence) / 2, count - 1);
    return (struct mean_interval){count, mean, deviation, t * deviation / sqrt(count)};
}

struct mean_interval mean_interval_of(const double *values, uint32_t count, double confidence)
{
    return interval_over(NULL, values, count, confidence);
}

struct mean_interval mean_interval_of_pairs(const double *before, const double *after,
                                            uint32_t count, double confidence)
{
    return interval_over(before, after, count, confidence);
}
