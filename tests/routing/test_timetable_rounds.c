// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_rounds.h"

/** From A at 6:00 round by round: B 6:05 and C 6:12 with one ride, D 6:34 with two. */
static void test_rounds(void **state)
{
    (void)state;
    struct fixture f;
    struct timetable_rounds rounds = {0};
    uint32_t arrive_ms[5], ready_ms[5];
    struct stop_access d = {3, 60000};
    struct itinerary way;
    fixture_known(&f);
    assert_int_equal(timetable_rounds_init(&rounds, f.timetable, 60000, &f.err), STATUS_OK);
    memset(arrive_ms, 0xff, sizeof arrive_ms);
    memset(ready_ms, 0xff, sizeof ready_ms);
    rounds.best_arrive_ms = arrive_ms;
    rounds.best_ready_ms = ready_ms;
    rounds.target_ms = CLOCK_MS(30, 0);
    timetable_scan_begin(&rounds.scan, (struct door){&d, 1, NULL});
    timetable_rounds_start(&rounds);
    timetable_rounds_leave(&rounds, 0, CLOCK_MS(6, 0));

    assert_true(timetable_rounds_ride(&rounds, 1));
    assert_int_equal(arrive_ms[1], CLOCK_MS(6, 5));
    assert_int_equal(arrive_ms[2], CLOCK_MS(6, 12));
    assert_int_equal(rounds.target_round, 0);
    timetable_rounds_change(&rounds, 1);
    assert_int_equal(ready_ms[1], CLOCK_MS(6, 6));
    assert_int_equal(ready_ms[3], CLOCK_MS(6, 14)); /* on foot from C */

    assert_true(timetable_rounds_ride(&rounds, 2));
    assert_int_equal(rounds.target_round, 2);
    assert_int_equal(rounds.target_ms, CLOCK_MS(6, 35));
    timetable_rounds_write(&rounds, CLOCK_MS(5, 59), &way);
    assert_int_equal(way.leg_count, 2);
    assert_int_equal(way.access_ms, MINUTE_MS);
    assert_int_equal(way.board_ms, CLOCK_MS(6, 20));
    timetable_rounds_change(&rounds, 2);
    assert_false(timetable_rounds_ride(&rounds, 3)); /* nothing leaves D */
    timetable_rounds_deinit(&rounds);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
