// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_scan.h"

static void test_first_run(void **state)
{
    (void)state;
    static const uint32_t times_ms[] = {10, 20, 30, 40, 50};
    for (uint32_t count = 0; count <= 5; count++)
        for (uint32_t t_ms = 0; t_ms <= 60; t_ms++) {
            uint32_t first = 0;
            while (first < count && times_ms[first] < t_ms)
                first++;
            assert_int_equal(timetable_first_run(times_ms, count, t_ms), first);
        }
}

/** Line 1 (pattern 0, calls 0-2) at A, B, C; line 2 (pattern 1, calls 3 and 4) at B, D. */
static void test_collect(void **state)
{
    (void)state;
    struct fixture f;
    struct timetable_scan scan;
    struct stop_access to[] = {{3, 90000}, {3, 10000}};
    fixture_known(&f);
    assert_int_equal(timetable_scan_init(&scan, f.timetable, 60000, &f.err), STATUS_OK);
    timetable_scan_begin(&scan, (struct door){to, 2, NULL});
    assert_int_equal(scan.egress_ms[3], TIMETABLE_LEAST_WALK_MS); /* the shorter one, raised */
    assert_int_equal(scan.least_egress_ms, TIMETABLE_LEAST_WALK_MS);
    assert_int_equal(scan.egress_ms[0], NEVER_MS);

    bit_set_add(&scan.marked, 2);
    bit_set_add(&scan.marked, 1);
    timetable_scan_collect(&scan, false);
    assert_int_equal(bit_set_next(&scan.patterns, 0), 0);
    assert_int_equal(bit_set_next(&scan.patterns, 1), 1);
    assert_int_equal(scan.first_call[0], 1);
    assert_int_equal(scan.first_call[1], 3);
    assert_int_equal(bit_set_next(&scan.marked, 0), NONE);

    bit_set_add(&scan.marked, 1);
    timetable_scan_collect(&scan, true); /* only line 2 calls at D */
    assert_int_equal(bit_set_next(&scan.patterns, 0), 1);
    timetable_scan_end(&scan, (struct door){to, 2, NULL});
    assert_int_equal(scan.egress_ms[3], NEVER_MS);
    timetable_scan_deinit(&scan);
    fixture_deinit(&f);
}

/** The bus at 6:30 from B is caught from A at 6:20 with a change of 5 min, from 6:00 with more. */
static void test_latest_board(void **state)
{
    (void)state;
    struct fixture f;
    struct timetable_scan scan;
    const struct itinerary way = {.leg_count = 2, .legs = {{0, 1, 0}, {3, 4, 60000}}};
    fixture_known(&f);
    uint32_t last_run = f.timetable->patterns[1].first_run + 1;
    assert_int_equal(timetable_scan_init(&scan, f.timetable, 300000, &f.err), STATUS_OK);
    assert_int_equal(timetable_latest_board_ms(&scan, &way, last_run), CLOCK_MS(6, 20));
    scan.change_ms = 300001;
    assert_int_equal(timetable_latest_board_ms(&scan, &way, last_run), CLOCK_MS(6, 0));
    timetable_scan_deinit(&scan);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_run),
                                       cmocka_unit_test(test_collect),
                                       cmocka_unit_test(test_latest_board)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
