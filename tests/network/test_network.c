// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/network_fixture.h"

static bool turn(const struct network_fixture *fixture, const char *from, const char *to)
{
    return network_turn_allowed(fixture->network, fixture_link_id(fixture, from),
                                fixture_link_id(fixture, to));
}

/** The projection agrees with great-circle distances: within 0.2 % to 10 km north and south of the
 * reference, within 0.6 % to 30 km. */
static void test_projection_keeps_distances(void **state)
{
    (void)state;
    const double radius_m = 6371008.8, radians = 3.14159265358979323846 / 180;
    struct network network = {.ref_lat = 51.45, .ref_lon = 7.5};
    static const double places[][2] = {{51.45, 7.5}, {51.52, 7.46}, {51.44, 7.57},
                                       {51.53, 7.7}, {51.37, 7.3},  {51.72, 7.5},
                                       {51.18, 7.5}, {51.6, 7.75},  {51.3, 7.2}};
    for (size_t i = 0; i < 9; i++)
        for (size_t k = 0; k < i; k++) {
            double lat1 = places[i][0] * radians, lat2 = places[k][0] * radians;
            double dlat = lat1 - lat2, dlon = (places[i][1] - places[k][1]) * radians;
            double h = pow(sin(dlat / 2), 2) + cos(lat1) * cos(lat2) * pow(sin(dlon / 2), 2);
            double true_m = 2 * radius_m * asin(sqrt(h));
            double found_m =
                point_distance_m(network_project(&network, places[i][0], places[i][1]),
                                 network_project(&network, places[k][0], places[k][1]));
            assert_near(found_m / true_m, 1, i < 5 ? 0.002 : 0.006);
        }
    struct point middle = network_project(&network, 51.45, 7.5);
    assert_near((double)middle.x_m, 0, 1e-6);
    assert_near((double)middle.y_m, 0, 1e-6);
    double lat, lon;
    network_position(&network, network_project(&network, 51.62, 7.31), &lat, &lon);
    assert_near(lat, 51.62, 1e-6);
    assert_near(lon, 7.31, 1e-6);
    assert_near(point_distance_m((struct point){3, 0}, (struct point){0, 4}), 5, 1e-9);
}

/** A crossing with three streets: every turn but the ones back. */
static void test_no_turning_back_at_a_crossing(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_node(&f, "M", 0, 0);
    fixture_node(&f, "A", 500, 0);
    fixture_node(&f, "B", 0, 500);
    fixture_node(&f, "C", -500, 0);
    fixture_street(&f, "a", "A", "M");
    fixture_street(&f, "b", "B", "M");
    fixture_street(&f, "c", "C", "M");
    fixture_build(&f);

    uint32_t allowed = 0;
    for (uint32_t from = 0; from < 6; from++)
        for (uint32_t to = 0; to < 6; to++)
            allowed += network_turn_allowed(f.network, from, to);
    assert_int_equal(allowed, 6 + 3); /* at M, and back at the three dead ends */
    assert_true(turn(&f, "a", "br"));
    assert_false(turn(&f, "a", "ar"));
    assert_true(turn(&f, "ar", "a"));
    assert_false(turn(&f, "a", "b")); /* b does not start where a ends */
    assert_false(turn(&f, "a", "a"));
    network_fixture_deinit(&f);
}

static void test_turning_back_at_ends(void **state)
{
    (void)state;
    static const struct {
        enum road_node_kind kind;
        bool allowed;
    } ends[] = {{ROAD_NODE_CROSSING, true},
                {ROAD_NODE_INTERCHANGE, true},
                {ROAD_NODE_BOUNDARY, false},
                {ROAD_NODE_EXTERNAL, false}};
    for (size_t i = 0; i < 4; i++) {
        struct network_fixture f;
        network_fixture_init(&f);
        fixture_node(&f, "M", 0, 0);
        fixture_node_of_kind(&f, "E", 500, 0, ends[i].kind);
        fixture_street(&f, "e", "M", "E");
        fixture_build(&f);
        assert_int_equal(turn(&f, "e", "er"), ends[i].allowed);
        network_fixture_deinit(&f);
    }
}

