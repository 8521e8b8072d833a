// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "network/timetable_arrays.h"

static void test_fill_and_swap(void **state)
{
    (void)state;
    struct error err = {0};
    struct timetable_arrays arrays;
    struct timetable timetable = {.run_count = 7};
    assert_int_equal(timetable_arrays_init(&arrays, (struct timetable_sizes){2, 4, 3}, &err),
                     STATUS_OK);
    timetable_arrays_begin(&arrays, 5, 1, 3);
    timetable_arrays_add_call(&arrays, 8, 0, 0);
    timetable_arrays_add_call(&arrays, 9, 60000, 70000);
    timetable_arrays_add_run(&arrays, 1000);
    timetable_arrays_begin(&arrays, 6, 0, 0);
    timetable_arrays_add_call(&arrays, 9, 0, 0);
    timetable_arrays_add_call(&arrays, 8, 50000, 50000);
    timetable_arrays_add_run(&arrays, 2000);
    timetable_arrays_add_run(&arrays, 3000);
    timetable_arrays_swap(&arrays, &timetable);
    assert_int_equal(arrays.run_count, 7);
    assert_int_equal(timetable.pattern_count, 2);
    assert_int_equal(timetable.call_count, 4);
    assert_int_equal(timetable.run_count, 3);
    const struct pattern *second = &timetable.patterns[1];
    assert_int_equal(timetable.patterns[0].variant, 3);
    assert_int_equal(timetable.patterns[0].direction, 1);
    assert_int_equal(second->line, 6);
    assert_int_equal(second->first_call, 2);
    assert_int_equal(second->call_count, 2);
    assert_int_equal(second->first_run, 1);
    assert_int_equal(second->run_count, 2);
    assert_int_equal(timetable.run_pattern[2], 1);
    assert_int_equal(timetable.run_depart_ms[2], 3000);
    assert_int_equal(timetable.calls[3].pattern, 1);
    assert_int_equal(timetable.calls[1].depart_ms, 70000);
    timetable_arrays_swap(&arrays, &timetable);
    timetable_arrays_deinit(&arrays);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fill_and_swap)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
