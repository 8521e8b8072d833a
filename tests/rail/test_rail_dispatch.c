// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

/* From the start of a hop over one block until its block is free for others: 300 m before the stop
 * the head leaves it, then the tail, then 5 s of release. */
#define BLOCK_CLEAR_MS (ROUND_HOP_MS(1) - ROUND_300_MS + ROUND_TAIL_MS + 5000u)

enum { FIRST_COME = 1, PRIORITY = 2, TIMETABLE = 0 };

static const uint32_t up[] = {0, 1, 2}, down[] = {2, 1, 0};

/** Single track from station 0 over 1 to 2; station 1 with `loop` tracks. Run 0 departs from 0 at
 * 1:00, run 1 from 2 a minute later; both stop at 1 for 20 s. */
static struct rail_line *opposing(uint32_t loop)
{
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){3, {2, loop, 2}, {1, 1}, {true, true}, 0, 0});
    line_add_round_run(line, line_add_round(line, up, 3, 20000), LINE_HOUR_MS, 20000);
    line_add_round_run(line, line_add_round(line, down, 3, 20000), LINE_HOUR_MS + 60000, 20000);
    return line;
}

static void line_free(struct rail_line *line)
{
    line_deinit(line);
    free(line);
}

/** They cross at the loop: the first one is ready at 130 s and waits until the other one, which
 * departed at 60 s, has left its block; the route is then set in 10 s. The other one finds its way
 * free. */
static void test_crossing(void **state)
{
    (void)state;
    struct rail_line *line = opposing(2);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    const struct line_run *u = &line->runs[0], *d = &line->runs[1];
    assert_ms(u->arrive_ms[1], LINE_HOUR_MS + 110000);
    assert_ms(d->depart_ms[0], LINE_HOUR_MS + 60000);
    assert_ms(u->depart_ms[1], LINE_HOUR_MS + 60000 + BLOCK_CLEAR_MS + 10000);
    assert_ms(u->arrive_ms[2], u->depart_ms[1] + 110000);
    assert_ms(d->arrive_ms[1], LINE_HOUR_MS + 170000);
    assert_ms(d->depart_ms[1], LINE_HOUR_MS + 190000);
    assert_ms(d->arrive_ms[2], LINE_HOUR_MS + 300000);
    assert_int_equal(rail_totals(line->rail).refused_unsafe, 0);
    line_free(line);
}

/** A loop of one track is none: the second train stays until the first one, which goes on at 130 s,
 * has left the block before its station. The block is free all the time before, so that the wait
 * counts as one of the banker's rule: once, however often it was looked at. */
static void test_no_loop(void **state)
{
    (void)state;
    struct rail_line *line = opposing(1);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    const struct line_run *u = &line->runs[0], *d = &line->runs[1];
    assert_ms(u->depart_ms[1], LINE_HOUR_MS + 130000);
    assert_ms(u->arrive_ms[2], LINE_HOUR_MS + 240000);
    assert_ms(d->depart_ms[0], LINE_HOUR_MS + 130000 + BLOCK_CLEAR_MS + 10000);
    assert_ms(d->arrive_ms[2], d->depart_ms[0] + 240000);
    assert_int_equal(rail_totals(line->rail).refused_unsafe, 1);
    line_free(line);
}

/** A train that leaves the tracks at the loop makes way a millisecond after its arrival. */
static void test_leaves(void **state)
{
    (void)state;
    struct rail_line *line = opposing(1);
    line->runs[0].leaves_at = 1;
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[1].depart_ms[0], LINE_HOUR_MS + 110000 + 1 + 10000);
    struct rail_totals totals = rail_totals(line->rail);
    assert_int_equal(totals.trains_begun, 2);
    assert_int_equal(totals.trains_ended, 2);
    assert_int_equal(totals.trains_on_tracks, 0);
    line_free(line);
}

/** The exit is closed until 1:10: then it is ordered, exactly. */
static void test_closed_exit(void **state)
{
    (void)state;
    struct rail_line *line = opposing(2);
    line_change(line, (struct rail_change){.section = 3,
                                           .from_ms = LINE_HOUR_MS / 2,
                                           .until_ms = LINE_HOUR_MS + 600000});
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_int_equal(line->runs[0].depart_ms[0], LINE_HOUR_MS + 610000);
    line_free(line);
}

/** Three trains over the same block: one is in it, two want it; the second, of the line with
 * priority 2, asked before the third, which has priority 1. */
static struct rail_line *queue(int dispatching)
{
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {3, 3}, {1}, {true}, 0, 0});
    line->parameters.dispatching = dispatching;
    uint32_t one = line_add_round(line, up, 2, 0), two = line_add_round(line, up, 2, 0);
    line->patterns[two].line = 1;
    line_add_round_run(line, one, LINE_HOUR_MS, 0);
    line_add_round_run(line, two, LINE_HOUR_MS + 20000, 0);
    line_add_round_run(line, one, LINE_HOUR_MS + 40000, 0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    return line;
}

