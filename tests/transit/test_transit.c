// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/random_timetable.h"

#define PERSONS 300
#define DAY_END (30 * HOUR_MS)

/** Gives every person a random way found by the search, leaving within two hours; returns how many
 * have one. */
static uint32_t persons_plan(struct world *world, const struct timetable *timetable,
                             struct random_stream *random, uint32_t change_ms)
{
    uint32_t count = 0;
    struct error err = {0};
    struct timetable_search *search = timetable_search_create(timetable, change_ms, &err);
    for (uint32_t i = 0; i < world->person_count; i++) {
        struct random_query query = random_query(random, timetable->stop_count);
        struct person_log *person = &world->persons[i];
        person->begin_ms = query.depart_ms;
        count += timetable_search_run(search, (struct door){query.from, query.from_count, NULL},
                                      (struct door){query.to, query.to_count, NULL},
                                      query.depart_ms, DAY_END, &person->itinerary);
    }
    timetable_search_destroy(search);
    return count;
}

/** Sums of the call rows against the totals: nobody appears or vanishes. */
static void check_conservation(const struct world *world, const struct timetable *timetable,
                               uint32_t begun)
{
    struct transit_totals totals = transit_totals(world->transit);
    uint64_t boarded = 0, alighted = 0, denied = 0, aboard = 0;
    for (size_t i = 0; i < world->row_count; i++) {
        if (world->rows[i].kind != &transit_call_record)
            continue;
        const void *row = world->rows[i].bytes;
        boarded += (uint64_t)row_number(&transit_call_record, row, "boarded");
        alighted += (uint64_t)row_number(&transit_call_record, row, "alighted");
        denied += (uint64_t)row_number(&transit_call_record, row, "denied");
        aboard = (uint64_t)row_number(&transit_call_record, row, "aboard");
        assert_true(aboard <= 3);
    }
    assert_int_equal(boarded, totals.boardings);
    assert_int_equal(denied, totals.denied_boardings);
    assert_true(alighted <= boarded);
    assert_int_equal(world_count_rows(world, &transit_leg_record), alighted);

    uint32_t arrived = 0, stranded = 0;
    for (uint32_t i = 0; i < world->person_count; i++) {
        arrived += world->persons[i].arrived_ms > 0;
        stranded += world->persons[i].stranded_ms > 0;
    }
    assert_int_equal(stranded, totals.stranded);
    assert_int_equal(begun, arrived + stranded + totals.passengers_under_way);
    assert_int_equal(totals.run_count_started, timetable->run_count);
    assert_int_equal(totals.run_count_finished, timetable->run_count);
    for (uint32_t i = 0; i < timetable->run_count; i++)
        assert_true(transit_run_max_load(world->transit, i) <= 3);
}

/** With three places per vehicle many are denied; all begun are arrived, stranded or under way, at
 * the end nobody is. */
static void test_conservation(void **state)
{
    (void)state;
    uint64_t denied = 0, stranded = 0;
    for (uint32_t n = 0; n < 20; n++) {
        struct random_stream random;
        struct fixture f;
        struct world world;
        random_stream_init(&random, 7, n, RANDOM_TEST);
        random_timetable(&f, &random);
        world_init(&world, f.timetable, PERSONS, 60.0, WORLD_ALONE);
        uint32_t begun = persons_plan(&world, f.timetable, &random, 60000);
        assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
        check_conservation(&world, f.timetable, begun);
        assert_int_equal(transit_totals(world.transit).passengers_under_way, 0);
        assert_int_equal(kernel_statistics(world.kernel).pending_count, 0);
        denied += transit_totals(world.transit).denied_boardings;
        stranded += transit_totals(world.transit).stranded;
        world_deinit(&world);
        fixture_deinit(&f);
    }
    assert_true(denied > 1000);
    assert_true(stranded > 100);
}

