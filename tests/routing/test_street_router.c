// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/street_fixture.h"

/** m lies at the node of b, so b - m - c is one stretch. */
static void stops_between_nodes_are_passed(void **state)
{
    (void)state;
    struct people_fixture f;
    street_fixture_init(&f, true);
    street_fixture_build(&f, "7,0,08:00\n7,0,09:00");
    struct street_ways ways = street_fixture_ways(&f);
    assert_int_equal(ways.stretch_count, 3);
    static const uint32_t expected[] = {0, 1, 1, 2, NONE};
    for (uint32_t i = 0; i < STREET_CALLS; i++)
        assert_int_equal(ways.stretch_of_call[i], expected[i]);
    assert_links(&f, &ways, &ways.stretches[0].way, "AB");
    assert_links(&f, &ways, &ways.stretches[1].way, "BC");
    assert_links(&f, &ways, &ways.stretches[2].way, "CD");
    assert_int_equal(ways.stretches[1].first_call, CALL_B);
    assert_int_equal(ways.stretches[1].last_call, CALL_C);
    assert_int_equal(ways.stretches[1].way.free_ms, 50000);
    assert_int_equal(ways.stretches[1].detour.link_count, 0);
    assert_int_equal(ways.hops, 8); /* four of two runs */
    assert_int_equal(ways.street_hops, 8);
    assert_near(ways.street_hops_m, 6000, 5);
    assert_near(ways.hops_m, ways.street_hops_m, 0);
    street_ways_deinit(&ways);
    people_fixture_deinit(&f);
}

/** A forbidden turn and a mean wait at a signal are reckoned with. */
static void turns_and_signals(void **state)
{
    (void)state;
    struct people_fixture f;
    street_fixture_init(&f, true);
    fixture_turn(&f.roads, "AB", "BC", false);
    fixture_signal(&f.roads, "B", 60, 0);
    fixture_green(&f.roads, "B", "AB", 0, 30);
    fixture_green(&f.roads, "B", "BCr", 30, 30);
    fixture_green(&f.roads, "B", "BEr", 30, 30);
    /* One hop from a to c, and time enough for it. */
    f.transit_tables.line_stops.count = 0;
    transit_add(&f, "line_stops", "7,0,1,a,0,0,0\n7,0,2,c,4,4,2");
    street_fixture_build(&f, "7,0,08:00");
    struct street_ways ways = street_fixture_ways(&f);
    assert_int_equal(ways.stretch_count, 1);
    assert_links(&f, &ways, &ways.stretches[0].way, "AB BE EC");
    assert_int_equal(ways.stretches[0].way.free_ms, 130000);
    assert_int_equal(ways.stretches[0].way.wait_ms, 7500); /* 30^2 / (2 * 60) */
    street_ways_deinit(&ways);
    people_fixture_deinit(&f);
}

