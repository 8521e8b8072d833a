// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** All of a record's mistakes at once, unknown keys in the order of their bytes. */
static void test_everything_at_once(void **state)
{
    measure_refuse(*state,
                   "ardey.rolling_stock {\n"
                   "  zebra = 1,\n"
                   "  'flirt4',\n"
                   "  aardvark = 1,\n"
                   "  ['lin\\n'] = 3,\n"
                   "  vehicle = 4,\n"
                   "}",
                   "s.lua:2: measures[1] (rolling_stock): 'line' is missing\n"
                   "s.lua:7: measures[1] (rolling_stock): vehicle is the number 4, must be a text\n"
                   "s.lua:2: measures[1] (rolling_stock): has entries without a name, only `name = "
                   "value` is understood\n"
                   "s.lua:5: measures[1] (rolling_stock): unknown field 'aardvark'\n"
                   "s.lua:2: measures[1] (rolling_stock): unknown field 'lin?', did you mean "
                   "'line'?\n"
                   "s.lua:3: measures[1] (rolling_stock): unknown field 'zebra'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_everything_at_once, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