static void test_policies(void **state)
{
    (void)state;
    const uint32_t next_ms = BLOCK_CLEAR_MS + 10000;
    for (int dispatching = TIMETABLE; dispatching <= PRIORITY; dispatching++) {
        struct rail_line *line = queue(dispatching);
        uint32_t second = dispatching == PRIORITY ? 2 : 1;
        assert_int_equal(line->runs[0].depart_ms[0], LINE_HOUR_MS);
        assert_ms(line->runs[second].depart_ms[0], LINE_HOUR_MS + next_ms);
        assert_ms(line->runs[3 - second].depart_ms[0], LINE_HOUR_MS + 2 * next_ms);
        line_free(line);
    }
}

/** Two runs planned at 0 s and 100 s over the same block; the first one is late. */
static struct rail_line *late_first(int dispatching, uint32_t late_ms, bool is_cancelled)
{
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {3, 3}, {1}, {false}, 0, 0});
    line->parameters.dispatching = dispatching;
    uint32_t pattern = line_add_round(line, up, 2, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS + 100000, 0);
    line->runs[0].late_ms = late_ms;
    line->runs[0].is_cancelled = is_cancelled;
    line_run(line, 1, 4 * LINE_HOUR_MS);
    return line;
}

/** By the timetable the second one waits for the first, which is 200 s late, and then for its
 * block; for one that is 1,000 s late only until that is `hold` late at the signal of the block,
 * where it was planned 28.284 s after its departure. Others do not wait. */
static void test_hold(void **state)
{
    (void)state;
    struct rail_line *line = late_first(TIMETABLE, 200000, false);
    assert_ms(line->runs[0].depart_ms[0], LINE_HOUR_MS + 200000);
    assert_ms(line->runs[1].depart_ms[0], LINE_HOUR_MS + 200000 + BLOCK_CLEAR_MS + 10000);
    line_free(line);
    line = late_first(TIMETABLE, 1000000, false);
    assert_ms(line->runs[1].depart_ms[0], LINE_HOUR_MS + ROUND_300_MS + 300000 + 10000);
    assert_ms(line->runs[0].depart_ms[0], LINE_HOUR_MS + 1000000);
    line_free(line);
    line = late_first(FIRST_COME, 200000, false);
    assert_int_equal(line->runs[1].depart_ms[0], LINE_HOUR_MS + 100000);
    line_free(line);
}

/** Nobody waits for a train that is known not to come. */
static void test_cancelled(void **state)
{
    (void)state;
    struct rail_line *line = late_first(TIMETABLE, 0, true);
    assert_int_equal(line->runs[1].depart_ms[0], LINE_HOUR_MS + 100000);
    assert_int_equal(rail_totals(line->rail).trains_begun, 1);
    line_free(line);
}

/** A train does not wait for another one that is planned over the block where it is itself: here
 * the block has two steps, and the timetable lets the second train depart 20 s after the first. */
static void test_hold_inside(void **state)
{
    (void)state;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {3, 3}, {2}, {false}, 0, 0});
    line->parameters.dispatching = TIMETABLE;
    uint32_t pattern = line_add_round(line, up, 2, 0);
    line->needs[2] = line->needs[1];
    line_add_round_run(line, pattern, LINE_HOUR_MS, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS + 20000, 0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(2));
    assert_int_equal(line->runs[0].lost_ms[1], 0);
    line_free(line);
}

/** Trains up every 120 s over a single track of two blocks, one train down that is planned 130 s
 * after the first of them. The second one up goes before it, as planned at its first block, and
 * does not stop for it within the single track: free 28.284 s before its stop, with tail and
 * release. The third one waits for the train down. */
static void test_order_on_single(void **state)
{
    (void)state;
    const uint32_t clear_ms = ROUND_HOP_MS(2) - ROUND_300_MS + ROUND_TAIL_MS + 5000;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {9, 9}, {2}, {true}, 0, 0});
    line->parameters.dispatching = TIMETABLE;
    uint32_t pattern = line_add_round(line, up, 2, 0);
    for (uint32_t i = 0; i < 3; i++)
        line_add_round_run(line, pattern, LINE_HOUR_MS + i * 120000, 0);
    pattern = line_add_round(line, (uint32_t[]){1, 0}, 2, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS + 130000, 0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_int_equal(line->runs[1].depart_ms[0], LINE_HOUR_MS + 120000);
    assert_int_equal(line->runs[1].lost_ms[1], 0);
    assert_ms(line->runs[3].depart_ms[0], LINE_HOUR_MS + 120000 + clear_ms + 10000);
    assert_ms(line->runs[2].depart_ms[0], line->runs[3].depart_ms[0] + clear_ms + 10000);
    line_free(line);
}

/** First come, first served against a stream: the train down asks at 120 s, while the second one up
 * is in the single track; the third one up, which could follow at 230 s, lets it go first. */
