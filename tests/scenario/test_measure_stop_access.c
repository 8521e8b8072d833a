// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_stairs_and_a_lift(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.stop_access { stop = 'Schwerte (Ruhr)', time = '20 s' },\n"
                              "ardey.stop_access { stop = 'do_grevel', time = '3 min' }");
    const struct table *stops = &spec->transit_tables.stops;
    size_t id = offsetof(struct stop_row, id);
    assert_near(((const struct stop_row *)measure_row(stops, id, "r_esrt"))->access_s, 20, 1e-9);
    assert_near(((const struct stop_row *)measure_row(stops, id, "do_grevel"))->access_s, 180,
                1e-9);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.stop_access { stop = 'r_esrd', time = '1 min' },\n"
                   "ardey.stop_access { stop = 'do_aplerbeck', time = 0 }",
                   "s.lua:2: measures[1] (stop_access): no stop 'r_esrd', did you mean 'r_esrt'?\n"
                   "s.lua:3: measures[2] (stop_access): changes nothing, the scenario is as it "
                   "says already");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_stairs_and_a_lift),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
