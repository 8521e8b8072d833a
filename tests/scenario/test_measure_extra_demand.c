// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_more_shoppers(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.extra_demand { from = 'D01', to = 'D00_02', persons = 500, purpose = "
                "'shopping', back_from = '12:00', back_to = '13:30', mode = 'bike' }");
    assert_int_equal(spec->demand_tables.extra.count, 1);
    const struct extra_row *row = TABLE_ROW(&spec->demand_tables.extra, struct extra_row, 0);
    assert_string_equal(row->from, "D01");
    assert_string_equal(row->to, "D00_02");
    assert_int_equal((int)row->persons, 500);
    assert_int_equal(row->purpose, PURPOSE_SHOPPING);
    assert_int_equal(row->mode, EXTRA_BIKE);
    assert_int_equal((int)row->until_s, 0);
    assert_int_equal((int)row->back_until_s, 13 * 3600 + 1800);
}

static void test_times_and_purposes(void **state)
{
    measure_refuse(
        *state,
        "ardey.extra_demand { from = 'D01', to = 'D00', persons = 5, purpose = 'home' },\n"
        "ardey.extra_demand { from = 'D01', to = 'D00', persons = 5, purpose = 'event' },\n"
        "ardey.extra_demand { from = 'D01', to = 'D00', persons = 5, purpose = 'work', "
        "arrive_from = '09:00', arrive_to = '08:00' }",
        "s.lua:2: measures[1] (extra_demand): purpose 'home' is none of extra demand\n"
        "s.lua:3: measures[2] (extra_demand): purpose 'event' needs arrive_from and arrive_to\n"
        "s.lua:4: measures[3] (extra_demand): arrive_from must not be after arrive_to");
}

static void test_findings(void **state)
{
    measure_refuse(
        *state, "ardey.extra_demand { from = 'D1', to = 'D00_20', persons = 5, purpose = 'work' }",
        "s.lua:2: measures[1] (extra_demand): no place 'D1'\n"
        "s.lua:2: measures[1] (extra_demand): no place 'D00_20', did you mean 'D00_02'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_more_shoppers, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_times_and_purposes, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_findings, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
