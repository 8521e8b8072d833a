// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/interval.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdio.h>

#define TAIL     0.005
#define WHY_SIZE 128

struct interval interval_of(const double *values, uint32_t count)
{
    double mean = 0, squares = 0;
    for (uint32_t i = 0; i < count; i++)
        mean += values[i] / count;
    if (count < 2)
        return (struct interval){mean, INFINITY};
    for (uint32_t i = 0; i < count; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    double error = sqrt(squares / (count - 1) / count);
    return (struct interval){mean, gsl_cdf_tdist_Qinv(TAIL, count - 1) * error};
}

void interval_report(struct report *report, const struct interval_claim *claim,
                     const double *values, uint32_t count)
{
    char why[WHY_SIZE];
    struct interval interval = interval_of(values, count);
    snprintf(why, sizeof why,
             "half width of the 99 %% interval of %u runs, which must be at most %.3g %%", count,
             100 * claim->width_share);
    report_add(report, &(struct finding){
                           .quantity = claim->quantity,
                           .unit = claim->unit,
                           .source = claim->source,
                           .expected = claim->expected,
                           .found = interval.mean,
                           .tolerance = interval.half_width,
                           .why = why,
                           .is_refused =
                               !(interval.half_width <= claim->width_share * fabs(claim->expected)),
                       });
}
