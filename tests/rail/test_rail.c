// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

/** Four stations, one block between them; the first, second and third in a row of calls. */
static void line_make(struct rail_line *line)
{
    line_init_round(line, (struct line_plan){4, {2, 2, 2, 2}, {1, 1, 1}, {false}, 0, 0});
}

static void test_hops(void **state)
{
    (void)state;
    struct rail_line line;
    line_make(&line);
    line_add_round(&line, (uint32_t[]){0, 1, 2}, 3, 20000);
    line.hops[1].step_count = 0; /* no tracks from 1 to 2 */
    line_create(&line, 1);
    assert_true(rail_has_hop(line.rail, 0));
    assert_false(rail_has_hop(line.rail, 1));
    assert_false(rail_has_hop(line.rail, 2));
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(rail_uses_stop(line.rail, i), i < 2);
    assert_ms(rail_hop_least_ms(line.rail, 0), 110000);
    assert_int_equal(rail_lead_ms(line.rail), 10001);
    assert_int_equal(rail_process(line.rail), 0);
    line_deinit(&line);
}

/** A train that is ready later than the control centre was told in time departs when the route is
 * set: a millisecond on the way, and 10 s. */
static void test_late_ready(void **state)
{
    (void)state;
    struct rail_line line;
    line_make(&line);
    uint32_t pattern = line_add_round(&line, (uint32_t[]){0, 1, 2}, 3, 0);
    line_add_round_run(&line, pattern, LINE_HOUR_MS, 0);
    line_run(&line, 1, 2 * LINE_HOUR_MS);
    const struct line_run *run = &line.runs[0];
    assert_ms(run->arrive_ms[1], LINE_HOUR_MS + 110000);
    assert_int_equal(run->depart_ms[1], run->arrive_ms[1] + 10001);
    assert_ms(run->arrive_ms[2], LINE_HOUR_MS + 230000);
    struct rail_totals totals = rail_totals(line.rail);
    assert_int_equal(totals.hops, 2);
    assert_int_equal(totals.hindered_hops, 0);
    assert_int_equal(totals.lost_ms_sum, 0);
    line_deinit(&line);
}

/** Runs that depart before the start do not take place, and nobody waits for them: the second run
 * is planned two minutes later over the same block. */
static void test_start(void **state)
{
    (void)state;
    struct rail_line line;
    line_make(&line);
    line.parameters.dispatching = 0; /* timetable */
    line.start_ms = LINE_HOUR_MS + 60000;
    uint32_t pattern = line_add_round(&line, (uint32_t[]){0, 1}, 2, 0);
    line_add_run(&line, pattern, LINE_HOUR_MS);
    line_add_run(&line, pattern, LINE_HOUR_MS + 120000);
    line_run(&line, 1, 2 * LINE_HOUR_MS);
    assert_false(line.runs[0].is_through);
    assert_int_equal(line.runs[1].depart_ms[0], LINE_HOUR_MS + 120000);
    assert_int_equal(rail_totals(line.rail).trains_begun, 1);
    line_deinit(&line);
}

/** Off the tracks from 1 to 2, and on again: two trains for the totals. The gap of the fixture is
 * 90 s; the run gets its route at station 2 when it has come there. */
static void test_gap(void **state)
{
    (void)state;
    struct rail_line line;
    line_make(&line);
    uint32_t pattern = line_add_round(&line, (uint32_t[]){0, 1, 2, 3}, 4, 20000);
    line.hops[1].step_count = 0;
    line_add_round_run(&line, pattern, LINE_HOUR_MS, 20000);
    line_run(&line, 1, 2 * LINE_HOUR_MS);
    /* To 1: 110 s, 20 s there, 90 s, and the timetable lets it depart at 260 s. */
    assert_ms(line.runs[0].arrive_ms[1], LINE_HOUR_MS + 110000);
    assert_ms(line.runs[0].arrive_ms[2], LINE_HOUR_MS + 220000);
    assert_ms(line.runs[0].depart_ms[2], LINE_HOUR_MS + 260000);
    assert_ms(line.runs[0].arrive_ms[3], LINE_HOUR_MS + 370000);
    struct rail_totals totals = rail_totals(line.rail);
    assert_int_equal(totals.trains_begun, 2);
    assert_int_equal(totals.trains_ended, 2);
    assert_int_equal(totals.trains_on_tracks, 0);
    /* Stations 0, 1, 2, 3 and the two blocks. */
    assert_int_equal(line.row_count, 6);
    line_deinit(&line);
}

/** A train on the tracks when the world stands still. */
static void test_on_tracks(void **state)
{
    (void)state;
    struct rail_line line;
    line_make(&line);
    line_add_run(&line, line_add_round(&line, (uint32_t[]){0, 1}, 2, 0), LINE_HOUR_MS);
    line_run(&line, 1, LINE_HOUR_MS + 50000);
    assert_int_equal(rail_totals(line.rail).trains_on_tracks, 1);
    assert_int_equal(rail_totals(line.rail).trains_ended, 0);
    line_deinit(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hops),      cmocka_unit_test(test_late_ready),
        cmocka_unit_test(test_start),     cmocka_unit_test(test_gap),
        cmocka_unit_test(test_on_tracks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
