// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/measure_service.h"

static void test_read_and_write(void **state)
{
    struct spec *spec =
        measure_apply(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    struct measure_edit edit = {.spec = spec, .place = "here"};
    struct table *lines = &spec->transit_tables.lines;
    struct measure_departures of[2] = {{0}, {0}};
    for (uint32_t i = 0; i < lines->count; i++) {
        struct line_row *line = MEASURE_ROW(lines, struct line_row, i);
        if (strcmp(line->id, "RB53") != 0)
            continue;
        assert_true(measure_departures_read(&edit, line, 0, &of[0]));
        /* 4:53 5:53, 6:23 to 20:53 by half hours, then hours to 25:23. */
        assert_int_equal(of[0].count, 37);
        assert_true(of[0].items[0].depart_s == 17580 && of[0].items[36].depart_s == 91380);
        measure_departures_write(&edit, line, of);
        measure_departures_deinit(&of[0]);
        assert_true(measure_departures_read(&edit, line, 0, &of[0]));
        assert_int_equal(of[0].count, 37);
        assert_true(measure_departures_read(&edit, line, 1, &of[1]));
        assert_int_equal(of[1].count, 0);
    }
    measure_departures_deinit(&of[0]);
    assert_true(measure_has_stops(&edit, "RB53", 1, 0));
    assert_false(measure_has_stops(&edit, "RB53", 1, 1));
}

static void test_main_variant(void **state)
{
    (void)state;
    struct measure_departure items[] = {{0, 2}, {60, 1}, {120, 1}, {180, 2}, {240, 3}};
    struct measure_departures departures = {.items = items, .count = 5};
    assert_int_equal(measure_main_variant(&departures), 1);
    departures.count = 0;
    assert_int_equal(measure_main_variant(&departures), 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_read_and_write),
        TEST(test_main_variant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