static void test_stream(void **state)
{
    (void)state;
    const uint32_t clear_ms = ROUND_HOP_MS(2) - ROUND_300_MS + ROUND_TAIL_MS + 5000;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {9, 9}, {2}, {true}, 0, 0});
    uint32_t pattern = line_add_round(line, up, 2, 0);
    for (uint32_t i = 0; i < 8; i++)
        line_add_round_run(line, pattern, LINE_HOUR_MS + i * 120000, 0);
    pattern = line_add_round(line, (uint32_t[]){1, 0}, 2, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS + 130000, 0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_int_equal(line->runs[1].depart_ms[0], LINE_HOUR_MS + 120000);
    assert_ms(line->runs[8].depart_ms[0], LINE_HOUR_MS + 120000 + clear_ms + 10000);
    assert_ms(line->runs[2].depart_ms[0], line->runs[8].depart_ms[0] + clear_ms + 10000);
    line_free(line);
}

/** Who is in a block when it is closed goes on in it: closed from 60 s on, when the train is in the
 * first step of two. */
static void test_closed_inside(void **state)
{
    (void)state;
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){2, {3, 3}, {3}, {false}, 0, 0});
    uint32_t pattern = line_add_round(line, up, 2, 0);
    line->needs[3] =
        line->needs[2]; /* it asks for the third step 28.667 s + 50 s after its start */
    line_add_round_run(line, pattern, LINE_HOUR_MS, 0);
    line_change(line, (struct rail_change){.section = 3,
                                           .from_ms = LINE_HOUR_MS + 60000,
                                           .until_ms = LINE_HOUR_MS + 1200000});
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + ROUND_HOP_MS(3));
    line_free(line);
}

/** Single track with a stop in it, where run 0 turns: from station 0 to 1 and back. */
static struct rail_line *turning(uint32_t depart_ms)
{
    struct rail_line *line = malloc(sizeof *line);
    assert_non_null(line);
    line_init_round(line, (struct line_plan){3, {2, 1, 2}, {1, 1}, {true, true}, 0, 0});
    for (uint32_t i = 1; i < line->network.section_count; i++)
        line->sections[i].group = i == 2 ? NONE : 0;
    line->network.group_count = 1;
    uint32_t pattern = line_add_round(line, (uint32_t[]){0, 1, 0}, 3, 20000);
    line_add_round_run(line, pattern, LINE_HOUR_MS + depart_ms, 20000);
    return line;
}

/** Alone it goes back after its 20 s. Who wants to follow it into the single track is refused by
 * the banker's rule until it has come back. */
static void test_turns(void **state)
{
    (void)state;
    struct rail_line *line = turning(0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].depart_ms[1], LINE_HOUR_MS + 130000);
    assert_ms(line->runs[0].arrive_ms[2], LINE_HOUR_MS + 240000);
    line_free(line);

    line = turning(0);
    line_add_round_run(line, line_add_round(line, up, 2, 0), LINE_HOUR_MS + 105000, 0);
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[2], LINE_HOUR_MS + 240000);
    assert_ms(line->runs[1].depart_ms[0], LINE_HOUR_MS + 130000 + BLOCK_CLEAR_MS + 10000);
    assert_int_equal(rail_totals(line->rail).refused_unsafe, 1);
    line_free(line);
}

/** It turns only when nobody goes the other way in its single track any more: run 1 is ahead of it
 * and finds station 2 closed until 400 s. It enters the station at 410 s, with 21.213 m/s as on any
 * other day, and has left the block with its tail and released it at 419.714 s. */
static void test_turns_behind(void **state)
{
    (void)state;
    struct rail_line *line = turning(120000);
    uint32_t pattern = line_add_round(line, up, 3, 0);
    line_add_round_run(line, pattern, LINE_HOUR_MS - 60000, 0);
    line_change(line, (struct rail_change){.section = 2, .until_ms = LINE_HOUR_MS + 400000});
    line_run(line, 1, 4 * LINE_HOUR_MS);
    assert_ms(line->runs[0].arrive_ms[1], LINE_HOUR_MS + 230000);
    assert_ms(line->runs[0].depart_ms[1], LINE_HOUR_MS + 410000 + ROUND_TAIL_MS + 5000 + 10000);
    assert_ms(line->runs[0].arrive_ms[2], line->runs[0].depart_ms[1] + 110000);
    line_free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crossing),        cmocka_unit_test(test_no_loop),
        cmocka_unit_test(test_leaves),          cmocka_unit_test(test_closed_exit),
        cmocka_unit_test(test_policies),        cmocka_unit_test(test_hold),
        cmocka_unit_test(test_cancelled),       cmocka_unit_test(test_stream),
        cmocka_unit_test(test_order_on_single), cmocka_unit_test(test_hold_inside),
        cmocka_unit_test(test_closed_inside),   cmocka_unit_test(test_turns),
        cmocka_unit_test(test_turns_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
