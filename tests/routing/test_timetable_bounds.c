// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_bounds.h"

enum { STOP_A, STOP_B, STOP_C, STOP_D, STOP_E, STOPS };

/** To a door a minute from D: A-B 5 min, B-D 4 min, change 1 min; from C only after a ride there
 * does a footpath lead on, and nothing leaves D. */
static void test_known(void **state)
{
    (void)state;
    struct fixture f;
    uint32_t bounds_ms[TIMETABLE_BOUNDS_ROWS * STOPS];
    struct stop_access d = {STOP_D, 60000};
    fixture_known(&f);
    assert_int_equal(f.timetable->stop_count, STOPS);
    timetable_bounds_write(f.timetable, 60000, (struct felt){0}, (struct door){&d, 1, NULL},
                           bounds_ms);

    const uint32_t *ready_1 = bounds_ms + timetable_bounds_ready_row(1) * STOPS;
    const uint32_t *ready_2 = bounds_ms + timetable_bounds_ready_row(2) * STOPS;
    const uint32_t *ready_4 = bounds_ms + timetable_bounds_ready_row(4) * STOPS;
    const uint32_t *arrived_0 = bounds_ms + timetable_bounds_arrived_row(0) * STOPS;
    const uint32_t *arrived_1 = bounds_ms + timetable_bounds_arrived_row(1) * STOPS;
    assert_int_equal(ready_1[STOP_A], UINT32_MAX);
    assert_int_equal(ready_1[STOP_B], 5 * MINUTE_MS);
    assert_int_equal(ready_2[STOP_A], 11 * MINUTE_MS);
    assert_int_equal(ready_4[STOP_A], 11 * MINUTE_MS);
    assert_int_equal(ready_4[STOP_C], UINT32_MAX);
    assert_int_equal(arrived_0[STOP_D], MINUTE_MS);
    assert_int_equal(arrived_0[STOP_B], UINT32_MAX);
    assert_int_equal(arrived_1[STOP_B], 6 * MINUTE_MS);
    assert_int_equal(arrived_1[STOP_D], MINUTE_MS);
    assert_int_equal(arrived_1[STOP_C], UINT32_MAX);

    /* With walks felt twice and a change as 3 min more: the same way, and from A one more change.
     */
    timetable_bounds_write(f.timetable, 60000, (struct felt){3 * MINUTE_MS, 1000},
                           (struct door){&d, 1, NULL}, bounds_ms);
    assert_int_equal(ready_1[STOP_B], 6 * MINUTE_MS);
    assert_int_equal(ready_2[STOP_A], 15 * MINUTE_MS);
    assert_int_equal(arrived_0[STOP_D], 2 * MINUTE_MS);
    assert_int_equal(arrived_1[STOP_B], 10 * MINUTE_MS);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
