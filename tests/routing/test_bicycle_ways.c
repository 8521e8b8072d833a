// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

#include "demand/corridor_fixture.h"
#include "routing/bicycle_ways.h"

#define FLAT_MPS 4.0

static void speed_falls_uphill_and_rises_downhill(void **state)
{
    (void)state;
    assert_near(bicycle_speed_mps(6.01, 0.0), 6.01, 1e-12);
    assert_near(bicycle_speed_mps(6.01, 0.01), 6.01 - 0.4002, 1e-9);
    assert_near(bicycle_speed_mps(6.01, -0.01), 6.01 + 0.2398, 1e-9);
    assert_near(bicycle_speed_mps(3.005, 0.05), 3.005 - 5 * 0.2001, 1e-9);
    assert_near(bicycle_speed_mps(6.01, -0.06), bicycle_speed_mps(6.01, -0.2), 1e-12);
    assert_near(bicycle_speed_mps(6.01, 0.3), 4 / 3.6, 1e-12);
    assert_near(bicycle_speed_mps(1.0, 0.3), 1.0, 1e-12); /* nobody pushes faster than riding */
}

/** A (0 m) - B (40 m) over a hill H (60 m), 1 km and 2 km; a motor road on the level from A to B,
 * 2 km; C lies alone, 500 m east of B. Places a, b, c, and a2 at A. */
static void hills(struct network_fixture *f)
{
    static const double heights_m[] = {0, 40, 60, 45};
    static const char *const nodes[] = {"A", "B", "H", "C"};
    static const double x_m[] = {0, 2000, 800, 2500};
    network_fixture_init(f);
    for (int i = 0; i < 4; i++) {
        struct height_row row = {.node = nodes[i], .height_m = heights_m[i]};
        fixture_node(f, nodes[i], x_m[i], 0);
        fixture_add_row(f, &f->tables.heights, &row);
    }
    fixture_link(
        f, (struct road_link_row){
               .id = "AB", .from = "A", .to = "B", .length_m = 2000, .class = ROAD_CLASS_TRUNK});
    struct road_link_row street = {
        .id = "AH", .from = "A", .to = "H", .length_m = 1000, .class = ROAD_CLASS_TERTIARY};
    fixture_link(f, street);
    street = (struct road_link_row){
        .id = "HB", .from = "H", .to = "B", .length_m = 2000, .class = ROAD_CLASS_TERTIARY};
    fixture_link(f, street);
    fixture_zone(f, "z");
    fixture_place(f, "a", "z", "A", 0.25);
    fixture_place(f, "b", "z", "B", 0.25);
    fixture_place(f, "c", "z", "C", 0.25);
    fixture_place(f, "a2", "z", "A", 0.25);
}

static struct bicycle_ways *build(const struct network *network, double flat_mps, uint32_t threads)
{
    struct error err = {0};
    struct bicycle_ways *ways = NULL;
    struct team *team = team_create(threads, &err);
    assert_int_equal(bicycle_ways_build(network, flat_mps, team, &ways, &err), STATUS_OK);
    team_destroy(team);
    return ways;
}

static void ways_lead_over_streets_and_count_climbs(void **state)
{
    (void)state;
    struct network_fixture f;
    hills(&f);
    struct bicycle_ways *ways = build(fixture_build(&f), FLAT_MPS, 1);
    const struct bicycle_way *there = bicycle_ways_at(ways, 0, 1);
    const struct bicycle_way *back = bicycle_ways_at(ways, 1, 0);
    double loss = 40.02 / 6.01, gain = 23.98 / 6.01;
    assert_int_equal(there->distance_m, 3000);
    assert_int_equal(there->climb_m, 60);
    assert_near(
        there->time_ms,
        1000 * (1000 / (FLAT_MPS * (1 - loss * 0.06)) + 2000 / (FLAT_MPS * (1 + gain * 0.01))), 2);
    assert_int_equal(back->climb_m, 20);
    assert_near(
        back->time_ms,
        1000 * (2000 / (FLAT_MPS * (1 - loss * 0.01)) + 1000 / (FLAT_MPS * (1 + gain * 0.06))), 2);
    assert_int_equal(bicycle_ways_ms(ways, 3, 1), there->time_ms); /* a2 is at A too */
    assert_int_equal(bicycle_ways_ms(ways, 0, 3), 0);
    bicycle_ways_destroy(ways);
    network_fixture_deinit(&f);
}

