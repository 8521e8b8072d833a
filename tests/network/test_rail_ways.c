// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

#define CALLS_MAX 4

static void test_steps(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int direction;
        const char *hops[CALLS_MAX];
    } cases[] = {
        {"R",
         0,
         {"500@100 A, 1000@120 m1u",
          "500@100 m1u, 500@100 m2u+x, 500@120 m2u+x, 1500@120 m3u, "
          "500@80 S",
          "500@80 S', 1000@80 s4', 1000@80 s3', 500@80 L'", "500@80 L', 2000@80 s1', 500@60 E'"}},
        {"R",
         1,
         {"500@60 E, 2000@80 s1, 500@80 L", "500@80 L, 1000@80 s3, 1000@80 s4, 500@80 S",
          "500@80 S', 1500@120 m3d', 500@120 m2d', 500@100 m2d', 500@100 m1d'",
          "1000@120 m1d', 500@100 A'"}},
        {"X", 0, {"500@100 A, 1500@120 m1u, 500@120 m2u, 1500@60 b0, 500@60 T"}},
        {"X", 1, {"500@60 T', 1500@60 b0', 500@120 m2d+x', 1500@120 m1d', 500@100 A'"}},
        {"Q", 0, {"500@100 A, 1500@120 m1u, 1000@120 m2u+x, 1500@120 m3u, 500@80 S"}},
        {"Q", 1, {"500@80 S', 1500@120 m3d', 1000@120 m2d', 1500@120 m1d', 500@100 A'"}},
    };
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    rail_fixture_build(&f);
    char text[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (uint32_t k = 0; k < CALLS_MAX && cases[i].hops[k] != NULL; k++) {
            uint32_t call =
                rail_fixture_call(f.transit.timetable, cases[i].line, cases[i].direction, k);
            assert_string_equal(rail_fixture_hop(f.network, call, text, sizeof text),
                                cases[i].hops[k]);
        }
    assert_int_equal(f.network->covered_count, 12);
    assert_int_equal(f.network->hops[4].step_count, 0); /* the last call of R */
    rail_fixture_deinit(&f);
}

/** Without a block in the middle a hop has no steps; the others keep theirs. */
static void test_uncovered(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks",
                     "m0u,m,increasing_km,0,0.5,station,A,100,\n"
                     "m1u,m,increasing_km,0.5,2,line,,120,\n"
                     "m3u,m,increasing_km,3,4.5,line,,120,\n"
                     "m4u,m,increasing_km,4.5,5,station,S,80,\n"
                     "s5,s,both,5.5,6,station,S,80,\n");
    rail_fixture_add(&f, "platforms", RAIL_FIXTURE_PLATFORMS);
    rail_fixture_add_lines(&f);
    rail_fixture_add(&f, "rail_route",
                     "R,1,a,h,m,0,1.5,\nR,2,h,s,m,1.5,5,\nQ,1,a,s,,0,5,\nX,1,a,t,n,0,4,\n");
    rail_fixture_build(&f);
    assert_int_equal(f.network->hops[0].step_count, 2);
    for (uint32_t i = 1; i < f.transit.timetable->call_count; i++)
        assert_int_equal(f.network->hops[i].step_count, 0);
    assert_int_equal(f.network->step_count, 2);
    assert_int_equal(f.network->need_count, 2);
    assert_int_equal(f.network->covered_count, 1);
    rail_fixture_deinit(&f);
}

/** A line whose `way` is another one stays off the blocks, whatever its mode. */
static void test_way_of_line(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    fixture_build(&f.transit);
    struct timetable *timetable = f.transit.timetable;
    uint32_t calls[2] = {rail_fixture_call(timetable, "Q", 0, 0),
                         rail_fixture_call(timetable, "R", 0, 0)};
    timetable->lines[names_find(&timetable->line_names, "Q")].way = SERVICE_WAY_OWN;
    assert_int_equal(rail_network_build(&f.tables, timetable, &f.network, &f.transit.err),
                     STATUS_OK);
    assert_int_equal(f.network->hops[calls[0]].step_count, 0);
    assert_true(f.network->hops[calls[1]].step_count > 0);
    assert_int_equal(f.network->covered_count, 10);
    rail_fixture_deinit(&f);
}

static void expect(const char *blocks, const char *routes, const char *crossings, unsigned count,
                   const char *text)
{
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks", blocks);
    rail_fixture_add(&f, "platforms", RAIL_FIXTURE_PLATFORMS);
    rail_fixture_add_lines(&f);
    rail_fixture_add(&f, "rail_route", routes);
    rail_fixture_add(&f, "crossings", crossings);
    rail_fixture_build_fails(&f, count, text);
    rail_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    expect("p,m,increasing_km,0,1.5,line,,90,\nq,m,increasing_km,1.5,5,line,,90,\n",
           "R,1,a,h,m,0,1.5,\nR,2,h,s,m,1.5,5,\n", "", 1,
           "rail_route:3: line 'R' comes to 'h' in 'p' and leaves it in 'q': a train must stand "
           "within one block and beside a crossing, so move the limit away from km 1.500 of line "
           "'m'");
    expect("p,m,increasing_km,0,5,line,,90,\nq,b,increasing_km,0,1,line,,90,\n",
           "R,1,a,h,m,0,1.5,\nR,2,h,s,m,1.5,5,\n", "x,m,1,1.5,b,increasing_km\n", 1,
           "line 'R' comes to 'h' in 'x' and leaves it in 'p'");
    expect("p,m,both,0,2,line,,90,G\nq,b,both,0,2,line,,90,G\n", "X,1,a,t,m,0,2,\nX,2,a,t,b,2,0,\n",
           "", 2,
           "rail_route:3: line 'X' passes the single track 'G' with rising and with falling "
           "kilometres between 'a' and 't'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps), cmocka_unit_test(test_uncovered),
        cmocka_unit_test(test_way_of_line), cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
