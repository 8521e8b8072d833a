// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_rows(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.delays { mean = '1 min' },\n"
                "ardey.delays { line = { 'RB53', 'RB59' }, stop = 'r_esrt', direction = 1, share = "
                "'20 %', mean = '4 min', distribution = 'lognormal', shape = 2, to = '09:00' }");
    const struct table *table = &spec->transit_tables.delays;
    assert_int_equal(table->count, 3);
    const struct delay_row *all = TABLE_ROW(table, struct delay_row, 0);
    assert_string_equal(all->line_id, "*");
    assert_string_equal(all->stop, "*");
    assert_true(all->direction == -1 && all->share == 1 && all->mean_s == 60);
    assert_int_equal(all->distribution, DELAY_FIXED);
    const struct delay_row *one = TABLE_ROW(table, struct delay_row, 2);
    assert_string_equal(one->line_id, "RB59");
    assert_string_equal(one->stop, "r_esrt");
    assert_true(one->direction == 1 && one->share == 0.2 && one->mean_s == 240);
    assert_true(one->distribution == DELAY_LOGNORMAL && one->shape == 2 && one->until_s == 32400);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state, "ardey.delays { line = 'RB35', mean = '1 min' }",
                   "s.lua:2: measures[1] (delays): no line 'RB35', did you mean 'RB53'?");
    measure_refuse(*state, "ardey.delays { distribution = 'normal' }",
                   "s.lua:2: measures[1] (delays): 'mean' is missing\n"
                   "s.lua:2: measures[1] (delays): distribution is 'normal', did you mean "
                   "'lognormal'? (one of fixed, exponential, lognormal, weibull)");
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
