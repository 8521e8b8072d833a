// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_gravity.h"

#include "base/memory.h"
#include "demand/furness.h"
#include "kernel/random.h"

#include <math.h>

#define BALANCE_TOLERANCE 1e-4

double demand_deterrence_value(const struct demand_deterrence *deterrence,
                               const struct demand_reach *reach, const struct demand_rules *rules,
                               uint32_t from, uint32_t to)
{
    double distance_m =
        from == to ? rules->band_mean_m[0] : demand_reach_distance_m(reach, from, to);
    return pow(1.0 + distance_m / deterrence->scale_m, -deterrence->exponent);
}

/* The places that are destinations, or that people start from, and the matrix between them. */
struct assignment {
    uint32_t row_count, column_count;
    uint32_t *rows, *columns; /* places */
    double *row_sums, *column_sums, *cells;
};

static void assignment_deinit(struct assignment *work)
{
    mem_free(work->rows);
    mem_free(work->columns);
    mem_free(work->row_sums);
    mem_free(work->column_sums);
    mem_free(work->cells);
}

static enum status assignment_init(const struct demand_gravity *gravity, struct assignment *work,
                                   struct error *err)
{
    uint32_t n = gravity->reach->place_count;
    work->rows = mem_alloc(n, sizeof *work->rows, err);
    work->columns = mem_alloc(n, sizeof *work->columns, err);
    work->row_sums = mem_alloc(n, sizeof *work->row_sums, err);
    work->column_sums = mem_alloc(n, sizeof *work->column_sums, err);
    if (work->rows == NULL || work->columns == NULL || work->row_sums == NULL ||
        work->column_sums == NULL) {
        return STATUS_RESOURCE;
    }
    const uint32_t *first = gravity->queue->first;
    for (uint32_t p = 0; p < n; p++) {
        if (first[p + 1] > first[p]) {
            work->rows[work->row_count] = p;
            work->row_sums[work->row_count++] = (double)(first[p + 1] - first[p]);
        }
        if (gravity->weights[p] > 0.0) {
            work->columns[work->column_count] = p;
            work->column_sums[work->column_count++] = gravity->weights[p];
        }
    }
    size_t cells = (size_t)work->row_count * work->column_count;
    work->cells = mem_alloc(cells, sizeof *work->cells, err);
    if (work->cells == NULL) {
        return STATUS_RESOURCE;
    }
    for (size_t i = 0; i < cells; i++) {
        uint32_t from = work->rows[i / work->column_count];
        uint32_t column = (uint32_t)(i % work->column_count);
        work->cells[i] = work->column_sums[column] *
                         demand_deterrence_value(&gravity->deterrence, gravity->reach,
                                                 gravity->rules, from, work->columns[column]);
    }
    return STATUS_OK;
}

/* The persons of one origin take the destinations at evenly spread marks of its distribution. */
static void take_places(const struct assignment *work, uint32_t row,
                        const struct demand_queue *queue, uint64_t seed,
                        struct demand_people *people)
{
    const double *cells = work->cells + (size_t)row * work->column_count;
    double total = 0.0;
    for (uint32_t c = 0; c < work->column_count; c++) {
        total += cells[c];
    }
    uint32_t first = queue->first[work->rows[row]];
    uint32_t count = queue->first[work->rows[row] + 1] - first;
    uint32_t column = 0;
    double reached = cells[0];
    for (uint32_t k = 0; k < count; k++) {
        uint32_t person = queue->persons[first + k];
        struct random_stream stream;
        random_stream_init(&stream, seed, person, RANDOM_WORKPLACE);
        (void)random_bits(&stream); /* the first number gave the order of the queue */
        double mark = total * ((double)k + random_unit(&stream)) / (double)count;
        while (reached <= mark && column + 1 < work->column_count) {
            reached += cells[++column];
        }
        people->persons[person].main_place = work->columns[column];
    }
}

enum status demand_gravity_assign(const struct demand_gravity *gravity, uint64_t seed,
                                  struct demand_people *people, struct error *err)
{
    struct assignment work = {0};
    enum status status = assignment_init(gravity, &work, err);
    if (status == STATUS_OK && work.row_count > 0 && work.column_count == 0) {
        status = error_fail(err, STATUS_DATA, "%.0f persons and no destination for them",
                            work.row_sums[0]);
    }
    if (status == STATUS_OK && work.row_count > 0 && gravity->is_constrained) {
        struct furness matrix = {.rows = work.row_count,
                                 .columns = work.column_count,
                                 .cells = work.cells,
                                 .row_sums = work.row_sums,
                                 .column_sums = work.column_sums};
        status = furness_balance(&matrix, BALANCE_TOLERANCE, NULL, err);
    }
    for (uint32_t r = 0; status == STATUS_OK && r < work.row_count; r++) {
        take_places(&work, r, gravity->queue, seed, people);
    }
    assignment_deinit(&work);
    return status;
}
