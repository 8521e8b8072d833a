// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#define LINE_10 "10,A - C,bus,City,bus,,30,,,,,,06:00,08:00,06:10,08:10\n"
#define CALLS_10                                                                                   \
    "10,0,1,A,0,0,0\n10,0,2,B,2,2.5,1\n10,0,3,C,5,5,2\n"                                           \
    "10,1,1,C,0,0,0\n10,1,2,B,2.5,3,1\n10,1,3,A,5,5,2\n"

static void fixture_small(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", LINE_10);
    fixture_add(f, "line_stops", CALLS_10);
}

static void test_small(void **state)
{
    (void)state;
    struct fixture f;
    fixture_small(&f);
    fixture_add(&f, "transfers", "C,D,300,4\nA,D,10,0.1\n");
    fixture_add(&f, "place_stops", "X01,A,3\n");
    fixture_build(&f);
    const struct timetable *t = f.timetable;
    assert_int_equal(t->stop_count, 5);
    assert_int_equal(t->line_count, 1);
    assert_int_equal(t->pattern_count, 2);
    assert_int_equal(t->call_count, 6);
    assert_int_equal(t->run_count, 10);
    assert_int_equal(t->lines[0].seats, 2);
    assert_int_equal(t->lines[0].standing, 1);
    assert_int_equal(t->lines[0].mode, SERVICE_BUS);
    assert_int_equal(names_find(&t->stop_names, "C"), 2);
    assert_int_equal(names_find(&t->line_names, "10"), 0);
    /* 0.01 degrees of latitude are 1,112 m. */
    assert_near(point_distance_m(t->stop_points[0], t->stop_points[1]), 1112.0, 2.0);

    static const uint32_t first_call[] = {0, 2, 4, 6, 6, 6}, calls[] = {0, 5, 1, 4, 2, 3};
    assert_memory_equal(t->stop_first_call, first_call, sizeof first_call);
    assert_memory_equal(t->stop_calls, calls, sizeof calls);

    assert_int_equal(t->footpath_count, 4);
    static const uint32_t first_path[] = {0, 1, 1, 2, 4, 4};
    static const struct footpath paths[] = {
        {3, TIMETABLE_LEAST_WALK_MS}, {3, 240000}, {0, TIMETABLE_LEAST_WALK_MS}, {2, 240000}};
    assert_memory_equal(t->stop_first_path, first_path, sizeof first_path);
    assert_memory_equal(t->footpaths, paths, sizeof paths);
    fixture_deinit(&f);
}

static void test_unknown_names(void **state)
{
    (void)state;
    struct fixture f;
    fixture_small(&f);
    fixture_add(&f, "stops", "hoerde,Hoerde,51.49,7.5\n");
    fixture_add(&f, "transfers", "A,hörde,100,2\n");
    fixture_add(&f, "place_stops", "X02,hoerdee,1\n");
    fixture_add(&f, "park_ride", "hörde,10\nA,20\nA,30\n");
    fixture_build_fails(
        &f, 5, "transfers.csv:2: there is no stop 'hörde' in stops.csv, did you mean 'hoerde'?");
    assert_non_null(strstr(f.err.text, "place_stops.csv:2: there is no place 'X02'"));
    assert_non_null(strstr(f.err.text, "did you mean 'X01'?"));
    assert_non_null(strstr(f.err.text, "park_ride.csv:2: there is no stop 'hörde'"));
    assert_non_null(strstr(f.err.text, "park_ride.csv:4: stop 'A' is in line 3 already"));
    assert_non_null(strstr(f.err.text, "no stop 'hoerdee' in stops.csv, did you mean 'hoerde'?"));
    fixture_deinit(&f);

    fixture_init(&f);
    fixture_add_stops(&f);
    fixture_add(&f, "vehicles", FIXTURE_BUS);
    fixture_add(&f, "lines", "10,,bus,,buss,,,,,,,,,,,\n");
    fixture_build_fails(
        &f, 1,
        "lines.csv:2: there is no vehicle type 'buss' in vehicles.csv, did you mean "
        "'bus'?");
    fixture_deinit(&f);
}

static void test_duplicates(void **state)
{
    (void)state;
    struct fixture f;
    fixture_small(&f);
    fixture_add(&f, "stops", "A,Again,51.5,7.4\n");
    fixture_add(&f, "lines", LINE_10);
    fixture_add(&f, "vehicles", FIXTURE_BUS "tiny,0,0,1,5,50,1,1,10,,1,1\n");
    fixture_build_fails(&f, 4, "stops.csv:7: stop 'A' is listed twice");
    assert_non_null(strstr(f.err.text, "lines.csv:3: line '10' is listed twice"));
    assert_non_null(strstr(f.err.text, "vehicles.csv:3: vehicle type 'bus' is listed twice"));
    assert_non_null(strstr(f.err.text, "'tiny' has 0 seats and 0 standing places"));
    fixture_deinit(&f);
}

static void test_footpaths(void **state)
{
    (void)state;
    struct fixture f;
    fixture_small(&f);
    fixture_add(&f, "transfers", "A,C,100,2\nB,B,1,1\n");
    fixture_build_fails(&f, 1, "transfers.csv:3: a footpath leads from stop 'B' to itself");
    fixture_deinit(&f);

    fixture_small(&f);
    fixture_add(&f, "transfers", "A,C,100,2\nB,C,1,1\nC,A,100,2\n");
    fixture_build_fails(&f, 1,
                        "transfers.csv:4: the footpath between 'A' and 'C' is in line 2 already");
    fixture_deinit(&f);
}

static void test_empty(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(f.timetable->stop_count, 0);
    assert_int_equal(f.timetable->run_count, 0);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small), cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_duplicates), cmocka_unit_test(test_footpaths),
        cmocka_unit_test(test_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
