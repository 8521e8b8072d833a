// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** How many calls RB 53 has at a stop in a direction and variant. */
static uint32_t calls(const struct spec *spec, int64_t direction, int64_t variant, const char *stop)
{
    const struct table *table = &spec->transit_tables.line_stops;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        count += strcmp(row->line_id, "RB53") == 0 && row->direction == direction &&
                 row->variant == variant && (!stop || strcmp(row->stop, stop) == 0);
    }
    return count;
}

/** Departures of RB 53 in a direction and variant, and the first and last of them. */
static uint32_t departures(const struct spec *spec, int64_t direction, int64_t variant,
                           double out_s[2])
{
    const struct table *table = &spec->transit_tables.departures;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct departure_row *row = TABLE_ROW(table, struct departure_row, i);
        if (strcmp(row->line_id, "RB53") != 0 || row->direction != direction ||
            row->variant != variant)
            continue;
        out_s[count++ > 0] = row->depart_s;
    }
    return count;
}

/** 7:23, 7:53, 8:23, 8:53 towards Iserlohn run a way of their own; the 33 others stay. */
static void test_part_of_the_day(void **state)
{
    double s[2];
    const struct spec *spec =
        measure_apply(*state, "ardey.stopping { line = 'RB53', skip = { 'r_edau', 'r_eerg' }, "
                              "direction = 0, from = '07:00', to = '09:00' }");
    assert_int_equal(departures(spec, 0, 1, s), 4);
    assert_near(s[0], (7 * 60 + 23) * 60, 1e-9);
    assert_near(s[1], (8 * 60 + 53) * 60, 1e-9);
    assert_int_equal(departures(spec, 0, 0, s), 33);
    uint32_t all = calls(spec, 0, 0, NULL);
    assert_int_equal(calls(spec, 0, 1, NULL), all - 2);
    assert_int_equal(calls(spec, 0, 1, "r_edau") + calls(spec, 0, 1, "r_eerg"), 0);
    assert_int_equal(calls(spec, 0, 0, "r_edau") + calls(spec, 0, 0, "r_eerg"), 2);
    assert_int_equal(calls(spec, 1, 1, NULL), 0);
    assert_int_equal(calls(spec, 1, 0, "r_edau"), 1);
}

/** Whose departures are all inside keeps its number. */
static void test_all_departures_inside(void **state)
{
    double s[2];
    const struct spec *spec =
        measure_apply(*state, "ardey.stopping { line = 'RB53', skip = 'r_edau', from = '04:00' }");
    assert_int_equal(calls(spec, 0, 0, "r_edau") + calls(spec, 1, 0, "r_edau"), 0);
    assert_int_equal(departures(spec, 0, 1, s) + departures(spec, 1, 1, s), 0);
    assert_int_equal(departures(spec, 0, 0, s), 37);
}

/** Two windows one after the other make two ways. */
static void test_two_windows(void **state)
{
    double s[2];
    const struct spec *spec =
        measure_apply(*state, "ardey.stopping { line = 'RB53', skip = 'r_edau', to = '08:00' },\n"
                              "ardey.stopping { line = 'RB53', skip = 'r_eerg', from = '08:00', "
                              "to = '09:00' }");
    assert_int_equal(departures(spec, 0, 1, s), 6); /* 4:53 5:53 6:23 6:53 7:23 7:53 */
    assert_int_equal(departures(spec, 0, 2, s), 2);
    assert_int_equal(calls(spec, 0, 2, "r_edau"), 1);
    assert_int_equal(calls(spec, 0, 2, "r_eerg"), 0);
}

static void test_mistakes(void **state)
{
    measure_refuse(
        *state, "ardey.stopping { line = 'RB53', skip = 'r_edau', from = '02:00', to = '03:00' }",
        "s.lua:2: measures[1] (stopping): line 'RB53' has no departure between from and to");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_part_of_the_day),
        TEST(test_all_departures_inside),
        TEST(test_two_windows),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
