// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "validate/nine_routes.h"

enum { ROWS = 10 };

struct rows {
    double found[ROWS];
    uint32_t count;
};

static void rows_put(void *self, const struct ardey_validation_row *row)
{
    struct rows *rows = self;
    if (rows->count < ROWS)
        rows->found[rows->count] = row->found;
    rows->count++;
}

static void found_as_published_on_any_threads(void **state)
{
    (void)state;
    struct rows one = {0}, two = {0};
    struct error err = {0};
    struct report report = {.put = rows_put, .self = &one, .name = "", .note = ""};
    assert_int_equal(nine_routes_run(&report, 1, &err), STATUS_OK);
    assert_int_equal(report.row_count, ROWS);
    assert_int_equal(report.failed_count, 0);
    report.self = &two;
    assert_int_equal(nine_routes_run(&report, 2, &err), STATUS_OK);
    assert_int_equal(two.count, ROWS);
    assert_memory_equal(one.found, two.found, sizeof one.found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(found_as_published_on_any_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
