// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_FURNESS_H
#define DEMAND_FURNESS_H

#include "base/error.h"

#include <stdint.h>

/** A matrix to balance, row by row. */
struct furness {
    uint32_t rows, columns;
    double *cells;             /**< [rows x columns] in: prior >= 0; out: balanced */
    const double *row_sums;    /**< [rows] */
    const double *column_sums; /**< [columns]; scaled to the total of the rows */
};

/** Balances the matrix: cells = a_row * b_column * prior with the wanted sums. The column sums are
 * met within `tolerance` (relative) or after 200 rounds as nearly as the zeros of the prior allow;
 * the row sums are exact in the end. `*out_error` (may be NULL) gets the largest relative error of
 * a column. STATUS_DATA when a row with a positive sum has only zeros. O(rounds * cells). Source:
 * Furness, Traffic Engineering and Control 7 (1965) 458-460; doubly constrained gravity model:
 * Wilson, Transportation Research 1 (1967) 253-269. */
enum status furness_balance(struct furness *matrix, double tolerance, double *out_error,
                            struct error *err);

#endif
