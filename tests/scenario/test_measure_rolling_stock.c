// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static const char *vehicle_of(const struct spec *spec, const char *line)
{
    const struct line_row *row =
        measure_row(&spec->transit_tables.lines, offsetof(struct line_row, id), line);
    return row->vehicle;
}

static void test_one_line(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    assert_string_equal(vehicle_of(spec, "RB53"), "flirt4");
    assert_string_equal(vehicle_of(spec, "IC34"), "ic2");
}

static void test_a_list_of_lines(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.rolling_stock { line = { 'RB53', 'IC34' }, vehicle = 'flirt4' }");
    assert_string_equal(vehicle_of(spec, "RB53"), "flirt4");
    assert_string_equal(vehicle_of(spec, "IC34"), "flirt4");
}

static void test_names_that_do_not_exist(void **state)
{
    measure_refuse(*state, "\n ardey.rolling_stock { line = 'RB35', vehicle = 'flrt4' }",
                   "s.lua:3: measures[1] (rolling_stock): no type of vehicle 'flrt4', did you mean "
                   "'flirt4'?\n"
                   "s.lua:3: measures[1] (rolling_stock): no line 'RB35', did you mean 'RB53'?");
}

static void test_nothing_changes(void **state)
{
    measure_refuse(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'pesa_link2' }",
                   "s.lua:2: measures[1] (rolling_stock): changes nothing, the scenario is as it "
                   "says already");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_line, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_a_list_of_lines, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_names_that_do_not_exist, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_nothing_changes, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
