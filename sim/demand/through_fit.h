// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_THROUGH_FIT_H
#define DEMAND_THROUGH_FIT_H

#include "base/error.h"

#include <stdint.h>

/** Corrects flows between gates so that they fit counts, and stay near what they were thought to be
 * (estimation of a matrix from counts: Van Zuylen, Willumsen 1980; Cascetta 1984, generalised least
 * squares). With x_j = prior_j exp(u_j), which is never negative, the sum
 *
 *   sum_i (fixed_i + sum_j share_ij x_j - count_i)^2 / (24 count_i)  +  weight sum_j u_j^2
 *
 * is made least (Levenberg-Marquardt; GSL). A term of the first sum is the square of the GEH in the
 * mean hour, but for the mean of both flows in its denominator. */
struct through_fit_input {
    uint32_t flow_count, count_count;
    const double *prior_per_day; /**< [flow_count] >= 0; 0 stays 0 */
    const double *counted;       /**< [count_count] vehicles per day, > 0 */
    const double *fixed;         /**< [count_count] other vehicles per day */
    const double *share;         /**< [count_count x flow_count] of a flow that is counted */
    double weight;               /**< > 0 */
};

/** Writes the flows to `out_per_day` [flow_count]. STATUS_DATA without flows or counts, when a
 * count is not above 0, or when no flow passes any counter. O(iterations * counts * flows). */
enum status through_fit(const struct through_fit_input *input, double *out_per_day,
                        struct error *err);

#endif
