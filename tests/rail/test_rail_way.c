// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

#include "rail/rail_way.h"

static void ways_make(struct rail_line *line, struct rail_ways *ways, bool has_gap)
{
    line_init_round(line, (struct line_plan){4, {2, 2, 2, 2}, {2, 1, 1}, {false}, 0, 0});
    line_add_round(line, (uint32_t[]){0, 1, 2, 3}, 4, 30000);
    if (has_gap)
        line->hops[1].step_count = 0;
    assert_int_equal(rail_ways_init(ways, &line->network, &line->parameters, &line->err),
                     STATUS_OK);
}

static void ways_free(struct rail_line *line, struct rail_ways *ways)
{
    rail_ways_deinit(ways);
    names_deinit(&line->network.section_names);
    names_deinit(&line->network.group_names);
}

/** Two blocks: steps begin at 0, 300, 1,800 and 3,300 m of 3,600 m; x m are reached at x / 30 + 20
 * s from 600 m to 3,000 m. Distant signals stand 1,000 m before: none, none, at 800 m, at 2,300 m.
 */
static void test_course(void **state)
{
    (void)state;
    struct rail_line line;
    struct rail_ways ways;
    ways_make(&line, &ways, false);
    const struct rail_spot *spots = &ways.spots[ways.hop_first_spot[0]];
    static const struct {
        double enter_s, leave_s, ask_s, mps;
    } expected[] = {{0, 28.2843, 0, 0},
                    {28.2843, 80, 0, 21.2132},
                    {80, 131.7157, 46.6667, 30},
                    {131.7157, 160, 96.6667, 21.2132}};
    assert_int_equal(ways.hop_end_spot[0] - ways.hop_first_spot[0], 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_near(spots[i].enter_ms / 1000.0, expected[i].enter_s, 0.002);
        assert_near(spots[i].leave_ms / 1000.0, expected[i].leave_s, 0.002);
        assert_near(spots[i].ask_ms / 1000.0, expected[i].ask_s, 0.002);
        assert_near((double)spots[i].enter_mps, expected[i].mps, 0.001);
        assert_int_equal(spots[i].seq, 0);
        assert_int_equal(spots[i].is_last, i == 3);
        /* No supplement: planned as fast as it can. */
        assert_near((double)spots[i].planned_ms, (double)spots[i].enter_ms, 2);
    }
    /* 100 m of train; a stand at the signal of the second block costs twice v / 2a. */
    assert_near((double)spots[1].tail_ms, 4714, 2);
    assert_near((double)spots[2].tail_ms, 3333, 2);
    assert_near((double)spots[2].restart_ms, 20000, 2);
    assert_near((double)spots[2].brake_ms, 20000, 2);
    assert_near((double)spots[1].restart_ms, 14142, 2);
    ways_free(&line, &ways);
}

/** The supplement of the timetable is spread evenly: at 300 s for 160 s all is planned 1.875 times
 * as late; the second hop is planned from its own departure on. */
static void test_planned(void **state)
{
    (void)state;
    struct rail_line line;
    struct rail_ways ways;
    line_init_round(&line, (struct line_plan){4, {2, 2, 2, 2}, {2, 1, 1}, {false}, 0, 0});
    line_add_round(&line, (uint32_t[]){0, 1, 2, 3}, 4, 30000);
    for (uint32_t i = 1; i < 4; i++) {
        line.calls[i].arrive_ms += 140000;
        line.calls[i].depart_ms += 140000;
    }
    assert_int_equal(rail_ways_init(&ways, &line.network, &line.parameters, &line.err), STATUS_OK);
    assert_near((double)ways.spots[2].planned_ms, 80000 * 1.875, 3);
    uint32_t second = ways.hop_first_spot[1];
    assert_int_equal(ways.spots[second].planned_ms, 330000);
    assert_near((double)ways.spots[second + 1].planned_ms, 330000 + ROUND_300_MS, 3);
    ways_free(&line, &ways);
}

/** The way of a train ends where the next hop is not over tracks. */
static void test_way_end(void **state)
{
    (void)state;
    for (int has_gap = 0; has_gap <= 1; has_gap++) {
        struct rail_line line;
        struct rail_ways ways;
        ways_make(&line, &ways, has_gap);
        assert_int_equal(ways.spot_count, has_gap ? 7 : 10);
        assert_int_equal(rail_way_end(&ways, &line.timetable, 0, 0), has_gap ? 4 : 10);
        assert_int_equal(rail_way_end(&ways, &line.timetable, 0, 5), has_gap ? 7 : 10);
        assert_int_equal(ways.hop_first_spot[1], has_gap ? NONE : 4);
        assert_int_equal(ways.hop_first_spot[3], NONE);
        ways_free(&line, &ways);
    }
}

/** Power: 1 kW for 1,000 t does not get a train over Davis's resistance; the row of the vehicle is
 * named. 10 MW do, with the acceleration at the start as before: the first 300 m take as long. */
static void test_power(void **state)
{
    (void)state;
    struct rail_line line;
    struct rail_ways ways;
    line_init_round(&line, (struct line_plan){2, {2, 2}, {1}, {false}, 0, 0});
    line_add_round(&line, (uint32_t[]){0, 1}, 2, 0);
    line.tables.vehicles.path = "vehicles.csv";
    line.vehicle.mass_kg = 1e6;
    line.vehicle.power_w = 1000;
    assert_int_equal(rail_ways_init(&ways, &line.network, &line.parameters, &line.err),
                     STATUS_DATA);
    assert_non_null(strstr(line.err.text, "vehicles.csv:2"));
    assert_non_null(strstr(line.err.text, "'train'"));
    error_reset(&line.err);
    line.vehicle.mass_kg = 1e5;
    line.vehicle.power_w = 1e7;
    assert_int_equal(rail_ways_init(&ways, &line.network, &line.parameters, &line.err), STATUS_OK);
    assert_true(ways.spots[0].leave_ms >= ROUND_300_MS);
    assert_near((double)ways.spots[0].leave_ms, ROUND_300_MS, 300);
    ways_free(&line, &ways);
}

/** Two steps that need more sections than a train can have would wait for ever: refused. */
static void test_too_many_sections(void **state)
{
    (void)state;
    struct rail_line line;
    struct rail_ways ways;
    ways_make(&line, &ways, false);
    rail_ways_deinit(&ways);
    line.steps[1].need_count = RAIL_HOLDS_MAX - 1;
    assert_int_equal(rail_ways_init(&ways, &line.network, &line.parameters, &line.err), STATUS_OK);
    rail_ways_deinit(&ways);
    line.steps[2].need_count = 2;
    assert_int_equal(rail_ways_init(&ways, &line.network, &line.parameters, &line.err),
                     STATUS_DATA);
    assert_non_null(strstr(line.err.text, "needs 25 blocks and crossings at once"));
    ways_free(&line, &ways);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_course),
                                       cmocka_unit_test(test_planned),
                                       cmocka_unit_test(test_way_end), cmocka_unit_test(test_power),
                                       cmocka_unit_test(test_too_many_sections)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
