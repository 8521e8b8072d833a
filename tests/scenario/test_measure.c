// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_print_and_window(void **state)
{
    struct error err = {0};
    struct page page = {.err = &err};
    double from_s, to_s;
    const struct spec *spec = measure_apply(
        *state, "ardey.headway { line = { 'RB53', 'RB59' }, headway = 900, from = '06:00', to = "
                "'09:00' },\n"
                "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    measure_print(&spec->measures.items[0], &page);
    assert_string_equal(page.text, "line RB53;RB59, headway 15 min, from 06:00, to 09:00");
    mem_free(page.text);
    assert_true(measure_window(&spec->measures.items[0], &from_s, &to_s));
    assert_true(from_s == 21600 && to_s == 32400);
    assert_false(measure_window(&spec->measures.items[1], &from_s, &to_s));
}

/** Each finds what the ones before it left. */
static void test_order(void **state)
{
    struct measured *measured = *state;
    measure_apply(measured, "ardey.line { id = 'X1', mode = 'bus', vehicle = 'bus_12', stops = { "
                            "'r_edh', 'r_esrt' }, minutes = { 0, 20 }, headway = 1200, from = "
                            "'06:00', to = '07:00' }, ardey.rolling_stock { line = 'X1', vehicle "
                            "= 'bus_midi' }");
    measure_refuse(measured,
                   "ardey.rolling_stock { line = 'X1', vehicle = 'bus_midi' },\n"
                   "ardey.line { id = 'X1', mode = 'bus', vehicle = 'bus_12', stops = { "
                   "'r_edh', 'r_esrt' }, minutes = { 0, 20 }, headway = 1200, from = "
                   "'06:00', to = '07:00' }",
                   "s.lua:2: measures[1] (rolling_stock): no line 'X1', did you mean 'S1'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_print_and_window),
        TEST(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
