// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_state_fixture.h"

enum { UP_1 = 0, DOWN_1 = 1, UP_2 = 2 };

/** The audit fails with this in its text. */
static void audit_finds(struct rail_line *line, const char *text)
{
    struct error err = {0};
    assert_int_equal(rail_audit(line->rail, 90500, &err), STATUS_INTERNAL);
    if (strstr(err.text, text) == NULL || strstr(err.text, "at 90.500 s") == NULL)
        fail_msg("'%s' is not in '%s'", text, err.text);
}

static void audit_passes(struct rail_line *line)
{
    struct error err = {0};
    if (rail_audit_watch(line->rail, line->kernel, 90500, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/** Every counter that is off by one is found, and named. */
static void test_counters(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    struct rail *rail = line.rail;
    audit_passes(&line);
    line_place(&line, UP_1, 1);
    audit_passes(&line);
    rail->sections[1].occupied++;
    audit_finds(&line, "counted trains of 'station 1' should be 0, but is 1");
    rail->sections[1].occupied--;
    rail->groups[1].occupied[RAIL_DOWN]++;
    audit_finds(&line, "counted sections of 'single 1' should be 0, but is 1");
    rail->groups[1].occupied[RAIL_DOWN]--;
    rail->groups[0].occupied[RAIL_UP]--;
    audit_finds(&line, "counted sections of 'single 0' should be 1, but is 0");
    rail->groups[0].occupied[RAIL_UP]++;
    audit_passes(&line);
    line_deinit(&line);
}

/** Two trains in one block. */
static void test_meeting(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 1);
    line_place(&line, UP_2, 1);
    audit_finds(&line, "the most trains of 'block 3' should be 1, but is 2");
    line_deinit(&line);
}

/** Two trains towards each other in the two blocks of a single track. */
static void test_directions(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 1);
    line_place(&line, DOWN_1, 5);
    audit_finds(&line, "sections against the direction of 'single 0' should be 0, but is 1");
    line_deinit(&line);
}

/** A section that no spot of the train needs. */
static void test_without_way(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line_place(&line, UP_1, 1);
    struct train *train = &line.rail->trains[UP_1];
    train->holds[train->hold_count++] = (struct rail_hold){.section = 2};
    line.rail->sections[2].occupied++;
    audit_finds(&line, "trains without a way over the section of 'station 2' should be 0");
    line_deinit(&line);
}

/** Everything counted well, and yet nobody can go on: a loop of one track between two trains. */
static void test_deadlock(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 1, 2);
    line_place(&line, UP_1, 2);
    line_place(&line, DOWN_1, 2);
    audit_finds(&line, "2 trains block each other");
    line_deinit(&line);
}

/** The audit runs by itself every quarter of an hour, and ends the run at the first violation. */
static void test_in_the_run(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_single(&line, 2, 2, 2);
    line.rail->sections[1].occupied++;
    assert_int_equal(RAIL_AUDIT_MS, 900000);
    assert_int_equal(kernel_run_until(line.kernel, LINE_HOUR_MS, &line.err), STATUS_INTERNAL);
    if (strstr(line.err.text, "'station 1'") == NULL)
        fail_msg("%s", line.err.text);
    line_deinit(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counters),   cmocka_unit_test(test_meeting),
        cmocka_unit_test(test_directions), cmocka_unit_test(test_without_way),
        cmocka_unit_test(test_deadlock),   cmocka_unit_test(test_in_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
