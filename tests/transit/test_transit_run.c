// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#define DAY_END (30 * HOUR_MS)
#define PERSONS 5

/** A bus with three places from A over B to C at 6:00, 6:20 and 6:40. Five persons wait at A before
 * 6:00, in the order 4 3 2 1 0: 4 rides to B, the others to C. */
static void world_queue(struct fixture *f, struct world *world, double weight)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus,,20,,,,,,06:00,06:40,,\n");
    fixture_add(f, "line_stops", "1,0,1,A,0,0,0\n1,0,2,B,5,6,1\n1,0,3,C,12,13,2\n");
    fixture_build(f);
    world_init(world, f->timetable, PERSONS, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .weight = weight});
    for (uint32_t i = 0; i < PERSONS; i++)
        world->persons[i] =
            (struct person_log){.itinerary = {.leg_count = 1,
                                              .access_ms = 60000,
                                              .legs = {{0, i == 4 ? 1 : 2, 120000}}},
                                .begin_ms = 350 * MINUTE_MS - i * 1000};
}

static void test_capacity(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);

    /* Three of five get in; two are left behind and take the next bus, whose places suffice. */
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.boardings, 5);
    assert_int_equal(totals.denied_boardings, 2);
    assert_int_equal(totals.stranded, 0);
    assert_int_equal(totals.run_count_finished, 3);
    assert_int_equal(transit_run_max_load(world.transit, 0), 3);
    assert_int_equal(transit_run_max_load(world.transit, 1), 2);
    assert_int_equal(transit_run_max_load(world.transit, 2), 0);
    static const uint32_t arrived_min[PERSONS] = {394, 394, 374, 374, 367};
    for (uint32_t i = 0; i < PERSONS; i++)
        assert_int_equal(world.persons[i].arrived_ms, arrived_min[i] * MINUTE_MS);
    world_deinit(&world);
    fixture_deinit(&f);
}

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

/** Three places for passengers who stand for two each: 1.5 places, rounded to 2. Never less than
 * one. */
static void test_weight(void **state)
{
    (void)state;
    static const struct {
        double weight;
        uint32_t max_load, denied;
    } cases[] = {{1.0, 3, 2}, {2.0, 2, 3 + 1}, {100.0, 1, 4 + 3 + 2}};
    for (int i = 0; i < 3; i++) {
        struct fixture f;
        struct world world;
        world_queue(&f, &world, cases[i].weight);
        assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
        assert_int_equal(transit_run_max_load(world.transit, 0), cases[i].max_load);
        assert_int_equal(transit_totals(world.transit).denied_boardings, cases[i].denied);
        world_deinit(&world);
        fixture_deinit(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capacity), cmocka_unit_test(test_calls),
        cmocka_unit_test(test_last_moment), cmocka_unit_test(test_weight)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
