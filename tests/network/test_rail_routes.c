// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

#include "network/rail_routes.h"

static void expect(const char *routes, unsigned count, const char *text)
{
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks", RAIL_FIXTURE_BLOCKS);
    rail_fixture_add(&f, "platforms", RAIL_FIXTURE_PLATFORMS);
    rail_fixture_add_lines(&f);
    rail_fixture_add(&f, "rail_route", routes);
    rail_fixture_build_fails(&f, count, text);
    rail_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    expect("RR,1,a,h,m,0,1.5,\n", 1, "rail_route:2: there is no line 'RR', did you mean 'R'?");
    expect("R,1,a,hh,m,0,1.5,\nR,2,q,h,m,0,1,\n", 2,
           "rail_route:2: there is no stop 'hh', did you mean 'h'?");
    expect("R,1,a,h,m,1.5,1.5,\n", 1,
           "rail_route:2: the way of line 'R' from 'a' to 'h' has a piece of line 'm' that begins "
           "and ends at km 1.500");
    expect("R,1,a,h,m,0,1,\nR,2,a,h,m,1.2,1.5,\n", 1,
           "rail_route:3: the way of line 'R' goes on at km 1.200 of line 'm', but stopped at km "
           "1.000 in line 2");
    expect("R,1,a,h,m,0,1,\nR,1,a,h,m,1,1.5,\n", 1,
           "rail_route:3: line 'R' has seq 1 twice between 'a' and 'h', first in line 2");
}

/** Pieces in the order of travel, a known hop backwards for the other direction, and a mark where
 * no way is known. */
static void test_lay(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add_lines(&f);
    rail_fixture_add(&f, "rail_route",
                     "R,9,h,s,m,2.5,5,\nR,2,h,s,m,1.5,2.5,72\nR,1,a,h,m,0,1.5,\n"
                     "R,4,l,s,s,3,6,\n");
    fixture_build(&f.transit);
    struct error *err = &f.transit.err;
    struct rail_network network = {.tables = &f.tables, .timetable = f.transit.timetable};
    struct rail_build build = {.network = &network};
    uint32_t railway;
    assert_int_equal(names_add(&build.railways, "m", &railway, NULL, err), STATUS_OK);
    struct rail_routes routes;
    struct rail_way way = {0};
    assert_int_equal(rail_routes_read(&build, &routes, err), STATUS_OK);
    assert_int_equal(routes.count, 4);

    static const int32_t up[5][2] = {{0, 1500}, {1500, 2500}, {2500, 5000}, {6000, 3000}, {0, 0}};
    for (uint32_t pattern = 0; pattern < 2; pattern++) {
        assert_int_equal(rail_routes_lay(&routes, f.transit.timetable, pattern, &way, err),
                         STATUS_OK);
        assert_int_equal(way.count, 5);
        for (uint32_t i = 0; i < 5; i++) {
            const struct rail_piece *piece = &way.pieces[pattern == 0 ? i : 4 - i];
            assert_int_equal(piece->from_m, up[i][pattern == 0 ? 0 : 1]);
            assert_int_equal(piece->to_m, up[i][pattern == 0 ? 1 : 0]);
            assert_int_equal(piece->railway, i < 3 ? railway : NONE);
        }
    }
    assert_near(way.pieces[3].speed_mps, 20.0, 1e-6);
    assert_int_equal(way.pieces[0].row, NONE);
    assert_int_equal(way.pieces[0].call, 5);
    assert_int_equal(way.pieces[2].call, 7);
    assert_int_equal(way.pieces[3].call, 7);
    rail_way_deinit(&way);
    rail_routes_deinit(&routes);
    names_deinit(&build.railways);
    rail_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings), cmocka_unit_test(test_lay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
