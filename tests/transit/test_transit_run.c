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
    for (uint32_t c = 0; c < 3; c++) {
        struct transit_call_totals totals = transit_call_totals(world.transit, c);
        assert_int_equal(totals.boarded, c == 0 ? 5 : 0);
        assert_int_equal(totals.alighted, c == 0 ? 0 : c == 1 ? 1 : 4);
        assert_int_equal(totals.carried, c == 0 ? 5 : c == 1 ? 4 : 0);
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

/** Times of doors and passengers as in the scenario's defaults, with nothing else. */
static const struct transit_parameters slow = {.change_s = 60,
                                               .recovery = 0.05,
                                               .doors_s = 3.5,
                                               .boarding_s = 1.75,
                                               .bus_boarding_s = 2,
                                               .alighting_s = 1.75,
                                               .standees_s = 0.5,
                                               .counterflow = 1.2,
                                               .turnaround_s = 60};

/** A bus with two seats and room for one to stand: A - B in 5 min - C in another 10 and back, at
 * the given times. The persons ride from A to C, and reach A at the given seconds after 6:00. */
static void world_bus(struct fixture *f, struct world *world, const char *departures,
                      const char *incidents, uint32_t person_count, const int32_t *reach_s)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus\n");
    fixture_add(f, "departures", departures);
    fixture_add(f, "line_stops",
                "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,0,3,C,15,15,2\n"
                "1,1,1,C,0,0,0\n1,1,2,B,10,10,1\n1,1,3,A,15,15,2\n");
    fixture_add(f, "incidents", incidents);
    fixture_build(f);
    world_init(world, f->timetable, person_count, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &slow});
    for (uint32_t i = 0; i < person_count; i++)
        world->persons[i] = (struct person_log){
            .itinerary = {.leg_count = 1, .access_ms = 60000, .legs = {{0, 2, 60000}}},
            .begin_ms = (uint32_t)((int32_t)(359 * MINUTE_MS) + 1000 * reach_s[i])};
}

/** What a call of the record must say; times in seconds after 6:00. */
static void check_call(const struct world *world, uint32_t index, double arrive_s, double depart_s,
                       const double *causes_ms)
{
    static const char *const names[] = {"primary", "turnaround", "dwell_excess",
                                        "running", "knock_on",   "recovered"};
    assert_near(call_number(world, index, "arrive"), 21600 + arrive_s, 0);
    assert_near(call_number(world, index, "depart"), 21600 + depart_s, 0);
    for (int i = 0; i < 6; i++)
        assert_near(call_number(world, index, names[i]), causes_ms[i], 0);
}

/** 3.5 s for the doors, 2 s for each of three, half a second more for the one who has to stand. The
 * way wins back what it can. */
