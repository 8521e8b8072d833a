// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_new_and_shorter(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.footpath { from_stop = 'sw_schwerte_zob', to_stop = 'r_esrt', time = "
                "'1 min' },\n"
                "ardey.footpath { from_stop = 'r_edh', to_stop = 'r_edau', time = '10 min' }");
    const struct table *table = &spec->transit_tables.transfers;
    const struct transfer_row *last = TABLE_ROW(table, struct transfer_row, table->count - 1);
    assert_string_equal(last->from_stop, "r_edh");
    assert_true(last->walk_s == 600);
    assert_near(last->walk_m, 800, 1e-9);
    uint32_t found = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct transfer_row *row = TABLE_ROW(table, struct transfer_row, i);
        if (strcmp(row->from_stop, "r_esrt") == 0 && strcmp(row->to_stop, "sw_schwerte_zob") == 0) {
            assert_true(row->walk_s == 60 && row->walk_m == 167);
            found++;
        }
    }
    assert_int_equal(found, 1);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.footpath { from_stop = 'sw_schwerte_zbo', to_stop = 'r_esrt', time = "
                   "'1 min' }",
                   "s.lua:2: measures[1] (footpath): no stop 'sw_schwerte_zbo', did you mean "
                   "'sw_schwerte_zob'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_new_and_shorter),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