/** Where the timetable leaves no time, or the way is a long way round, the bus has its own. */
static void what_cannot_be_the_way(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "7,0,1,a,0,0,0\n7,0,2,b,0.88,0.88,1", /* 52.8 s for 50 s and 3 s around it */
        "7,0,1,b,0,0,0\n7,0,2,m,9,9,0.5",     /* the same node */
        "7,0,1,m,0,0,0\n7,0,2,e,9,9,0.5",     /* 800 m from B; 600 m straight, 480 m to B */
    };
    static const uint32_t expected[] = {0, 0, 1};
    for (int i = 0; i < 3; i++) {
        struct people_fixture f;
        street_fixture_init(&f, true);
        people_stop(&f, "e", 1500, 600);
        f.transit_tables.line_stops.count = 0;
        transit_add(&f, "line_stops", rows[i]);
        street_fixture_build(&f, "7,0,08:00");
        struct street_ways ways = street_fixture_ways(&f);
        assert_int_equal(ways.stretch_count, expected[i]);
        assert_int_equal(ways.hops, 1);
        assert_int_equal(ways.street_hops, expected[i]);
        street_ways_deinit(&ways);
        people_fixture_deinit(&f);
    }
    /* The crossing C is one of motorways: the stretch from b ends at d. */
    struct people_fixture m;
    street_fixture_init(&m, false);
    for (uint32_t i = 1; i < 3; i++)
        ((struct road_link_row *)m.roads.tables.links.rows)[i].class = ROAD_CLASS_MOTORWAY;
    fixture_link(
        &m.roads,
        (struct road_link_row){
            .id = "DE", .from = "D", .to = "E", .class = ROAD_CLASS_TRUNK, .length_m = 1700});
    street_fixture_build(&m, "7,0,08:00");
    struct street_ways passed = street_fixture_ways(&m);
    assert_int_equal(passed.stretch_count, 2);
    assert_links(&m, &passed, &passed.stretches[1].way, "BC CD");
    assert_int_equal(passed.stretches[1].last_call, CALL_D);
    street_ways_deinit(&passed);
    people_fixture_deinit(&m);

    /* Without the direct link: 1,600 m are more than 1.5 times 1,000 m, and both stops are 20 m
     * from their nodes. */
    struct people_fixture f;
    street_fixture_init(&f, true);
    ((struct road_link_row *)f.roads.tables.links.rows)[1].length_m = 4000;
    street_fixture_build(&f, "7,0,08:00");
    struct street_ways ways = street_fixture_ways(&f);
    assert_int_equal(ways.stretch_of_call[CALL_M], ways.stretch_of_call[CALL_C]); /* b - d */
    assert_links(&f, &ways, &ways.stretches[1].way, "BE EC CD");
    street_ways_deinit(&ways);
    people_fixture_deinit(&f);
}

/** Where a link of the way is closed at some time, there is a detour, if the roads have one. */
static void detours(void **state)
{
    (void)state;
    for (int has_detour = 0; has_detour < 2; has_detour++) {
        struct people_fixture f;
        street_fixture_init(&f, has_detour);
        fixture_closure(&f.roads, "BC", 30000, 36000);
        street_fixture_build(&f, "7,0,08:00");
        struct street_ways ways = street_fixture_ways(&f);
        assert_int_equal(ways.stretch_count, 3);
        assert_links(&f, &ways, &ways.stretches[1].way, "BC");
        assert_links(&f, &ways, &ways.stretches[1].detour, has_detour ? "BE EC" : "");
        assert_int_equal(ways.stretches[0].detour.link_count, 0);
        street_ways_deinit(&ways);
        people_fixture_deinit(&f);
    }
}

/** The table says what a line runs on; without a word its mode does. */
static void only_lines_in_the_street(void **state)
{
    (void)state;
    static const struct {
        const char *mode, *way;
        uint32_t stretches;
    } cases[] = {{"bus", "", 3},        {"night_bus", "", 3}, {"tram", "", 0},
                 {"light_rail", "", 0}, {"rail", "", 0},      {"bus", "own", 0},
                 {"tram", "street", 3}, {"bus", "rail", 0},   {"bus", "by_mode", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct people_fixture f;
        char row[64];
        street_fixture_init(&f, true);
        snprintf(row, sizeof row, "7,a - d,%s,,bus", cases[i].mode);
        transit_add(&f, "lines", row);
        struct table *lines = &f.transit_tables.lines;
        assert_int_equal(field_set_text(fields_find(lines->fields, "way"), lines->rows,
                                        cases[i].way, &lines->text, "lines", &f.roads.err),
                         STATUS_OK);
        transit_add(&f, "departures", "7,0,08:00");
        people_fixture_build(&f);
        struct street_ways ways = street_fixture_ways(&f);
        assert_int_equal(ways.stretch_count, cases[i].stretches);
        street_ways_deinit(&ways);
        people_fixture_deinit(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_between_nodes_are_passed), cmocka_unit_test(turns_and_signals),
        cmocka_unit_test(what_cannot_be_the_way), cmocka_unit_test(detours),
        cmocka_unit_test(only_lines_in_the_street)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
