// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_with_replacement(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.closure { line = 'RB53', from_stop = 'r_edh', to_stop = 'Schwerte (Ruhr)', "
                "from = '06:00', to = '10:00', replacement = '25 min', vehicle = "
                "'bus_articulated' }");
    assert_int_equal(spec->transit_tables.closures.count, 1);
    const struct closure_row *row =
        TABLE_ROW(&spec->transit_tables.closures, struct closure_row, 0);
    assert_string_equal(row->line_id, "RB53");
    assert_string_equal(row->from_stop, "r_edh");
    assert_string_equal(row->to_stop, "r_esrt");
    assert_true(row->from_s == 21600 && row->until_s == 36000);
    assert_int_equal(row->has_replacement, 1);
    assert_true(row->replacement_s == 1500 && row->change_s == 300);
}

static void test_all_lines(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.closure { from_stop = 'r_edh', to_stop = 'r_esrt' }");
    const struct closure_row *row =
        TABLE_ROW(&spec->transit_tables.closures, struct closure_row, 0);
    assert_string_equal(row->line_id, "*");
    assert_int_equal(row->has_replacement, 0);
}

static void test_mistakes(void **state)
{
    measure_refuse(
        *state,
        "ardey.closure { line = 'RB35', from_stop = 'r_esrtt', to_stop = 'r_esrt', "
        "replacement = '25 min' }",
        "s.lua:2: measures[1] (closure): no stop 'r_esrtt', did you mean 'r_esrt'?\n"
        "s.lua:2: measures[1] (closure): a replacement bus needs both 'replacement', its "
        "running time, and 'vehicle', its type\n"
        "s.lua:2: measures[1] (closure): no line 'RB35', did you mean 'RB53'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_with_replacement),
        TEST(test_all_lines),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
