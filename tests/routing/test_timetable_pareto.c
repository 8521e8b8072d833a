// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_pareto.h"

static const struct stop_access from_a = {0, 60000};
/** D a minute from the door, C four. */
static const struct stop_access to_d_or_c[] = {{3, 60000}, {2, 240000}};

static struct itinerary_list ways(struct timetable_pareto *pareto, uint32_t to_count,
                                  struct pareto_times times)
{
    struct itinerary_list list;
    struct error err = {0};
    assert_int_equal(timetable_pareto_run(pareto, (struct door){&from_a, 1, NULL},
                                          (struct door){to_d_or_c, to_count, NULL}, times, &list,
                                          &err),
                     STATUS_OK);
    return list;
}

/** One ride to C and a long walk, or a change at B, later, and a short one. */
static void test_earlier_or_less_walking(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct timetable_pareto *pareto = timetable_pareto_create(f.timetable, 60000, &f.err);
    struct itinerary_list list =
        ways(pareto, 2, (struct pareto_times){CLOCK_MS(5, 59), CLOCK_MS(30, 0)});

    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].arrive_ms, CLOCK_MS(6, 16));
    assert_int_equal(list.items[0].leg_count, 1);
    assert_int_equal(itinerary_walk_ms(&list.items[0]), 300000);
    assert_int_equal(list.items[0].board_ms, CLOCK_MS(6, 0));
    assert_int_equal(list.items[1].arrive_ms, CLOCK_MS(6, 35));
    assert_int_equal(list.items[1].leg_count, 2);
    assert_int_equal(itinerary_walk_ms(&list.items[1]), 120000);
    /* The ride at 6:20 is in time for the one at 6:30. */
    assert_int_equal(list.items[1].board_ms, CLOCK_MS(6, 20));
    timetable_pareto_destroy(pareto);
    fixture_deinit(&f);
}

/** The limit is exclusive. */
static void test_limit_and_no_way(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct timetable_pareto *pareto = timetable_pareto_create(f.timetable, 60000, &f.err);
    uint32_t leave_ms = CLOCK_MS(5, 59), ends_ms = CLOCK_MS(6, 35);

    assert_int_equal(ways(pareto, 2, (struct pareto_times){leave_ms, ends_ms}).count, 1);
    assert_int_equal(ways(pareto, 2, (struct pareto_times){leave_ms, ends_ms + 1}).count, 2);
    assert_int_equal(ways(pareto, 1, (struct pareto_times){leave_ms, ends_ms}).count, 0);
    assert_int_equal(ways(pareto, 0, (struct pareto_times){leave_ms, ends_ms}).count, 0);
    assert_int_equal(ways(pareto, 2, (struct pareto_times){CLOCK_MS(8, 0), CLOCK_MS(30, 0)}).count,
                     0);
    timetable_pareto_destroy(pareto);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_earlier_or_less_walking),
                                       cmocka_unit_test(test_limit_and_no_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
