// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/furness.h"

#include "base/memory.h"

#include <math.h>

#define ROUNDS_MAX 200

static double sum_of(const double *values, uint32_t count)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum;
}

/* Makes every row sum exact and leaves the column sums in `sums`. */
static void balance_rows(struct furness *matrix, double *sums)
{
    for (uint32_t c = 0; c < matrix->columns; c++) {
        sums[c] = 0.0;
    }
    for (uint32_t r = 0; r < matrix->rows; r++) {
        double *row = matrix->cells + (size_t)r * matrix->columns;
        double sum = sum_of(row, matrix->columns);
        double factor = sum > 0.0 ? matrix->row_sums[r] / sum : 0.0;
        for (uint32_t c = 0; c < matrix->columns; c++) {
            row[c] *= factor;
            sums[c] += row[c];
        }
    }
}

static void scale_columns(struct furness *matrix, const double *factors)
{
    for (uint32_t r = 0; r < matrix->rows; r++) {
        double *row = matrix->cells + (size_t)r * matrix->columns;
        for (uint32_t c = 0; c < matrix->columns; c++) {
            row[c] *= factors[c];
        }
    }
}

static enum status check_rows(const struct furness *matrix, struct error *err)
{
    for (uint32_t r = 0; r < matrix->rows; r++) {
        const double *row = matrix->cells + (size_t)r * matrix->columns;
        double sum = 0.0;
        for (uint32_t c = 0; c < matrix->columns; c++) {
            sum += matrix->column_sums[c] > 0.0 ? row[c] : 0.0;
        }
        if (matrix->row_sums[r] > 0.0 && !(sum > 0.0)) {
            return error_fail(err, STATUS_DATA,
                              "row %u has %.1f persons to distribute and no destination",
                              (unsigned)r, matrix->row_sums[r]);
        }
    }
    return STATUS_OK;
}

enum status furness_balance(struct furness *matrix, double tolerance, double *out_error,
                            struct error *err)
{
    enum status status = check_rows(matrix, err);
    if (status != STATUS_OK) {
        return status;
    }
    double *factors = mem_alloc(matrix->columns, sizeof *factors, err);
    double *sums = mem_alloc(matrix->columns, sizeof *sums, err);
    if (factors == NULL || sums == NULL) {
        mem_free(factors);
        mem_free(sums);
        return STATUS_RESOURCE;
    }
    double wanted = sum_of(matrix->column_sums, matrix->columns);
    double scale = wanted > 0.0 ? sum_of(matrix->row_sums, matrix->rows) / wanted : 0.0;
    for (uint32_t c = 0; c < matrix->columns; c++) {
        factors[c] = matrix->column_sums[c] > 0.0 ? 1.0 : 0.0;
    }
    double error = INFINITY;
    for (int round = 0; round < ROUNDS_MAX && error > tolerance; round++) {
        scale_columns(matrix, factors);
        balance_rows(matrix, sums);
        error = 0.0;
        for (uint32_t c = 0; c < matrix->columns; c++) {
            double target = matrix->column_sums[c] * scale;
            factors[c] = sums[c] > 0.0 ? target / sums[c] : 0.0;
            error = target > 0.0 ? fmax(error, fabs(sums[c] / target - 1.0)) : error;
        }
    }
    mem_free(factors);
    mem_free(sums);
    if (out_error != NULL) {
        *out_error = error;
    }
    return STATUS_OK;
}
