// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_state_fixture.h"

enum { UP_1 = 0, DOWN_1 = 1, UP_2 = 2, UP_3 = 4 };
enum { STAND = 0, BLOCK = 1, MIDDLE = 2 }; /* spots, with one block between stations */

static bool is_safe(struct rail_line *line, uint32_t run, uint32_t at)
{
    return rail_is_safe(line->rail, run, line_spot(line, run, at));
}

/** One train stands in the middle and wants to go on; the other one may come towards it when the
 * middle has a track for it, too. */
static void test_loop(void **state)
{
    (void)state;
    for (uint32_t loop = 1; loop <= 3; loop++) {
        struct rail_line line;
        line_init_single(&line, 1, loop, 2);
        line_place(&line, UP_1, MIDDLE);
        line_enter(&line, DOWN_1, STAND);
        assert_true(is_safe(&line, DOWN_1, STAND));
        line_place(&line, DOWN_1, STAND);
        assert_int_equal(is_safe(&line, DOWN_1, BLOCK), loop > 1);
        line_deinit(&line);
    }
}

/** Two trains stand in the middle: a third one needs a third track. */
static void test_three_trains(void **state)
{
    (void)state;
    for (uint32_t loop = 2; loop <= 3; loop++) {
        struct rail_line line;
        line_init_single(&line, 1, loop, 3);
        line_place(&line, UP_1, MIDDLE);
        line_place(&line, UP_2, MIDDLE);
        line_place(&line, DOWN_1, STAND);
        assert_int_equal(is_safe(&line, DOWN_1, BLOCK), loop > 2);
        line_deinit(&line);
    }
}

/** At the end of the line it is the same: with one track there nobody comes in before the one that
 * stands there is out. */
static void test_terminus(void **state)
{
    (void)state;
    for (uint32_t ends = 1; ends <= 2; ends++) {
        struct rail_line line;
        line_init_single(&line, 1, 1, ends);
        line_place(&line, DOWN_1, STAND);
        line_place(&line, UP_1, MIDDLE);
        /* from the middle into the block before the end: spots 3 (its stand) and 4 */
        assert_int_equal(is_safe(&line, UP_1, 4), ends > 1);
        line_deinit(&line);
    }
}

static void assert_move(const struct rail_line *line, uint32_t index, uint32_t run, uint32_t spot)
{
    assert_int_equal(line->rail->safety.plan[index].run, run);
    assert_int_equal(line->rail->safety.plan[index].spot, spot);
}

/** The plan itself: the asking train goes through at once where it can; against a train that comes
 * towards it it goes to the loop first. */
static void test_plan(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 1, 2, 2);
    struct rail *rail = line.rail;
    line_place(&line, UP_1, MIDDLE);
    line_enter(&line, DOWN_1, STAND);
    assert_true(is_safe(&line, DOWN_1, STAND));
    uint32_t up_end = line_spot(&line, UP_1, 6), down_end = line_spot(&line, DOWN_1, 6);
    assert_int_equal(rail->safety.plan_count, 2);
    assert_move(&line, 0, DOWN_1, down_end);
    assert_move(&line, 1, UP_1, up_end);
    line_deinit(&line);

    line_init_single(&line, 1, 2, 2);
    rail = line.rail;
    line_place(&line, UP_1, BLOCK);
    line_place(&line, DOWN_1, STAND);
    assert_true(is_safe(&line, DOWN_1, BLOCK));
    assert_int_equal(rail->safety.plan_count, 3);
    assert_move(&line, 0, DOWN_1, line_spot(&line, DOWN_1, MIDDLE));
    assert_move(&line, 1, UP_1, up_end);
    assert_move(&line, 2, DOWN_1, down_end);
    /* It holds once the train has what it asked for, and when the first move is done. */
    rail_tracks_take(rail, DOWN_1, line_spot(&line, DOWN_1, BLOCK), 0);
    assert_true(rail_state_is_safe(rail));
    rail_tracks_take(rail, DOWN_1, line_spot(&line, DOWN_1, MIDDLE), 0);
    assert_true(rail_state_is_safe(rail));
    assert_int_equal(rail->safety.plan_count, 2);
    line_deinit(&line);
}

/** Two trains face each other without a track between them: no plan. */
static void test_blocked(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 1, 1, 2);
    line_place(&line, UP_1, BLOCK);
    assert_true(rail_state_is_safe(line.rail));
    line_place(&line, DOWN_1, BLOCK);
    assert_false(rail_state_is_safe(line.rail));
    assert_false(is_safe(&line, UP_1, MIDDLE));
    assert_false(is_safe(&line, DOWN_1, MIDDLE));
    line_deinit(&line);
}

/** A plan for a train that left the tracks, and wants to come back elsewhere, is forgotten. */
static void test_forgets(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 1, 1, 2);
    line_place(&line, DOWN_1, STAND);
    line_enter(&line, UP_1, STAND);
    assert_true(is_safe(&line, UP_1, STAND));
    assert_int_equal(line.rail->safety.plan_count, 2);
    /* It does not come now; meanwhile the search looked at it in the block. */
    line.rail->safety.at[UP_1] = line_spot(&line, UP_1, BLOCK);
    assert_true(rail_state_is_safe(line.rail));
    assert_int_equal(line.rail->safety.plan_count, 1);
    assert_move(&line, 0, DOWN_1, line_spot(&line, DOWN_1, 6));
    line_deinit(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loop),     cmocka_unit_test(test_three_trains),
        cmocka_unit_test(test_terminus), cmocka_unit_test(test_plan),
        cmocka_unit_test(test_blocked),  cmocka_unit_test(test_forgets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
