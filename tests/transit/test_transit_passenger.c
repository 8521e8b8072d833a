// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#include "transit/transit_state.h"

#define DAY_END (30 * HOUR_MS)

/** Line 1 A - B - C every 20 min from 6:00 to 6:40 with one place; line 2 B - D at 6:07 and 6:30,
 * line 3 from C to E at 6:16 and 6:40. */
static void fixture_lines(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", "taxi,1,0,1,5,80,1,1,100,,1,1\n" FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,taxi,,20,,,,,,06:00,06:40,,\n2,,bus,,bus\n3,,bus,,bus\n");
    fixture_add(f, "departures", "2,0,06:07\n2,0,06:30\n3,0,06:16\n3,0,06:40\n");
    fixture_add(f, "line_stops",
                "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,0,3,C,12,12,2\n"
                "2,0,1,B,0,0,0\n2,0,2,D,4,4,1\n3,0,1,C,0,0,0\n3,0,2,E,9,9,1\n");
    fixture_build(f);
}

static void test_list(void **state)
{
    (void)state;
    struct passenger passengers[4] = {0};
    struct passenger_list list = {NONE, NONE, 0};
    static const uint32_t order[] = {2, 0, 3};
    for (int i = 0; i < 3; i++)
        passenger_list_append(&list, passengers, order[i]);
    assert_int_equal(list.count, 3);
    assert_int_equal(passenger_list_take(&list, passengers), 2);
    passenger_list_append(&list, passengers, 1);
    assert_int_equal(passenger_list_take(&list, passengers), 0);
    assert_int_equal(passenger_list_take(&list, passengers), 3);
    assert_int_equal(passenger_list_take(&list, passengers), 1);
    assert_int_equal(list.count, 0);
    assert_int_equal(list.first, NONE);
    assert_int_equal(list.last, NONE);
}

/** By the time of coming, then by id; and lists one behind the other. */
static void test_list_order(void **state)
{
    (void)state;
    struct passenger passengers[6] = {{.wait_from_ms = 5}, {.wait_from_ms = 3},
                                      {.wait_from_ms = 5}, {.wait_from_ms = 9},
                                      {.wait_from_ms = 1}, {.wait_from_ms = 5}};
    struct passenger_list list = {NONE, NONE, 0}, more = {NONE, NONE, 0};
    static const uint32_t come[] = {5, 3, 0, 4, 2}, order[] = {4, 0, 2, 5, 3, 1};
    for (int i = 0; i < 5; i++)
        passenger_list_insert(&list, passengers, come[i]);
    passenger_list_join(&list, passengers, &more);
    assert_int_equal(list.count, 5);
    passenger_list_append(&more, passengers, 1);
    passenger_list_join(&list, passengers, &more);
    assert_int_equal(list.count, 6);
    assert_int_equal(more.count, 0);
    for (int i = 0; i < 6; i++)
        assert_int_equal(passenger_list_take(&list, passengers), order[i]);
    passenger_list_append(&more, passengers, 2);
    passenger_list_join(&list, passengers, &more);
    assert_int_equal(passenger_list_take(&list, passengers), 2);
}

/** First come, first served; at equal times the smaller id. The fourth has no bus any more. */
static void test_queue_order(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    fixture_lines(&f);
    world_init(&world, f.timetable, 4, 60.0, WORLD_ALONE);
    static const uint32_t begin_s[] = {20800, 20700, 20700, 20900};
    for (uint32_t i = 0; i < 4; i++)
        world.persons[i] = (struct person_log){
            .itinerary = {.leg_count = 1, .access_ms = 60000, .legs = {{0, 2, 60000}}},
            .begin_ms = begin_s[i] * 1000};
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_int_equal(world_count_rows(&world, &transit_leg_record), 3);
    static const double persons[] = {1, 2, 0}, board_min[] = {360, 380, 400}, denied[] = {0, 1, 2};
    for (uint32_t i = 0; i < 3; i++) {
        assert_near(leg_number(&world, i, "person"), persons[i], 0);
        assert_near(leg_number(&world, i, "board"), board_min[i] * 60, 0);
        assert_near(leg_number(&world, i, "denied"), denied[i], 0);
    }
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.denied_boardings, 3 + 2 + 1);
    assert_int_equal(totals.stranded, 1);
    assert_int_equal(world.persons[3].arrived_ms, 0);
    assert_int_equal(world.persons[3].stranded_ms, 400 * MINUTE_MS + transit_least_egress_ms());
    assert_int_equal(world.persons[3].stranded_stop, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

static void world_change(struct world *world, const struct timetable *timetable, double change_s,
                         struct itinerary itinerary)
{
    world_init(world, timetable, 1, change_s, WORLD_ALONE);
    world->persons[0] = (struct person_log){.itinerary = itinerary, .begin_ms = 350 * MINUTE_MS};
    assert_int_equal(world_run(world, DAY_END), STATUS_OK);
}

/** At B at 6:05: with 2 min for the change the 6:07 is caught, with one millisecond more only the
 * 6:30. */
static void test_change_at_stop(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    struct itinerary way = {.leg_count = 2, .access_ms = 1, .legs = {{0, 1, 0}, {3, 4, 45000}}};
    fixture_lines(&f);
    world_change(&world, f.timetable, 120.0, way);
    assert_int_equal(world.persons[0].arrived_ms, 371 * MINUTE_MS + 45000);
    /* Access takes 30 s at least. */
    assert_near(leg_number(&world, 0, "wait_from"), 350 * 60 + 30, 0);
    assert_near(leg_number(&world, 1, "wait_from"), 367 * 60, 0);
    world_deinit(&world);
    world_change(&world, f.timetable, 120.001, way);
    assert_int_equal(world.persons[0].arrived_ms, 394 * MINUTE_MS + 45000);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** From B at 6:05 on foot to C: the walk counts, not the change; below 30 s it is 30 s. */
static void test_walk_to_stop(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    fixture_lines(&f);
    struct itinerary way = {
        .leg_count = 2, .access_ms = 60000, .legs = {{0, 1, 11 * MINUTE_MS}, {5, 6, 0}}};
    world_change(&world, f.timetable, 600.0, way);
    assert_near(leg_number(&world, 1, "wait_from"), 376 * 60, 0);
    assert_near(leg_number(&world, 1, "board_stop"), 2, 0);
    assert_int_equal(world.persons[0].arrived_ms, 385 * MINUTE_MS + 30000);
    world_deinit(&world);
    way.legs[0].walk_ms = 5000;
    world_change(&world, f.timetable, 600.0, way);
    assert_near(leg_number(&world, 1, "wait_from"), 365 * 60 + 30, 0);
    world_deinit(&world);
    /* Too late for the last run: stranded on arrival at the stop. */
    way.legs[0].walk_ms = 40 * MINUTE_MS;
    world_change(&world, f.timetable, 600.0, way);
    assert_int_equal(world.persons[0].arrived_ms, 0);
    assert_int_equal(world.persons[0].stranded_stop, 2);
    assert_int_equal(world.persons[0].stranded_ms, 405 * MINUTE_MS + 30000);
    assert_int_equal(transit_totals(world.transit).stranded, 1);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list), cmocka_unit_test(test_list_order),
        cmocka_unit_test(test_queue_order), cmocka_unit_test(test_change_at_stop),
        cmocka_unit_test(test_walk_to_stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
