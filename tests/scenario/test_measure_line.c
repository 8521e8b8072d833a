// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define LINE                                                                                       \
    "ardey.line { id = 'X1', mode = 'bus', vehicle = 'bus_12', stops = { 'r_edh', 'r_edau', "      \
    "'r_esrt' }, headway = '20 min', from = '06:00', to = '07:00', "

static void test_both_directions(void **state)
{
    const struct spec *spec =
        measure_apply(*state, LINE "minutes = { 0, 8, 20.5 }, dwell = '30 s' }");
    const struct transit_tables *tables = &spec->transit_tables;
    const struct line_row *line = measure_row(&tables->lines, offsetof(struct line_row, id), "X1");
    assert_string_equal(line->vehicle, "bus_12");
    assert_int_equal(line->mode, SERVICE_BUS);
    const struct line_stop_row *calls =
        TABLE_ROW(&tables->line_stops, struct line_stop_row, tables->line_stops.count - 6);
    static const double arrive_s[2][3] = {{0, 480, 1230}, {0, 720, 1230}};
    for (int i = 0; i < 6; i++) {
        assert_string_equal(calls[i].line_id, "X1");
        assert_int_equal(calls[i].direction, i / 3);
        assert_near(calls[i].arrive_s, arrive_s[i / 3][i % 3], 1e-9);
        assert_near(calls[i].depart_s - calls[i].arrive_s, i % 3 == 1 ? 30 : 0, 1e-9);
    }
    assert_string_equal(calls[3].stop, "r_esrt");
    assert_near(calls[2].km, calls[5].km, 1e-9);
    assert_true(calls[2].km > 8 && calls[2].km < 13);
    /* There at 6:00, 6:20, 6:40 and 7:00; the first bus arrives at 6:20:30, so back at 6:40. */
    const struct departure_row *departures =
        TABLE_ROW(&tables->departures, struct departure_row, tables->departures.count - 6);
    static const double depart_s[6] = {21600, 22800, 24000, 25200, 24000, 25200};
    for (int i = 0; i < 6; i++) {
        assert_string_equal(departures[i].line_id, "X1");
        assert_int_equal(departures[i].direction, i >= 4);
        assert_true(departures[i].depart_s == depart_s[i]);
    }
}

static void test_one_way(void **state)
{
    const struct spec *spec =
        measure_apply(*state, LINE "minutes = { 0, 8, 20 }, one_way = true }");
    const struct table *calls = &spec->transit_tables.line_stops;
    assert_int_equal(TABLE_ROW(calls, struct line_stop_row, calls->count - 1)->direction, 0);
    assert_string_equal(TABLE_ROW(calls, struct line_stop_row, calls->count - 4)->line_id,
                        "AirportExpress");
}

#define RAIL                                                                                       \
    "ardey.line { id = 'X2', mode = 'rail', vehicle = 'pesa_link2', headway = '60 min', "          \
    "from = '06:00', to = '20:00', "

/** Without minutes: by running times over the tracks of RB 53 and 7 % on top, 30 s at each stop. */
static void test_train_by_running_times(void **state)
{
    const struct spec *spec =
        measure_apply(*state, RAIL "stops = { 'r_edh', 'r_esrt', 'r_eil' } }");
    const struct transit_tables *tables = &spec->transit_tables;
    const struct line_stop_row *calls =
        TABLE_ROW(&tables->line_stops, struct line_stop_row, tables->line_stops.count - 6);
    assert_near(calls[1].km, 10.248, 1e-6);
    assert_near(calls[2].km, 10.248 + 19.717, 0.5);
    /* The timetable gives RB 53 10.56 minutes with a call at Aplerbeck Süd, 100 km/h take 6.15. */
    assert_true(calls[1].arrive_s > 1.07 * 6.15 * 60 && calls[1].arrive_s < 10.56 * 60);
    assert_near(calls[1].depart_s - calls[1].arrive_s, 30, 1e-9);
    double there_s = calls[2].arrive_s - calls[1].depart_s;
    assert_near(calls[4].arrive_s, there_s, 1e-6);
    assert_near(calls[5].arrive_s - calls[4].depart_s, calls[1].arrive_s, 1e-6);
}

static void test_mistakes_on_rails(void **state)
{
    measure_refuse(*state, RAIL "stops = { 'r_edh', 'do_hbf' }, minutes = { 0, 9 } }",
                   "s.lua:2: measures[1] (line): no tracks that a line has lead from 'r_edh' to "
                   "'do_hbf'; with way = \"own\" and minutes the line runs by its timetable alone");
    measure_refuse(*state, RAIL "stops = { 'r_edh', 'r_esrt' }, way = 'own' }",
                   "s.lua:2: measures[1] (line): needs 'minutes': only trains on tracks have "
                   "running times");
}

static void test_mistakes(void **state)
{
    struct measured *measured = *state;
    measure_refuse(measured, LINE "minutes = { 0, 8 } }",
                   "s.lua:2: measures[1] (line): has 3 stops, but 2 minutes");
    measure_refuse(measured, LINE "minutes = { 0, 8, 7 } }",
                   "s.lua:2: measures[1] (line): minutes: number 3 is 7, must be at least the one "
                   "before and the dwell");
    measure_refuse(measured, LINE "minutes = { 0, 'eight', 9 } }",
                   "s.lua:2: measures[1] (line): minutes: 'eight' is no number");
    measure_refuse(measured, LINE "minutes = { 0, 8, 9 } }, " LINE "minutes = { 0, 8, 9 } }",
                   "s.lua:2: measures[2] (line): there is a line 'X1' already");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_both_directions),   TEST(test_one_way),  TEST(test_train_by_running_times),
        TEST(test_mistakes_on_rails), TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
