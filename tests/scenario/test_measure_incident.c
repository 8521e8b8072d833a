// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_rows(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.incident { line = 'RB53', direction = 0, depart = '06:53', stop = 'r_esrt', "
                "delay = '10 min' },\n"
                "ardey.incident { line = 'RB53', direction = 1, depart = '07:24', cancelled = "
                "'run' }");
    const struct incident_row *row =
        TABLE_ROW(&spec->transit_tables.incidents, struct incident_row, 0);
    assert_int_equal(spec->transit_tables.incidents.count, 2);
    assert_true(row->depart_s == 24780 && row->delay_s == 600 && row->direction == 0);
    assert_string_equal(row->stop, "r_esrt");
    assert_int_equal((row + 1)->cancelled, CANCEL_RUN);
    assert_string_equal((row + 1)->stop, "");
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.incident { line = 'RB53', direction = 0, depart = '06:53' },\n"
                   "ardey.incident { line = 'RB53', direction = 0, depart = '06:53', stop = "
                   "'Schwerte', delay = 60 }",
                   "s.lua:2: measures[1] (incident): needs 'delay' or 'cancelled'\n"
                   "s.lua:3: measures[2] (incident): no stop 'Schwerte', did you mean "
                   "'Schwerte-Ergste'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_rows),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
