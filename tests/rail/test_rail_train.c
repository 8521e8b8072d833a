// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

/** A train from station 0 to station 1 over `blocks` blocks of double track at 1:00. */
static struct rail_line *one_train(uint32_t blocks, struct rail_change change, bool changes)
{
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {2, 2}, {blocks}, {false}, 0, 0});
    uint32_t pattern = line_add_round(line, (uint32_t[]){0, 1}, 2, 0);
    line_add_run(line, pattern, LINE_HOUR_MS);
    if (changes)
        line_change(line, change);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_true(line->runs[0].is_through);
    return line;
}

static void line_free(struct rail_line *line)
{
    line_deinit(line);
    free(line);
}

/** Nothing is in the way: the least running time, to the millisecond that it is rounded to. */
static void test_free_way(void **state)
{
    (void)state;
    for (uint32_t blocks = 1; blocks <= 3; blocks++) {
        struct rail_line *line = one_train(blocks, (struct rail_change){0}, false);
        assert_int_equal(line->runs[0].depart_ms[0], LINE_HOUR_MS);
        assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(blocks));
        assert_int_equal(line->runs[0].lost_ms[1], 0);
        assert_int_equal(rail_totals(line->rail).hindered_hops, 0);
        line_free(line);
    }
}

/** The second block (section 3) begins at 1,800 m, which is 80 s after the start. Its distant
 * signal is at 800 m: 46.667 s; the train asks 8 s of sight and 10 s of setting before that,
 * at 28.667 s. */
static void one_closed(uint32_t closed_ms, double late_ms)
{
    struct rail_change closed = {.section = 3, .from_ms = 0, .until_ms = LINE_HOUR_MS + closed_ms};
    struct rail_line *line = one_train(2, closed, true);
    assert_int_equal(line->runs[0].depart_ms[0], LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(2) + late_ms);
    assert_ms(line->runs[0].lost_ms[1], late_ms);
    assert_int_equal(rail_totals(line->rail).hindered_hops, late_ms > 0);
    line_free(line);
}

/** As long as the train still moves towards the signal it is shifted by what it waits. */
static void test_waits_moving(void **state)
{
    (void)state;
    one_closed(28000, 0);
    one_closed(40000, 40000 - 28667);
    one_closed(79990, 79990 - 28667);
}

/** Later it stands: it starts from the signal, when that has cleared and when the time for coming
 * to a stand is over, and needs 20 s more to gain 30 m/s than it would with 30 m/s all the way. */
static void test_waits_standing(void **state)
{
    (void)state;
    one_closed(90000, 80000 - 28667 + 20000);           /* not before it has come to a stand */
    one_closed(400000, 400000 + 10000 - 80000 + 20000); /* signal clears, then it starts */
}

/** Half the speed on a block of 1,500 m: 50 s more, and a quarter of the 40 s that a stop would
 * cost. */
static void test_slow_section(void **state)
{
    (void)state;
    struct rail_change slow = {
        .section = 3, .until_ms = 2 * LINE_HOUR_MS, .speed_mps = 15, .is_open = true};
    struct rail_line *line = one_train(3, slow, true);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(3) + 60000);
    assert_int_equal(line->runs[0].lost_ms[1], 0); /* nobody was in the way */
    line_free(line);
    slow.until_ms = LINE_HOUR_MS + 79000; /* over when it comes, at 80 s */
    line = one_train(3, slow, true);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(3));
    line_free(line);
    slow.until_ms = 2 * LINE_HOUR_MS;
    slow.speed_mps = 30; /* not slower than the line */
    line = one_train(3, slow, true);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(3));
    line_free(line);
}

/** The first block after the station is slow: 1,500 m at 15 m/s take 100 s instead of 80 s - 28.284
 * s, with 29.005 m/s on average; a share of 1 - 15 / 29.005, squared, of what a stop from 21.213
 * m/s costs: 14.142 s to brake and as much to gain it again. */
static void test_slow_exit(void **state)
{
    (void)state;
    struct rail_change slow = {
        .section = 2, .until_ms = 2 * LINE_HOUR_MS, .speed_mps = 15, .is_open = true};
    double share = 1 - 15 / (1500 / (80 - 28.28427));
    double lost_ms = 1000 * (100 - (80 - 28.28427) + share * share * 28.28427);
    struct rail_line *line = one_train(3, slow, true);
    assert_near(lost_ms, 54878, 2);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(3) + lost_ms);
    assert_int_equal(line->runs[0].lost_ms[1], 0);
    line_free(line);
}

/** Two slow blocks in a row, sections 4 and 5, from 80 s to 180 s of a hop of 7,200 m: 280 s. Each
 * costs 50 s, but the train brakes and gains only once: 5 s each. It passes the first one in 50 +
 * 50
 * + 5 s, and the block is free when the tail has left it, too. */
static void test_slow_stretch(void **state)
{
    (void)state;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){3, {2, 2, 2}, {3, 1}, {false}, 0, 0});
    uint32_t pattern = line_add_round(line, (uint32_t[]){0, 2}, 2, 0);
    line->calls[1].arrive_ms = line->calls[1].depart_ms = 280000;
    line_add_run(line, pattern, LINE_HOUR_MS);
    for (uint32_t i = 0; i < 2; i++)
        line->changes[i] = (struct rail_change){
            .section = 4 + i, .until_ms = 2 * LINE_HOUR_MS, .speed_mps = 15, .is_open = true};
    for (uint32_t i = 5; i <= line->network.section_count; i++)
        line->first_change[i] = i == 5 ? 1 : 2;
    line->network.change_count = 2;
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + 280000 + 110000);
    uint32_t found = 0;
    for (uint32_t i = 0; i < line->row_count; i++)
        if (line->rows[i].section == 4) {
            found++;
            assert_near(line->rows[i].enter_s, 3600 + 80, 0.005);
            assert_near(line->rows[i].clear_s, 3600 + 80 + 105 + 3.333 + 5, 0.005);
        }
    assert_int_equal(found, 1);
    line_free(line);
}

/** With supplement in the timetable the loss costs less than itself: 3 blocks with 300 s instead of
 * 210 s. The train is at 1,800 m after 80 x 300 / 210 s, starts there anew after 400 s, and then
 * needs 130 s + 20 s, which is 560 s after its departure. */
static void test_supplement(void **state)
{
    (void)state;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {2, 2}, {3}, {false}, 0, 0});
    uint32_t pattern = line_add_round(line, (uint32_t[]){0, 1}, 2, 0);
    line->calls[1].arrive_ms = 300000;
    line_add_run(line, pattern, LINE_HOUR_MS);
    line_change(line, (struct rail_change){.section = 3, .until_ms = LINE_HOUR_MS + 400000});
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + 410000 + 150000);
    /* Without the closure: in time, not as fast as it can. */
    double lost_ms = 410000 - 80000.0 * 300 / 210 + 20000;
    assert_ms(line->runs[0].lost_ms[1], lost_ms);
    line_free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_way),       cmocka_unit_test(test_waits_moving),
        cmocka_unit_test(test_waits_standing), cmocka_unit_test(test_slow_section),
        cmocka_unit_test(test_slow_exit),      cmocka_unit_test(test_slow_stretch),
        cmocka_unit_test(test_supplement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
