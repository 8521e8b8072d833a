// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

#include "transit/transit_state.h"

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

/** Waits on for the same ride. */
static bool way_is_to_wait(struct world *world, struct activation *act, uint32_t person,
                           uint32_t stop, struct itinerary *out)
{
    (void)act;
    (void)stop;
    *out = world->persons[person].itinerary;
    out->access_ms = 30000;
    return true;
}

/** Persons 1 and 0 are left behind at 6:00 and are back at the stop at 6:01. Persons 5 and 6 came
 * ten seconds after the bus had left, and have to stand behind them: there are three places. */
static void test_place_in_queue(void **state)
{
    (void)state;
    struct fixture f;
    struct world first, world;
    world_queue(&f, &first, 1.0);
    struct transit_parameters parameters = {.change_s = 60, .let_pass = 1};
    world_init(&world, f.timetable, 7, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
    memcpy(world.persons, first.persons, PERSONS * sizeof *world.persons);
    world.find_way = way_is_to_wait;
    for (uint32_t i = 5; i < 7; i++) {
        world.persons[i] = world.persons[0];
        world.persons[i].begin_ms = 359 * MINUTE_MS + 10000;
    }
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    static const uint32_t refused[7] = {1, 1, 0, 0, 0, 0, 1};
    static const uint32_t arrived_min[7] = {394, 394, 374, 374, 367, 394, 414};
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(world.persons[i].refused, refused[i]);
        assert_int_equal(world.persons[i].arrived_ms, arrived_min[i] * MINUTE_MS);
    }
    /* The ride tells the first coming to the stop, and the bus that was let pass. */
    for (uint32_t i = 3; i < 5; i++) {
        assert_near(leg_number(&world, i, "denied"), 1, 0);
        assert_near(leg_number(&world, i, "wait_from"), 351 * 60 - leg_number(&world, i, "person"),
                    0);
    }
    assert_int_equal(world_count_rows(&world, &transit_denied_record), 3);
    for (uint32_t i = 0; i < 3; i++) {
        const void *row = world_row(&world, &transit_denied_record, i);
        assert_near(row_number(&transit_denied_record, row, "reason"), TRANSIT_FULL, 0);
        assert_near(row_number(&transit_denied_record, row, "action"), TRANSIT_WAITS_ON, 0);
        assert_near(row_number(&transit_denied_record, row, "time"), i < 2 ? 21600 : 22800, 0);
    }
    assert_int_equal(transit_totals(world.transit).sent_back, 3);
    world_deinit(&first);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** One place for bicycles: of two who bring one the second is left, and those behind get in. */
static void test_bicycles(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    f.timetable->lines[0].bicycle_places = 1;
    world.persons[4].itinerary.has_bicycle = world.persons[3].itinerary.has_bicycle = true;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    /* In order 4 3 2 1 0: 4 (to B) with a bicycle, 2 and 1. The next bus: 3 and 0. */
    static const uint32_t arrived_min[PERSONS] = {394, 374, 374, 394, 367};
    for (uint32_t i = 0; i < PERSONS; i++)
        assert_int_equal(world.persons[i].arrived_ms, arrived_min[i] * MINUTE_MS);
    assert_near(call_number(&world, 0, "bicycles"), 1, 0);
    assert_near(call_number(&world, 0, "aboard"), 3, 0);
    assert_near(call_number(&world, 1, "bicycles"), 0, 0);
    assert_near(call_number(&world, 3, "bicycles"), 1, 0);
    world_deinit(&world);

    /* With room for another passenger the bicycle is the reason. */
    world_init(&world, f.timetable, 2, 60, WORLD_ALONE);
    for (uint32_t i = 0; i < 2; i++)
        world.persons[i] = (struct person_log){.itinerary = {.leg_count = 1,
                                                             .access_ms = 60000,
                                                             .legs = {{0, 2, 120000}},
                                                             .has_bicycle = true},
                                               .begin_ms = 350 * MINUTE_MS};
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    const void *row = world_row(&world, &transit_denied_record, 0);
    assert_near(row_number(&transit_denied_record, row, "reason"), TRANSIT_BICYCLE, 0);
    assert_near(row_number(&transit_denied_record, row, "person"), 1, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Two seats and a standing place, in samples. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        double weight;
        struct places places;
    } cases[] = {{1, {30, 90, 6}}, {10, {3, 9, 1}}, {50, {1, 2, 1}}, {1000, {1, 1, 1}}};
    for (int i = 0; i < 4; i++) {
        struct transit transit = {.parameters = {.weight = cases[i].weight}};
        struct transit_line line = {.seats = 30, .standing = 60, .bicycle_places = 6};
        struct places places = transit_places(&transit, &line);
        assert_int_equal(places.seats, cases[i].places.seats);
        assert_int_equal(places.all, cases[i].places.all);
        assert_int_equal(places.bicycles, cases[i].places.bicycles);
        line.bicycle_places = 0;
        assert_int_equal(transit_places(&transit, &line).bicycles, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capacity), cmocka_unit_test(test_weight),
        cmocka_unit_test(test_place_in_queue), cmocka_unit_test(test_bicycles),
        cmocka_unit_test(test_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