/** In the middle of the day some are under way, and the sum still holds. */
static void test_under_way(void **state)
{
    (void)state;
    struct random_stream random;
    struct fixture f;
    struct world world;
    random_stream_init(&random, 7, 3, RANDOM_TEST);
    random_timetable(&f, &random);
    world_init(&world, f.timetable, PERSONS, 60.0, WORLD_ALONE);
    persons_plan(&world, f.timetable, &random, 60000);
    uint32_t noon_ms = 390 * MINUTE_MS;
    assert_int_equal(world_run(&world, noon_ms), STATUS_OK);
    uint32_t begun = 0, back = 0;
    for (uint32_t i = 0; i < PERSONS; i++) {
        const struct person_log *person = &world.persons[i];
        begun += person->itinerary.leg_count > 0 && person->begin_ms < noon_ms;
        back += person->arrived_ms > 0 || person->stranded_ms > 0;
    }
    /* Who is on the way from the last stop to the door belongs to the door already. */
    uint32_t to_door = kernel_statistics(world.kernel).pending_count;
    struct transit_totals totals = transit_totals(world.transit);
    assert_true(totals.passengers_under_way > 0);
    assert_true(begun >= back + totals.passengers_under_way);
    assert_true(begun - back - totals.passengers_under_way <= to_door);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Where there is room for everybody, everybody is at the door in the millisecond that the search
 * promised, whether they wait at home or at the stop. */
static void test_plan_is_kept(void **state)
{
    (void)state;
    uint32_t kept = 0;
    for (uint32_t n = 0; n < 20; n++) {
        struct random_stream random;
        struct fixture f;
        struct world world;
        random_stream_init(&random, 8, n, RANDOM_TEST);
        random_timetable(&f, &random);
        for (uint32_t i = 0; i < f.timetable->line_count; i++)
            f.timetable->lines[i].seats = PERSONS;
        world_init(&world, f.timetable, PERSONS, 90.0, WORLD_ALONE);
        persons_plan(&world, f.timetable, &random, 90000);
        for (uint32_t i = 0; i < PERSONS; i += 2)
            if (world.persons[i].itinerary.leg_count > 0)
                world.persons[i].begin_ms =
                    world.persons[i].itinerary.board_ms - world.persons[i].itinerary.access_ms;
        assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
        for (uint32_t i = 0; i < PERSONS; i++)
            if (world.persons[i].itinerary.leg_count > 0) {
                assert_int_equal(world.persons[i].arrived_ms, world.persons[i].itinerary.arrive_ms);
                kept++;
            }
        assert_int_equal(transit_totals(world.transit).denied_boardings, 0);
        world_deinit(&world);
        fixture_deinit(&f);
    }
    assert_true(kept > 3000);
}

/** The same record stream for any number of partitions and threads. */
static void test_partitions(void **state)
{
    (void)state;
    static const struct world_size sizes[] = {{1, 1, 0, 1, NULL},
                                              {1, 4, 0, 1, NULL},
                                              {3, 4, 0, 1, NULL},
                                              {3, 1, 0, 1, NULL},
                                              {3, 9, 0, 1, NULL}};
    for (uint32_t n = 0; n < 5; n++) {
        struct world worlds[5];
        struct fixture f;
        for (int i = 0; i < 5; i++) {
            struct random_stream random;
            random_stream_init(&random, 9, n, RANDOM_TEST);
            if (i == 0)
                random_timetable(&f, &random);
            random_stream_init(&random, 9, 1000 + n, RANDOM_TEST);
            world_init(&worlds[i], f.timetable, PERSONS, 60.0, sizes[i]);
            persons_plan(&worlds[i], f.timetable, &random, 60000);
            assert_int_equal(world_run(&worlds[i], DAY_END), STATUS_OK);
            assert_true(worlds[i].row_count > 100);
            assert_int_equal(worlds[i].row_count, worlds[0].row_count);
            assert_memory_equal(worlds[i].rows, worlds[0].rows,
                                worlds[0].row_count * sizeof *worlds[0].rows);
            assert_memory_equal(worlds[i].persons, worlds[0].persons,
                                PERSONS * sizeof *worlds[0].persons);
            struct transit_totals a = transit_totals(worlds[i].transit);
            struct transit_totals b = transit_totals(worlds[0].transit);
            assert_int_equal(a.boardings, b.boardings);
            assert_int_equal(a.stranded, b.stranded);
        }
        assert_true(kernel_statistics(worlds[2].kernel).mail_count > 0);
        for (int i = 0; i < 5; i++)
            world_deinit(&worlds[i]);
        fixture_deinit(&f);
    }
}

static void fixture_line(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus,,20,,,,,,06:00,06:40,,\n");
    fixture_add(f, "line_stops", "1,0,1,A,0,0,0\n1,0,2,B,5,6,1\n1,0,3,C,12,12,2\n");
    fixture_build(f);
}

/** Runs that began before the start of the simulation do not take place, and nobody waits for them.
 */
static void test_start(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    fixture_line(&f);
    world_init(&world, f.timetable, 1, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .start_ms = 381 * MINUTE_MS});
    world.persons[0] = (struct person_log){
        .itinerary = {.leg_count = 1, .access_ms = 60000, .legs = {{1, 2, 60000}}},
        .begin_ms = 381 * MINUTE_MS};
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.run_count_started, 1);
    assert_int_equal(totals.run_count_finished, 1);
    assert_int_equal(world_count_rows(&world, &transit_call_record), 3);
    assert_int_equal(world.persons[0].arrived_ms, 413 * MINUTE_MS);
    world_deinit(&world);

    world_init(&world, f.timetable, 1, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .start_ms = 401 * MINUTE_MS});
    world.persons[0].itinerary =
        (struct itinerary){.leg_count = 1, .access_ms = 0, .legs = {{1, 2, 60000}}};
    world.persons[0].begin_ms = 401 * MINUTE_MS;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_int_equal(transit_totals(world.transit).run_count_started, 0);
    assert_int_equal(world.persons[0].stranded_ms, 402 * MINUTE_MS);
    assert_int_equal(world.persons[0].stranded_stop, 1);
    world_deinit(&world);
    fixture_deinit(&f);
}

