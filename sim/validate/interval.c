// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/interval.h"

#include "base/mean_interval.h"

#include <math.h>
#include <stdio.h>

#define CONFIDENCE 0.99
#define WHY_SIZE   128

void interval_report(struct report *report, const struct interval_claim *claim,
                     const double *values, uint32_t count)
{
    char why[WHY_SIZE];
    struct mean_interval interval = mean_interval_of(values, count, CONFIDENCE);
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