/** C has no street: the straight line from B, 500 m with 5 m of climb. */
static void without_a_street_the_straight_line_counts(void **state)
{
    (void)state;
    struct network_fixture f;
    hills(&f);
    struct bicycle_ways *ways = build(fixture_build(&f), FLAT_MPS, 1);
    assert_int_equal(bicycle_ways_at(ways, 1, 2)->distance_m, 500);
    assert_int_equal(bicycle_ways_climb_m(ways, 1, 2), 5);
    assert_near(bicycle_ways_ms(ways, 1, 2), 500000 / (FLAT_MPS * (1 - 0.4002 / 6.01)), 20);
    assert_int_equal(bicycle_ways_climb_m(ways, 2, 1), 0);
    bicycle_ways_destroy(ways);
    network_fixture_deinit(&f);
}

static void a_plan_keeps_its_distance(void **state)
{
    (void)state;
    struct network_fixture f;
    hills(&f);
    struct bicycle_ways *ways = build(fixture_build(&f), FLAT_MPS, 1);
    uint32_t way_ms = bicycle_ways_ms(ways, 0, 1);
    assert_near(bicycle_ways_plan_ms(ways, 0, 1, 3000), way_ms, 1);
    assert_near(bicycle_ways_plan_ms(ways, 0, 1, 2400), 0.8 * way_ms, 1);
    assert_int_equal(bicycle_ways_plan_ms(ways, 0, 3, 800), 200000); /* same node: flat */
    bicycle_ways_destroy(ways);
    network_fixture_deinit(&f);
}

/** Between Dortmund's main station and Schwerte's one way takes 55 to 70 min and is some 15 km
 * long, a tour there and back of 42 km has 355 m of climbing (known figures). Threads change
 * nothing. */
static void dortmund_to_schwerte_takes_an_hour(void **state)
{
    (void)state;
    static struct corridor corridor;
    struct error err = {0};
    assert_int_equal(corridor_read(&corridor, &err), STATUS_OK);
    struct bicycle_ways *ways = build(corridor.network, 15 / 3.6, 1);
    struct bicycle_ways *others = build(corridor.network, 15 / 3.6, 3);
    uint32_t from = names_find(&corridor.network->place_names, "D00_01");
    uint32_t to = names_find(&corridor.network->place_names, "S1_02");
    for (int i = 0; i < 2; i++) {
        const struct bicycle_way *way = bicycle_ways_at(ways, i ? to : from, i ? from : to);
        double minutes = way->time_ms / 60000.0;
        print_message("%s: %.1f km, %.1f min, %u m of climbing\n",
                      i ? "Schwerte - Dortmund" : "Dortmund - Schwerte", way->distance_m / 1000.0,
                      minutes, (unsigned)way->climb_m);
        assert_true(minutes > 55 && minutes < 70);
        assert_true(way->distance_m > 13000 && way->distance_m < 17000);
        assert_true(way->climb_m > 80 && way->climb_m < 200);
    }
    assert_int_equal(ways->node_count, others->node_count);
    assert_memory_equal(ways->ways, others->ways,
                        (size_t)ways->node_count * ways->node_count * sizeof *ways->ways);
    bicycle_ways_destroy(ways);
    bicycle_ways_destroy(others);
    corridor_free(&corridor);
}

/** On the cycle highway HB cyclists are half as fast again; slopes count as everywhere. */
static void a_link_may_have_its_own_speed(void **state)
{
    (void)state;
    uint32_t ms[2];
    for (int i = 0; i < 2; i++) {
        struct network_fixture f;
        hills(&f);
        ((struct road_link_row *)f.tables.links.rows)[2].bicycle_mps = i * 1.5 * FLAT_MPS;
        struct bicycle_ways *ways = build(fixture_build(&f), FLAT_MPS, 1);
        ms[i] = bicycle_ways_ms(ways, 0, 1);
        assert_int_equal(bicycle_ways_at(ways, 0, 1)->distance_m, 3000);
        bicycle_ways_destroy(ways);
        network_fixture_deinit(&f);
    }
    double highway_s = 2000 / bicycle_speed_mps(FLAT_MPS, -20 / 2000.0);
    assert_near(ms[0] - ms[1], 1000 * (highway_s - highway_s / 1.5), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(speed_falls_uphill_and_rises_downhill),
                                       cmocka_unit_test(ways_lead_over_streets_and_count_climbs),
                                       cmocka_unit_test(a_link_may_have_its_own_speed),
                                       cmocka_unit_test(without_a_street_the_straight_line_counts),
                                       cmocka_unit_test(a_plan_keeps_its_distance),
                                       cmocka_unit_test(dortmund_to_schwerte_takes_an_hour)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
