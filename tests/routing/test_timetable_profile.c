// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_profile.h"

static const struct stop_access from_a = {0, 60000};
/** D a minute from the door, C four. */
static const struct stop_access to_d_or_c[] = {{3, 60000}, {2, 240000}};

struct expected {
    uint32_t leave_ms, arrive_ms, rides;
};

static void check_ways(struct timetable_profile *profile, uint32_t to_count, uint32_t last_ms,
                       const struct expected *expected, uint32_t count)
{
    struct itinerary_list list;
    struct error err = {0};
    struct departure_window window = {CLOCK_MS(5, 59), last_ms, CLOCK_MS(30, 0)};
    assert_int_equal(timetable_profile_run(profile, (struct door){&from_a, 1, NULL},
                                           (struct door){to_d_or_c, to_count, NULL}, window, &list,
                                           &err),
                     STATUS_OK);
    assert_int_equal(list.count, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct itinerary *way = &list.items[i];
        assert_int_equal(way->board_ms - way->access_ms, expected[i].leave_ms);
        assert_int_equal(way->arrive_ms, expected[i].arrive_ms);
        assert_int_equal(way->leg_count, expected[i].rides);
    }
}

static void test_every_departure_that_is_worth_it(void **state)
{
    (void)state;
    static const struct expected two_ends[] = {{CLOCK_MS(5, 59), CLOCK_MS(6, 16), 1},
                                               {CLOCK_MS(6, 19), CLOCK_MS(6, 36), 1},
                                               {CLOCK_MS(6, 19), CLOCK_MS(6, 35), 2},
                                               {CLOCK_MS(6, 39), CLOCK_MS(6, 56), 1},
                                               {CLOCK_MS(6, 59), CLOCK_MS(7, 16), 1}};
    /* Who leaves at 5:59 for D waits at B for the bus that one can also catch from 6:20. */
    static const struct expected one_end[] = {{CLOCK_MS(6, 19), CLOCK_MS(6, 35), 2},
                                              {CLOCK_MS(6, 39), CLOCK_MS(7, 5), 2}};
    struct fixture f;
    fixture_known(&f);
    struct timetable_profile *profile = timetable_profile_create(f.timetable, 60000, &f.err);

    check_ways(profile, 2, CLOCK_MS(6, 59), two_ends, 5);
    check_ways(profile, 1, CLOCK_MS(6, 59), one_end, 2);
    check_ways(profile, 1, CLOCK_MS(6, 38), one_end, 1);
    /* Both ends of the window count, and what leaves after it makes the ways before it worthless.
     */
    check_ways(profile, 1, CLOCK_MS(6, 19), one_end, 1);
    check_ways(profile, 1, CLOCK_MS(6, 18), one_end, 0);
    check_ways(profile, 0, CLOCK_MS(6, 59), one_end, 0);
    timetable_profile_destroy(profile);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_departure_that_is_worth_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
