// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SETTLE_ROWS_H
#define SETTLE_ROWS_H

/** What the cases of an equilibrium report, on one thread and on two. */

#include "test_support.h"

#include "validate/report.h"

enum { SETTLE_ROWS_MOST = 16 };

struct settle_rows {
    double found[SETTLE_ROWS_MOST];
    uint32_t count;
};

static inline void settle_rows_put(void *self, const struct ardey_validation_row *row)
{
    struct settle_rows *rows = self;
    if (rows->count < SETTLE_ROWS_MOST)
        rows->found[rows->count] = row->found;
    rows->count++;
}

typedef enum status settle_case_run(struct report *report, uint32_t threads, struct error *err);

/** The case has `row_count` rows, all pass, and those of two threads are the same bits. */
static inline void assert_settles_as_published(settle_case_run *run, uint32_t row_count)
{
    struct settle_rows one = {0}, two = {0};
    struct error err = {0};
    struct report report = {.put = settle_rows_put, .self = &one, .name = "", .note = ""};
    assert_true(row_count <= SETTLE_ROWS_MOST);
    assert_int_equal(run(&report, 1, &err), STATUS_OK);
    assert_int_equal(report.row_count, row_count);
    assert_int_equal(report.failed_count, 0);
    report.self = &two;
    assert_int_equal(run(&report, 2, &err), STATUS_OK);
    assert_int_equal(two.count, row_count);
    assert_memory_equal(one.found, two.found, row_count * sizeof *one.found);
}

#endif
