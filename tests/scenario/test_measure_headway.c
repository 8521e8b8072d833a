// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** Departures of a direction within a span of the day, from the table of single ones. */
static uint32_t departures(const struct spec *spec, const char *line, int64_t direction,
                           double from_s, double to_s)
{
    uint32_t count = 0;
    const struct table *table = &spec->transit_tables.departures;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct departure_row *row = TABLE_ROW(table, struct departure_row, i);
        count += strcmp(row->line_id, line) == 0 && row->direction == direction &&
                 row->depart_s >= from_s && row->depart_s < to_s;
    }
    return count;
}

static bool departs_at(const struct spec *spec, const char *line, int64_t direction, double t_s)
{
    return departures(spec, line, direction, t_s, t_s + 0.001) == 1;
}

#define HOUR 3600.0

/** RB 53 leaves Dortmund at 4:53, 5:53, 6:23, 6:53 ... 19:23, 19:53, ... 20:53, 21:23, 22:23 ... */
static void test_a_window(void **state)
{
    const struct spec *spec = measure_apply(
        *state,
        "ardey.headway { line = 'RB53', headway = '15 min', from = '06:00', to = '09:00' }");
    for (int64_t direction = 0; direction < 2; direction++) {
        assert_int_equal(departures(spec, "RB53", direction, 6 * HOUR, 9 * HOUR), 12);
        assert_int_equal(departures(spec, "RB53", direction, 9 * HOUR, 12 * HOUR), 6);
    }
    assert_true(departs_at(spec, "RB53", 0, 6 * HOUR + 8 * 60));
    assert_true(departs_at(spec, "RB53", 0, 6 * HOUR + 23 * 60));
    assert_true(departs_at(spec, "RB53", 1, 6 * HOUR + 9 * 60));
    assert_true(departs_at(spec, "RB53", 0, 4 * HOUR + 53 * 60));
    assert_true(departs_at(spec, "RB53", 0, 25 * HOUR + 23 * 60));
    const struct line_row *line =
        measure_row(&spec->transit_tables.lines, offsetof(struct line_row, id), "RB53");
    assert_string_equal(line->first[0], "");
    assert_true(line->headway_s[1] == 0);
}

static void test_all_day_keeps_first_and_last(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.headway { line = 'RB53', headway = '30 min', direction = 0 }");
    /* 4:53 to 25:23, both included. */
    assert_int_equal(departures(spec, "RB53", 0, 0, 48 * HOUR), 42);
    assert_true(departs_at(spec, "RB53", 0, 5 * HOUR + 23 * 60));
    assert_true(departs_at(spec, "RB53", 0, 25 * HOUR + 23 * 60));
    assert_false(departs_at(spec, "RB53", 1, 4 * HOUR + 54 * 60));
}

static void test_longer_service(void **state)
{
    const struct spec *spec = measure_apply(
        *state,
        "ardey.headway { line = 'U43K', headway = '20 min', from = '19:00', to = '21:00' }");
    assert_int_equal(departures(spec, "U43K", 0, 19 * HOUR, 24 * HOUR), 6);
    assert_true(departs_at(spec, "U43K", 0, 19 * HOUR + 10 * 60)); /* goes on from 18:30 */
}

static void test_cancel(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.headway { line = { 'RB53', 'RB59' }, cancel = true, from = '21:00' }");
    assert_int_equal(departures(spec, "RB53", 0, 21 * HOUR, 48 * HOUR), 0);
    assert_int_equal(departures(spec, "RB59", 1, 21 * HOUR, 48 * HOUR), 0);
    assert_true(departs_at(spec, "RB53", 0, 20 * HOUR + 53 * 60));
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.headway { line = 'RB35', headway = '15 min' },\n"
                   "ardey.headway { line = 'RB53' },\n"
                   "ardey.headway { line = 'RB53', headway = '30 min', from = '06:00', to = "
                   "'09:00' },\n"
                   "ardey.headway { line = 'RB53', headway = '30 min', from = '09:00', to = "
                   "'06:00' }",
                   "s.lua:2: measures[1] (headway): no line 'RB35', did you mean 'RB53'?\n"
                   "s.lua:3: measures[2] (headway): needs either 'headway' or 'cancel'\n"
                   "s.lua:4: measures[3] (headway): changes nothing, the scenario is as it says "
                   "already\n"
                   "s.lua:5: measures[4] (headway): from is 09:00, must be before to, which is "
                   "06:00");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_window),       TEST(test_all_day_keeps_first_and_last),
        TEST(test_longer_service), TEST(test_cancel),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