static void check_begin_fails(const struct timetable *timetable, struct itinerary itinerary,
                              const char *text)
{
    struct world world;
    world_init(&world, timetable, 1, 60.0, WORLD_ALONE);
    world.persons[0].itinerary = itinerary;
    world.persons[0].begin_ms = 350 * MINUTE_MS;
    assert_int_equal(transit_start(world.transit, world.kernel, &world.err), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(
            kernel_post(world.kernel,
                        event_make((350 + 5 * i) * MINUTE_MS, world.first_door, DOOR_BEGIN, 0, 0),
                        &world.err),
            STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, DAY_END, &world.err), STATUS_INTERNAL);
    assert_int_equal(world.err.finding_count, 1);
    if (strstr(world.err.text, text) == NULL)
        fail_msg("'%s' is not in '%s'", text, world.err.text);
    world_deinit(&world);
}

static void test_wrong_begin(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f);
    check_begin_fails(f.timetable, (struct itinerary){.leg_count = 5}, "(5 legs)");
    check_begin_fails(f.timetable, (struct itinerary){.leg_count = 1, .legs = {{1, 1, 0}}},
                      "the itinerary of person 0 does not fit the timetable (1 legs)");
    check_begin_fails(f.timetable, (struct itinerary){.leg_count = 1, .legs = {{1, 3, 0}}},
                      "does not fit");
    check_begin_fails(f.timetable, (struct itinerary){.leg_count = 1, .legs = {{0, 1, 0}}},
                      "person 0 begins an itinerary inside another one");
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conservation), cmocka_unit_test(test_under_way),
        cmocka_unit_test(test_plan_is_kept), cmocka_unit_test(test_partitions),
        cmocka_unit_test(test_start),        cmocka_unit_test(test_wrong_begin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
