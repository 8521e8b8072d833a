// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/apportion.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* A balanced value a hair below a whole number means the whole number. */
#define WHOLE_EPSILON 1e-6

struct remainder {
    double fraction;
    uint32_t index;
};

static int remainder_compare(const void *a, const void *b)
{
    const struct remainder *left = a, *right = b;
    if (left->fraction != right->fraction) {
        return left->fraction > right->fraction ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

static uint32_t whole_part(double value, double *out_fraction)
{
    double whole = floor(value + WHOLE_EPSILON);
    *out_fraction = value - whole;
    return (uint32_t)whole;
}

enum status apportion(const double *weights, uint32_t count, uint32_t total, uint32_t *out,
                      struct error *err)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < count; i++) {
        sum += weights[i];
        out[i] = 0;
    }
    if (!(sum > 0.0)) {
        out[0] = total;
        return STATUS_OK;
    }
    struct remainder *rest = mem_alloc(count, sizeof *rest, err);
    if (rest == NULL) {
        return STATUS_RESOURCE;
    }
    uint32_t given = 0;
    for (uint32_t i = 0; i < count; i++) {
        out[i] = whole_part((double)total * (weights[i] / sum), &rest[i].fraction);
        rest[i].index = i;
        given += out[i];
    }
    qsort(rest, count, sizeof *rest, remainder_compare);
    for (uint32_t i = 0; given < total; i = (i + 1) % count) {
        if (weights[rest[i].index] > 0.0) {
            out[rest[i].index]++;
            given++;
        }
    }
    for (uint32_t i = count; given > total; i = i > 1 ? i - 1 : count) {
        if (out[rest[i - 1].index] > 0) {
            out[rest[i - 1].index]--;
            given--;
        }
    }
    mem_free(rest);
    return STATUS_OK;
}

static bool totals_match(const struct apportion_margins *margins)
{
    uint64_t rows = 0, columns = 0;
    for (uint32_t r = 0; r < margins->rows; r++) {
        rows += margins->row_sums[r];
    }
    for (uint32_t c = 0; c < margins->columns; c++) {
        columns += margins->column_sums[c];
    }
    return rows == columns;
}

static uint32_t smallest(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Gives `wanted` to a cell as far as its row and column allow. */
static void give(uint32_t *cell, uint32_t wanted, uint32_t *row_lack, uint32_t *column_lack)
{
    uint32_t amount = smallest(wanted, smallest(*row_lack, *column_lack));
    *cell += amount;
    *row_lack -= amount;
    *column_lack -= amount;
}

enum status apportion_matrix(const double *values, const struct apportion_margins *margins,
                             uint32_t *out, struct error *err)
{
    if (!totals_match(margins)) {
        return error_fail(err, STATUS_INTERNAL,
                          "apportion_matrix: the row sums and column sums have different totals");
    }
    uint32_t columns = margins->columns, cells = margins->rows * columns;
    struct remainder *rest = mem_alloc(cells, sizeof *rest, err);
    uint32_t *lack = mem_alloc(margins->rows + columns, sizeof *lack, err);
    if (rest == NULL || lack == NULL) {
        mem_free(rest);
        mem_free(lack);
        return STATUS_RESOURCE;
    }
    uint32_t *row_lack = lack, *column_lack = lack + margins->rows;
    for (uint32_t r = 0; r < margins->rows; r++) {
        row_lack[r] = margins->row_sums[r];
    }
    for (uint32_t c = 0; c < columns; c++) {
        column_lack[c] = margins->column_sums[c];
    }
    for (uint32_t i = 0; i < cells; i++) {
        out[i] = 0;
        rest[i].index = i;
        uint32_t whole = whole_part(values[i], &rest[i].fraction);
        give(&out[i], whole, &row_lack[i / columns], &column_lack[i % columns]);
    }
    qsort(rest, cells, sizeof *rest, remainder_compare);
    for (uint32_t i = 0; i < cells; i++) {
        uint32_t cell = rest[i].index;
        give(&out[cell], 1, &row_lack[cell / columns], &column_lack[cell % columns]);
    }
    for (uint32_t i = 0; i < cells; i++) {
        uint32_t cell = rest[i].index;
        give(&out[cell], UINT32_MAX, &row_lack[cell / columns], &column_lack[cell % columns]);
    }
    mem_free(rest);
    mem_free(lack);
    return STATUS_OK;
}