static void test_dwell(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_bus(&f, &world, "1,0,06:00\n", "", 3, (const int32_t[]){-60, -50, -40});
    world.persons[0].itinerary.legs[0].alight_call = 1;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    check_call(&world, 0, 10, 10, (const double[]){0, 0, 10000, 0, 0, 0});
    assert_near(call_number(&world, 0, "standing"), 1, 0);
    /* One gets off by one of four streams: 0.4375 s. */
    check_call(&world, 1, 300, 303.938, (const double[]){0, 0, 3938, 0, 0, 10000});
    assert_near(call_number(&world, 1, "standing"), 0, 0);
    check_call(&world, 2, 900, 900, (const double[]){0, 0, 0, 0, 0, 3938});
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Who comes while the doors are open gets in, behind the others; who comes after that does not. */
static void test_late_comers(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_bus(&f, &world, "1,0,06:00\n1,0,07:00\n", "", 4, (const int32_t[]){-60, 5, 9, 20});
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    /* Doors and the first: 5.5 s; the second is through at 7.5 s, but the third comes at 9 s. */
    check_call(&world, 0, 7.5, 7.5, (const double[]){0, 0, 7500, 0, 0, 0});
    assert_near(call_number(&world, 0, "boarded"), 2, 0);
    assert_int_equal(world.persons[2].arrived_ms, 436 * MINUTE_MS);
    world_deinit(&world);

    world_init(&world, f.timetable, 3, 60.0,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &slow});
    for (uint32_t i = 0; i < 3; i++)
        world.persons[i] = (struct person_log){
            .itinerary = {.leg_count = 1, .access_ms = 60000, .legs = {{0, 2, 60000}}},
            .begin_ms = 359 * MINUTE_MS + (i == 0 ? 0 : 3500 + 2000 * i)};
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    /* At 5.5 s and at 7.5 s, each in the last moment: the third has to stand. */
    check_call(&world, 0, 10, 10, (const double[]){0, 0, 10000, 0, 0, 0});
    assert_near(call_number(&world, 0, "boarded"), 3, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Ten minutes lost at B: half a minute of the ten to C can be won back; the vehicle's next run
 * waits for it, a minute to turn included, and so does the one after that. */
static void test_primary_and_turnaround(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_bus(&f, &world, "1,0,06:00\n1,1,06:17\n1,0,06:40\n", "1,0,06:00,B,600,\n", 1,
              (const int32_t[]){-60});
    world.persons[0].itinerary.leg_count = 0;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    check_call(&world, 0, 0, 0, (const double[]){0, 0, 0, 0, 0, 0});
    check_call(&world, 1, 300, 900, (const double[]){600000, 0, 0, 0, 0, 0});
    check_call(&world, 2, 1470, 1470, (const double[]){0, 0, 0, 0, 0, 30000});
    check_call(&world, 3, 1530, 1530, (const double[]){0, 510000, 0, 0, 0, 0});
    check_call(&world, 4, 2100, 2100, (const double[]){0, 0, 0, 0, 0, 30000});
    /* Planned 6:32, comes 7 min 45 s late, and has turned 45 s after the planned departure. */
    check_call(&world, 5, 2385, 2385, (const double[]){0, 0, 0, 0, 0, 15000});
    check_call(&world, 6, 2445, 2445, (const double[]){0, 45000, 0, 0, 0, 0});
    assert_int_equal(transit_totals(world.transit).run_count_finished, 3);
    static const int32_t end_late_s[] = {570, 0, 465}; /* the runs there, then the one back */
    for (uint32_t run = 0; run < 3; run++) {
        int32_t late_ms = -1;
        assert_true(transit_run_end_late(world.transit, run, &late_ms));
        assert_int_equal(late_ms, 1000 * end_late_s[run]);
    }
    world_deinit(&world);
    fixture_deinit(&f);
}

static void check_refusal(const struct person_log *person, enum transit_reason reason, double t_s,
                          uint32_t stop)
{
    assert_int_equal(person->refused, 1);
    assert_int_equal(person->refusal.reason, reason);
    assert_int_equal(person->refusal.t_ms, 21600000 + 1000 * t_s);
    assert_int_equal(person->refusal.stop, stop);
    assert_int_equal(person->stranded_ms, person->refusal.t_ms + transit_least_egress_ms());
}

/** A run that does not take place: its calls are on record, who waits is told when it should have
 * left, and the vehicle of the next run comes from the depot. */
static void test_cancelled_run(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_bus(&f, &world, "1,0,06:00\n1,1,06:17\n1,0,06:20\n", "1,0,06:00,,,run\n", 2,
              (const int32_t[]){-60, 60});
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    check_refusal(&world.persons[0], TRANSIT_CANCELLED, 0, 0);
    assert_int_equal(world.persons[1].refused, 0);
    assert_int_equal(world.persons[1].arrived_ms, 396 * MINUTE_MS);
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.run_count_cancelled, 1);
    assert_int_equal(totals.run_count_started, 2);
    assert_int_equal(totals.run_count_finished, 2);
    assert_int_equal(totals.sent_back, 1);
    assert_int_equal(world_count_rows(&world, &transit_call_record), 9);
    for (uint32_t i = 0; i < 3; i++) {
        assert_near(call_number(&world, i, "cancelled"), 1, 0);
        assert_true(isnan(call_number(&world, i, "arrive")));
        assert_true(isnan(call_number(&world, i, "depart")));
    }
    assert_int_equal(world_count_rows(&world, &transit_denied_record), 1);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** A run that ends at B: those for C are put out there, and who waits at B is told at the planned
 * departure. */
static void test_cut_run(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_bus(&f, &world, "1,0,06:00\n1,0,06:30\n", "1,0,06:00,B,,from_stop\n", 3,
              (const int32_t[]){-60, -50, 0});
    world.persons[1].itinerary.legs[0].alight_call = 1;
    world.persons[2].itinerary.legs[0].board_call = 1;
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    check_refusal(&world.persons[0], TRANSIT_CANCELLED, 300, 1);
    check_refusal(&world.persons[2], TRANSIT_CANCELLED, 300, 1);
    assert_int_equal(world.persons[1].arrived_ms, 366 * MINUTE_MS);
    assert_int_equal(world_count_rows(&world, &transit_leg_record), 2);
    assert_near(leg_number(&world, 0, "alight_stop"), 1, 0);
    assert_near(call_number(&world, 1, "cancelled"), 1, 0);
    assert_near(call_number(&world, 1, "alighted"), 2, 0);
    assert_near(call_number(&world, 1, "arrive"), 21900, 0);
    assert_true(isnan(call_number(&world, 1, "depart")));
    assert_near(call_number(&world, 2, "cancelled"), 1, 0);
    assert_true(isnan(call_number(&world, 2, "arrive")));
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.run_count_started, 2);
    assert_int_equal(totals.run_count_finished, 2);
    int32_t late_ms = 7;
    assert_false(transit_run_end_late(world.transit, 0, &late_ms));
    assert_int_equal(late_ms, 7);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls),
                                       cmocka_unit_test(test_last_moment),
                                       cmocka_unit_test(test_dwell),
                                       cmocka_unit_test(test_late_comers),
                                       cmocka_unit_test(test_primary_and_turnaround),
                                       cmocka_unit_test(test_cancelled_run),
                                       cmocka_unit_test(test_cut_run)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
