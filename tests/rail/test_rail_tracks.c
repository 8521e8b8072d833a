// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_state_fixture.h"

enum { UP_1 = 0, DOWN_1 = 1, UP_2 = 2, DOWN_2 = 3, UP_3 = 4 };

static bool is_free(const struct rail_line *line, uint32_t run, uint32_t at)
{
    return rail_tracks_free(line->rail, run, line_spot(line, run, at), 0);
}

/** A station has room for as many trains as it has tracks, a block for one. */
static void test_counts(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 0);
    assert_int_equal(line.rail->sections[0].occupied, 1);
    assert_true(is_free(&line, UP_2, 0));
    line_place(&line, UP_2, 0);
    assert_int_equal(line.rail->sections[0].occupied, 2);
    assert_false(is_free(&line, UP_3, 0));
    assert_true(is_free(&line, UP_1, 1));
    rail_tracks_take(line.rail, UP_1, line_spot(&line, UP_1, 1), 7000);
    assert_false(is_free(&line, UP_2, 1));
    assert_int_equal(line.rail->active_count, 2);
    const struct train *train = &line.rail->trains[UP_1];
    assert_int_equal(train->hold_count, 2);
    assert_int_equal(train->head - train->tail, 1);
    const struct rail_hold *hold = rail_hold_find(&line.rail->trains[UP_1], line.first_block[0][0]);
    assert_int_equal(hold->set_ms, 7000);
    assert_int_equal(hold->enter_ms, UINT32_MAX);
    assert_null(rail_hold_find(&line.rail->trains[UP_1], line.first_block[0][0] + 1));
    line_deinit(&line);
}

/** Two blocks of one single track: behind each other, not against each other. */
static void test_directions(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 2); /* second block of the first single track */
    assert_int_equal(line.rail->groups[0].occupied[RAIL_UP], 1);
    assert_true(is_free(&line, UP_2, 1));
    /* Down: station 2, two blocks, station 1, once more as its next stand, then the blocks. */
    assert_false(is_free(&line, DOWN_1, 6));
    assert_true(is_free(&line, DOWN_1, 1)); /* the other single track */
    line_place(&line, UP_2, 1);
    assert_int_equal(line.rail->groups[0].occupied[RAIL_UP], 2);
    assert_int_equal(line.rail->groups[0].occupied[RAIL_DOWN], 0);
    line_deinit(&line);
}

/** Closed sections: until when, and not for the train that is in. */
static void test_closed(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    uint32_t block = line.first_block[0][0], spot = line_spot(&line, UP_1, 1);
    line_change(&line, (struct rail_change){.section = block, .from_ms = 100, .until_ms = 200});
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot, 99), 0);
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot, 100), 200);
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot, 199), 200);
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot, 200), 0);
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot + 1, 150), 0);
    assert_false(rail_tracks_free(line.rail, UP_1, spot, 150));
    assert_true(rail_tracks_free(line.rail, UP_1, spot, 200));
    line_place(&line, UP_1, 1);
    assert_int_equal(rail_tracks_open_ms(line.rail, UP_1, spot, 150), 0);
    line.changes[0].is_open = true;
    assert_true(rail_tracks_free(line.rail, UP_2, line_spot(&line, UP_2, 2), 150));
    line_deinit(&line);
}

/** A train has room for 24 sections; what it has already needs none. */
static void test_most_holds(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 1);
    struct train *train = &line.rail->trains[UP_1];
    for (uint32_t i = 1; i < RAIL_HOLDS_MAX; i++)
        train->holds[i].section = 1000;
    train->hold_count = RAIL_HOLDS_MAX;
    assert_int_equal(RAIL_HOLDS_MAX, 24);
    assert_false(is_free(&line, UP_1, 2));
    assert_true(is_free(&line, UP_1, 1));
    train->hold_count--;
    assert_true(is_free(&line, UP_1, 2));
    line_deinit(&line);
}

/** After a day with trains of both directions nothing is occupied. */
static void test_all_given_back(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 6);
    rail_destroy(line.rail);
    kernel_destroy(line.kernel);
    team_destroy(line.team);
    line_run(&line, 1, 10 * LINE_HOUR_MS);
    assert_int_equal(rail_totals(line.rail).trains_ended, 6);
    for (uint32_t i = 0; i < line.network.section_count; i++)
        assert_int_equal(line.rail->sections[i].occupied, 0);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(line.rail->groups[i].occupied[0] + line.rail->groups[i].occupied[1], 0);
    /* Each run passes three stations and four blocks. */
    assert_int_equal(line.row_count, 6 * 7);
    line_deinit(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),         cmocka_unit_test(test_directions),
        cmocka_unit_test(test_closed),         cmocka_unit_test(test_most_holds),
        cmocka_unit_test(test_all_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
