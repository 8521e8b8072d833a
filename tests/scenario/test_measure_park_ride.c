// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_new_larger_and_closed(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.park_ride { stop = 'Schwerte (Ruhr)', spaces = 400 },\n"
                              "ardey.park_ride { stop = 'r_edh', spaces = 100 },\n"
                              "ardey.park_ride { stop = 'do_grevel', spaces = 0 }");
    const struct table *table = &spec->transit_tables.park_ride;
    assert_int_equal(table->count, 6);
    size_t stop = offsetof(struct park_ride_row, stop);
    assert_int_equal(((const struct park_ride_row *)measure_row(table, stop, "r_esrt"))->spaces,
                     400);
    assert_int_equal(((const struct park_ride_row *)measure_row(table, stop, "r_edh"))->spaces,
                     100);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.park_ride { stop = 'Schwerte (Rur)', spaces = 400 },\n"
                   "ardey.park_ride { stop = 'r_esrt', spaces = 66 },\n"
                   "ardey.park_ride { stop = 'r_edh', spaces = 0 }",
                   "s.lua:2: measures[1] (park_ride): no stop 'Schwerte (Rur)', did you mean "
                   "'Schwerte (Ruhr)'?\n"
                   "s.lua:3: measures[2] (park_ride): changes nothing, the scenario is as it says "
                   "already\n"
                   "s.lua:4: measures[3] (park_ride): changes nothing, the scenario is as it says "
                   "already");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_new_larger_and_closed),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
