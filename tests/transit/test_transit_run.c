// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

/** Nine rows of calls; times follow the timetable, counts follow the passengers. */
static void test_calls(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_int_equal(world_count_rows(&world, &transit_call_record), 9);
    static const struct {
        int seq, boarded, alighted, denied, aboard, arrive_min, depart_min;
    } calls[] = {{0, 3, 0, 2, 3, 360, 360}, {1, 0, 1, 0, 2, 365, 366}, {2, 0, 2, 0, 0, 372, 372},
                 {0, 2, 0, 0, 2, 380, 380}, {1, 0, 0, 0, 2, 385, 386}, {2, 0, 2, 0, 0, 392, 392},
                 {0, 0, 0, 0, 0, 400, 400}};
    for (uint32_t i = 0; i < 7; i++) {
        assert_near(call_number(&world, i, "run"), i / 3, 0);
        assert_near(call_number(&world, i, "call_seq"), calls[i].seq, 0);
        assert_near(call_number(&world, i, "stop"), calls[i].seq, 0);
        assert_near(call_number(&world, i, "boarded"), calls[i].boarded, 0);
        assert_near(call_number(&world, i, "alighted"), calls[i].alighted, 0);
        assert_near(call_number(&world, i, "denied"), calls[i].denied, 0);
        assert_near(call_number(&world, i, "aboard"), calls[i].aboard, 0);
        assert_near(call_number(&world, i, "arrive"), calls[i].arrive_min * 60.0, 0);
        assert_near(call_number(&world, i, "depart"), calls[i].depart_min * 60.0, 0);
        assert_near(call_number(&world, i, "scheduled_arrive"), calls[i].arrive_min * 60.0, 0);
        assert_near(call_number(&world, i, "scheduled_depart"), calls[i].depart_min * 60.0, 0);
    }
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Who is at the stop in the very millisecond of departure gets in; one millisecond later is too
 * late. A place that becomes free at a call can be taken there. */
static void test_last_moment(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    world.persons[0].itinerary.legs[0] = (struct itinerary_leg){1, 2, 30000};
    world.persons[0].begin_ms = 365 * MINUTE_MS;
    world.persons[1].itinerary.legs[0] = (struct itinerary_leg){1, 2, 30000};
    world.persons[1].begin_ms = 365 * MINUTE_MS + 1;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_int_equal(world.persons[0].arrived_ms, 372 * MINUTE_MS + 30000);
    assert_int_equal(world.persons[1].arrived_ms, 392 * MINUTE_MS + 30000);
    assert_int_equal(transit_run_max_load(world.transit, 0), 3);
    assert_int_equal(transit_totals(world.transit).denied_boardings, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls),
                                       cmocka_unit_test(test_last_moment)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
