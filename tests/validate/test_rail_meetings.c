// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/rail_meetings.h"

/** Run 0 goes up and run 1 down over sections 0 and 1, which are one single track; section 2 has
 * two tracks. */
static struct timetable timetable = {
    .patterns =
        (struct pattern[]){{.first_call = 0, .call_count = 2}, {.first_call = 2, .call_count = 2}},
    .run_pattern = (uint32_t[]){0, 1, 0},
};
static struct rail_network network = {
    .timetable = &timetable,
    .sections = (struct rail_section[]){{1, 0, 0}, {1, 0, 1}, {2, NONE, 2}},
    .steps = (struct rail_step[]){{.first_need = 0, .need_count = 1, .heading = RAIL_UP},
                                  {.first_need = 1, .need_count = 1, .heading = RAIL_UP},
                                  {.first_need = 1, .need_count = 1, .heading = RAIL_DOWN},
                                  {.first_need = 0, .need_count = 1, .heading = RAIL_DOWN}},
    .needs = (uint32_t[]){0, 1},
    .hops = (struct rail_hop[]){{0, 2}, {0, 0}, {2, 2}, {0, 0}},
};

static struct transit_rows rows_of(struct rail_occupation_kept *occupations, uint32_t count)
{
    return (struct transit_rows){.occupations = occupations, .occupation_count = count};
}

/** What ends as the next begins does not meet it. */
static void too_many(void **state)
{
    (void)state;
    struct rail_occupation_kept fine[] = {
        {2, 2, 15, 30}, {0, 2, 0, 20}, {1, 2, 20, 40}, {0, 0, 0, 10}, {2, 0, 10, 20}};
    struct transit_rows rows = rows_of(fine, 5);
    assert_int_equal(rail_meetings_too_many(&network, &rows), 0);
    struct rail_occupation_kept wrong[] = {
        {2, 2, 15, 30}, {0, 2, 0, 21}, {1, 2, 20, 40}, {0, 0, 0, 11}, {2, 0, 10, 20}};
    rows = rows_of(wrong, 5);
    assert_int_equal(rail_meetings_too_many(&network, &rows), 2);
    rows = rows_of(NULL, 0);
    assert_int_equal(rail_meetings_too_many(&network, &rows), 0);
}

/** Runs 0 and 2 may follow each other; run 1 must wait for both. */
static void opposed(void **state)
{
    (void)state;
    struct rail_occupation_kept fine[] = {
        {0, 0, 0, 10}, {0, 1, 5, 20}, {2, 0, 10, 20}, {2, 1, 20, 30}, {1, 1, 30, 40}};
    struct transit_rows rows = rows_of(fine, 5);
    assert_int_equal(rail_meetings_opposed(&network, &rows), 0);
    struct rail_occupation_kept wrong[] = {
        {0, 0, 0, 10}, {0, 1, 5, 20}, {2, 0, 10, 20}, {2, 1, 20, 30}, {1, 1, 19, 40}};
    rows = rows_of(wrong, 5);
    assert_int_equal(rail_meetings_opposed(&network, &rows), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(too_many), cmocka_unit_test(opposed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
