// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

static void expect(const char *crossings, const char *text)
{
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks", RAIL_FIXTURE_BLOCKS);
    rail_fixture_add(&f, "platforms", RAIL_FIXTURE_PLATFORMS);
    rail_fixture_add(&f, "crossings", crossings);
    rail_fixture_build_fails(&f, 1, text);
    rail_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    expect("y,m,2,3,c,increasing_km\n", "crossings:2: there is no block on line 'c'");
    expect("y,mm,2,3,b,increasing_km\n",
           "crossings:2: there is no block on line 'mm', did you mean 'm'?");
    expect("y,m,2,3.1,b,increasing_km\n",
           "crossing 'y' at km 2.000 to 3.100 of line 'm' does not lie within one block");
    expect("y,m,3,2,b,increasing_km\n",
           "crossing 'y' ends at km 2.000, must end above its begin at km 3.000");
    expect("y,m,2,3,b,both\n", "crossing 'y': crossed is 'both', must be the track of one "
                               "direction, 'increasing_km' or 'decreasing_km'");
    expect("m2u,m,2,3,b,increasing_km\n", "'m2u' is the name of another section already");
}

/** The branch on the other side: now the train to the branch crosses, and the trains that go on
 * the other way. */
static void test_left_branch(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    f.tables.crossings.count = 0;
    rail_fixture_add(&f, "crossings", "x,m,2,2.75,b,decreasing_km\n");
    rail_fixture_build(&f);
    const struct timetable *t = f.transit.timetable;
    char text[512];
    assert_string_equal(
        rail_fixture_hop(f.network, rail_fixture_call(t, "X", 0, 0), text, sizeof text),
        "500@100 A, 1500@120 m1u, 500@120 m2u+x, 1500@60 b0, 500@60 T");
    assert_string_equal(
        rail_fixture_hop(f.network, rail_fixture_call(t, "X", 1, 0), text, sizeof text),
        "500@60 T', 1500@60 b0', 500@120 m2d', 1500@120 m1d', 500@100 A'");
    assert_string_equal(
        rail_fixture_hop(f.network, rail_fixture_call(t, "Q", 0, 0), text, sizeof text),
        "500@100 A, 1500@120 m1u, 1000@120 m2u, 1500@120 m3u, 500@80 S");
    assert_string_equal(
        rail_fixture_hop(f.network, rail_fixture_call(t, "Q", 1, 0), text, sizeof text),
        "500@80 S', 1500@120 m3d', 250@120 m2d', 750@120 m2d+x', 1500@120 m1d', 500@100 A'");
    rail_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings),
                                       cmocka_unit_test(test_left_branch)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
