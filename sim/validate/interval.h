// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_INTERVAL_H
#define VALIDATE_INTERVAL_H

#include "validate/report.h"

#include <stdint.h>

/** Mean of independent replications and the half width of its 99 % confidence interval by Student's
 * t with count - 1 degrees of freedom; infinite for one value. */
struct interval {
    double mean, half_width;
};
struct interval interval_of(const double *values, uint32_t count);

/** What a random quantity is compared with. */
struct interval_claim {
    const char *quantity, *unit, *source; /**< source NULL: the case's */
    double expected;
    double width_share; /**< the half width may be at most this share of `expected` */
};

/** Adds a row whose tolerance is the half width: it passes when the expected value lies in the
 * interval and the interval is narrow enough to say something. */
void interval_report(struct report *report, const struct interval_claim *claim,
                     const double *values, uint32_t count);

#endif
