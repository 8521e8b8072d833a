// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_order_and_number(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' },\n"
                              "{ { ardey.rolling_stock { line = 'RB53', vehicle = 'pesa_link2' } },"
                              " {} },\n"
                              "ardey.rolling_stock { line = 'RB53', vehicle = 'pesa_link3' }");
    assert_int_equal(spec->measures.count, 3);
    assert_non_null(strstr(spec->measures.items[2].place, "s.lua:4: measures[3] (rolling_stock)"));
    const struct line_row *row =
        measure_row(&spec->transit_tables.lines, offsetof(struct line_row, id), "RB53");
    assert_string_equal(row->vehicle, "pesa_link3");
}

static void test_lines_of_fields(void **state)
{
    measure_refuse(*state,
                   "\n"
                   "ardey.rolling_stock {\n"
                   "  line = 'RB53', -- vehicel\n"
                   "  vehicel = 'flirt4',\n"
                   "},\n"
                   "ardey.rolling_stock({ line = 3,\n vehicle = true, zebra = 1 })",
                   "s.lua:3: measures[1] (rolling_stock): 'vehicle' is missing\n"
                   "s.lua:5: measures[1] (rolling_stock): unknown field 'vehicel', did you mean "
                   "'vehicle'?\n"
                   "s.lua:7: measures[2] (rolling_stock): line is the number 3, must be a text or "
                   "a list of texts\n"
                   "s.lua:8: measures[2] (rolling_stock): vehicle is a boolean, must be a text\n"
                   "s.lua:8: measures[2] (rolling_stock): unknown field 'zebra'");
}

static void test_what_is_no_measure(void **state)
{
    measure_refuse(*state, "5, {\n'RB53'}",
                   "s.lua:2: measures[1] is a number, must be a measure such as "
                   "ardey.link { ... }\n"
                   "s.lua:2: measures[1] is a string, must be a measure such as "
                   "ardey.link { ... }");
    measure_refuse(*state, "{ line = 'RB53', vehicle = 'flirt4' }",
                   "s.lua:2: measures[1] is a table with names, which no measure is; a measure is "
                   "made like this: ardey.link { ... }");
    measure_refuse(*state, "setmetatable({}, { __index = {} })",
                   "s.lua:2: measures[1] is a table, must be a measure such as "
                   "ardey.link { ... }");
}

static void test_a_list_is_needed(void **state)
{
    struct measured *measured = *state;
    static const char *const folders[] = {"scenarios", NULL};
    const char *path = folder_write(&measured->folder, "s.lua",
                                    "local s = require 'weekday'\n"
                                    "s.measures = ardey.rolling_stock { line = 'RB53' }\n"
                                    "return s\n");
    assert_int_equal(scenario_read(path, folders, &measured->spec, &measured->err), STATUS_USAGE);
    assert_contains(measured->err.text,
                    "s.lua:2: measures is a measure, must be a list of measures");
    measured->spec = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order_and_number, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_lines_of_fields, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_what_is_no_measure, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_a_list_is_needed, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
