// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_APPORTION_H
#define DEMAND_APPORTION_H

#include "base/error.h"

#include <stdint.h>

/** Splits `total` whole persons in proportion to `weights` (>= 0) by the largest remainder
 * (Hamilton); equal remainders go to the lower index. All weights zero: everything to index 0.
 * `count >= 1`. O(count log count). */
enum status apportion(const double *weights, uint32_t count, uint32_t total, uint32_t *out,
                      struct error *err);

/** What an apportioned matrix must sum to; the totals of rows and columns must be equal. */
struct apportion_margins {
    uint32_t rows, columns;
    const uint32_t *row_sums, *column_sums;
};

/** Whole numbers near `values` [rows x columns] whose row and column sums are exactly the given
 * ones: floors, then one more for the largest remainders whose row and column still lack something,
 * then whatever is left anywhere in the row. STATUS_INTERNAL when the totals differ. O(cells log
 * cells). Source: own. */
enum status apportion_matrix(const double *values, const struct apportion_margins *margins,
                             uint32_t *out, struct error *err);

#endif
