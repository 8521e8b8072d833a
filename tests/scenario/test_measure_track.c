// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_slow_stretch(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.track { railway = '2113', km_from = 4, km_to = 7, direction = "
                "'increasing_km', speed = '40 km/h', from = '09:00', to = '15:00' },\n"
                "ardey.track { railway = '2841', km_from = 10, km_to = 15, close = true }");
    assert_int_equal(spec->rail_tables.changes.count, 2);
    const struct rail_change_row *row =
        TABLE_ROW(&spec->rail_tables.changes, struct rail_change_row, 0);
    assert_string_equal(row->railway, "2113");
    assert_int_equal(row->direction, RAIL_INCREASING);
    assert_true(row->km_from == 4 && row->km_to == 7 && row->is_open);
    assert_near(row->speed_mps, 40 / 3.6, 1e-12);
    assert_false((row + 1)->is_open);
    assert_true((row + 1)->until_s == 172800);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.track { railway = '2131', km_from = 4, km_to = 7, close = true },\n"
                   "ardey.track { railway = '2113', km_from = 4, km_to = 7 }",
                   "s.lua:2: measures[1] (track): no railway line '2131', did you mean '2113'?\n"
                   "s.lua:3: measures[2] (track): needs 'close' or 'speed'");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_slow_stretch),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