/** Two carriageways as one-way rows: no way from the one back on the other, unless all ways out of
 * the node lead back. */
static void test_carriageways_are_no_way_back(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_node_of_kind(&f, "J", 0, 0, ROAD_NODE_MOTORWAY_JUNCTION);
    fixture_node_of_kind(&f, "K", 900, 0, ROAD_NODE_MOTORWAY_JUNCTION);
    fixture_node_of_kind(&f, "L", 1800, 0, ROAD_NODE_MOTORWAY_JUNCTION);
    fixture_way(&f, "east1", "J", "K");
    fixture_way(&f, "west1", "K", "J");
    fixture_way(&f, "east2", "K", "L");
    fixture_way(&f, "west2", "L", "K");
    fixture_build(&f);

    assert_false(turn(&f, "east1", "west1"));
    assert_true(turn(&f, "east1", "east2"));
    assert_true(turn(&f, "west2", "west1"));
    assert_false(turn(&f, "west2", "east2"));
    assert_true(turn(&f, "east2", "west2")); /* L is a dead end */
    network_fixture_deinit(&f);
}

/** Parallel streets to one neighbour are a dead end as well. */
static void test_parallel_streets_do_not_open_a_dead_end(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_node(&f, "M", 0, 0);
    fixture_node(&f, "E", 500, 0);
    fixture_street(&f, "p", "M", "E");
    fixture_street(&f, "q", "M", "E");
    fixture_build(&f);
    assert_true(turn(&f, "p", "pr"));
    assert_true(turn(&f, "p", "qr"));
    network_fixture_deinit(&f);
}

/** Nothing passes through the node of an external zone. */
static void test_external_nodes_are_ends(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_node_of_kind(&f, "B1", 0, 0, ROAD_NODE_BOUNDARY);
    fixture_node_of_kind(&f, "X", 500, 0, ROAD_NODE_EXTERNAL);
    fixture_node_of_kind(&f, "B2", 900, 300, ROAD_NODE_BOUNDARY);
    fixture_node(&f, "M", -500, 0);
    fixture_street(&f, "x1", "X", "B1");
    fixture_street(&f, "x2", "X", "B2");
    fixture_street(&f, "m", "B1", "M");
    fixture_build(&f);

    assert_false(turn(&f, "x1r", "x2"));
    assert_false(turn(&f, "x2r", "x1"));
    assert_true(turn(&f, "x1", "m"));
    assert_true(turn(&f, "mr", "x1r"));
    assert_false(turn(&f, "x1", "x1r")); /* not back at the boundary */
    assert_false(turn(&f, "mr", "m"));
    network_fixture_deinit(&f);
}

static void test_free_travel_time(void **state)
{
    (void)state;
    static const struct {
        double length_m, speed_mps;
        uint32_t free_ms;
    } cases[] = {{1000, 20, 50000}, {1, 55, 18}, {100, 30, 3333}, {200, 30, 6667}};
    for (size_t i = 0; i < 4; i++) {
        struct network_fixture f;
        network_fixture_init(&f);
        fixture_node(&f, "A", 0, 0);
        fixture_node(&f, "B", 0.5, 0);
        fixture_link(&f, (struct road_link_row){.id = "ab",
                                                .from = "A",
                                                .to = "B",
                                                .length_m = cases[i].length_m,
                                                .speed_mps = cases[i].speed_mps});
        fixture_build(&f);
        assert_int_equal(network_link_free_ms(f.network, 0), cases[i].free_ms);
        network_fixture_deinit(&f);
    }
    struct road_link tiny = {.length_m = 0.01f, .speed_mps = 50.0f};
    struct network network = {.links = &tiny};
    assert_int_equal(network_link_free_ms(&network, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_projection_keeps_distances),
        cmocka_unit_test(test_no_turning_back_at_a_crossing),
        cmocka_unit_test(test_turning_back_at_ends),
        cmocka_unit_test(test_carriageways_are_no_way_back),
        cmocka_unit_test(test_parallel_streets_do_not_open_a_dead_end),
        cmocka_unit_test(test_external_nodes_are_ends),
        cmocka_unit_test(test_free_travel_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
