// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/measure_stops.h"

static void test_distance(void **state)
{
    (void)state;
    /* A degree of latitude, and one of longitude at 60 degrees, on a sphere of 6371.0088 km. */
    assert_near(measure_distance_m(51, 7, 52, 7), 111195.08, 0.01);
    assert_near(measure_distance_m(60, 7, 60, 8), 55595.5, 5);
    assert_true(measure_distance_m(51, 7, 51, 7) == 0);
}

static void test_calls(void **state)
{
    struct spec *spec =
        measure_apply(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    struct measure_edit edit = {.spec = spec};
    struct measure_way ways[MEASURE_WAYS_MAX];
    assert_int_equal(measure_ways_of(&edit, "RB53", -1, ways), 2);
    assert_int_equal(measure_ways_of(&edit, "RB53", 1, ways), 1);
    struct measure_calls calls = {0};
    assert_true(measure_calls_read(&edit, "RB53", ways[0], &calls));
    assert_int_equal(calls.count, 9);
    assert_string_equal(calls.rows[4]->stop, "r_esrt");
    measure_spread_seq(&calls);
    assert_int_equal(calls.rows[4]->seq, 500);
    measure_calls_deinit(&calls);
    double share = measure_stop_share(&edit, "r_edh", "r_edau", "r_esrt");
    assert_true(share > 0.3 && share < 0.5); /* 3.8 of 10.2 km by rail */
    assert_int_equal(edit.changes, 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_distance),
        TEST(test_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
