// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

#include "network/rail_parts.h"

static void test_sections(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    rail_fixture_build(&f);
    const struct rail_network *n = f.network;
    static const struct {
        const char *name, *group;
        uint32_t tracks, row;
    } expected[] = {
        {"A", NULL, 3, 0},     {"m1u", NULL, 1, 2},     {"m1d", NULL, 1, 3}, {"m2u", NULL, 1, 4},
        {"m2d", NULL, 1, 5},   {"m3u", NULL, 1, 6},     {"m3d", NULL, 1, 7}, {"S", NULL, 4, 8},
        {"E", NULL, 1, 10},    {"s1", "low", 1, 11},    {"L", NULL, 2, 12},  {"s3", "high", 1, 13},
        {"s4", "high", 1, 14}, {"b0", "branch", 1, 16}, {"T", NULL, 1, 17},  {"x", NULL, 1, 0}};
    assert_int_equal(n->section_count, sizeof expected / sizeof expected[0]);
    for (uint32_t i = 0; i < n->section_count; i++) {
        assert_string_equal(names_text(&n->section_names, i), expected[i].name);
        assert_int_equal(n->sections[i].track_count, expected[i].tracks);
        assert_int_equal(n->sections[i].row, expected[i].row);
        if (expected[i].group == NULL)
            assert_int_equal(n->sections[i].group, NONE);
        else
            assert_string_equal(names_text(&n->group_names, n->sections[i].group),
                                expected[i].group);
    }
    assert_int_equal(n->group_count, 3);
    rail_fixture_deinit(&f);
}

static void test_metres(void **state)
{
    (void)state;
    assert_int_equal(rail_metres(165.137), 165137);
    assert_int_equal(rail_metres(0.29), 290);
    assert_int_equal(rail_metres(0.0), 0);
}

/** With falling kilometres a train at a limit enters the block below. */
static void test_find_lane(void **state)
{
    (void)state;
    struct rail_lane lanes[] = {{.railway = 1, .heading = RAIL_UP, .from_m = 100, .to_m = 200},
                                {.railway = 1, .heading = RAIL_UP, .from_m = 200, .to_m = 300},
                                {.railway = 1, .heading = RAIL_DOWN, .from_m = 100, .to_m = 200},
                                {.railway = 1, .heading = RAIL_DOWN, .from_m = 250, .to_m = 300}};
    struct rail_build build = {.lanes = lanes, .lane_count = 4};
    static const struct {
        uint8_t heading;
        int32_t at_m;
        int lane;
    } cases[] = {{RAIL_UP, 99, -1},    {RAIL_UP, 100, 0},   {RAIL_UP, 199, 0},
                 {RAIL_UP, 200, 1},    {RAIL_UP, 300, -1},  {RAIL_DOWN, 100, -1},
                 {RAIL_DOWN, 101, 2},  {RAIL_DOWN, 200, 2}, {RAIL_DOWN, 220, -1},
                 {RAIL_DOWN, 250, -1}, {RAIL_DOWN, 300, 3}, {RAIL_DOWN, 301, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct rail_lane *lane = rail_lane_find(&build, 1, cases[i].heading, cases[i].at_m);
        assert_int_equal(lane != NULL ? (int)(lane - lanes) : -1, cases[i].lane);
    }
    assert_null(rail_lane_find(&build, 0, RAIL_UP, 150));
    assert_null(rail_lane_find(&build, 2, RAIL_UP, 150));
}

static void expect(const char *blocks, const char *platforms, unsigned count, const char *text)
{
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks", blocks);
    rail_fixture_add(&f, "platforms", platforms);
    rail_fixture_build_fails(&f, count, text);
    rail_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    expect("p,m,increasing_km,2,1,line,,90,\n", "", 1,
           "blocks:2: block 'p' ends at km 1.000, must end above its begin at km 2.000");
    expect("p,m,increasing_km,0,1,station,Hoerde,90,\n", "Hoerdee,2,\n", 1,
           "blocks:2: there is no station of platforms 'Hoerde', did you mean 'Hoerdee'?");
    expect("p,m,increasing_km,0,1,line,,90,\np,m,increasing_km,1,2,line,,90,\n", "", 1,
           "blocks:3: 'p' is the name of the section in line 2 already");
    expect("p,m,increasing_km,0,1,line,,90,\nq,m,increasing_km,0.9,2,line,,90,\n", "", 1,
           "blocks:3: block 'q' begins at km 0.900 of line 'm', before block 'p' of line 2 ends at "
           "km 1.000");
    expect("p,m,both,0,1,line,,90,\n", "", 1,
           "block 'p' is single track (direction both) and needs "
           "an exclusive_group");
    expect("p,m,increasing_km,0,1,line,,90,G\n", "", 1,
           "block 'p' is for trains of 'increasing_km' only, so it is no part of the single track "
           "'G'");
    expect("p,m,both,0,1,station,A,90,G\n", "A,2,\n", 1,
           "station 'A' has 2 tracks, so its block 'p' is no part of the single track 'G'");
    expect("p,m,both,0,1,station,A,90,G\n", "A,1,\nA,2,\n", 1,
           "platforms:3: station 'A' is listed twice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections), cmocka_unit_test(test_metres),
        cmocka_unit_test(test_find_lane), cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
