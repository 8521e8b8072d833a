// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_INTERVAL_H
#define VALIDATE_INTERVAL_H

#include "validate/report.h"

#include <stdint.h>

/** What a random quantity is compared with. */
struct interval_claim {
    const char *quantity, *unit, *source; /**< source NULL: the case's */
    double expected;
    double width_share; /**< the half width may be at most this share of `expected` */
};

/** Adds a row whose tolerance is the half width of the 99 % interval over replications: it passes
 * when the expected value lies in the interval and the interval is narrow enough to say something.
 */
void interval_report(struct report *report, const struct interval_claim *claim,
                     const double *values, uint32_t count);

#endif
