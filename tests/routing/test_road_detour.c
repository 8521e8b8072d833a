// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/plain_roads.h"
#include "routing/random_networks.h"
#include "routing/road_detour.h"

/** Ways of a network with one set of times. */
struct ways {
    struct road_hierarchy *hierarchy;
    struct road_metric *metric;
    struct road_query *query;
    struct team *team;
};

static void ways_init(struct ways *ways, const struct network *network, const uint32_t *link_ms)
{
    struct error err = {0};
    ways->team = team_create(1, &err);
    assert_int_equal(road_hierarchy_build(network, &ways->hierarchy, &err), STATUS_OK);
    assert_int_equal(road_metric_create(ways->hierarchy, &ways->metric, &err), STATUS_OK);
    assert_int_equal(road_metric_customise(ways->metric, link_ms, ways->team, &err), STATUS_OK);
    ways->query = road_query_create(ways->hierarchy, &err);
    assert_non_null(ways->query);
}

static void ways_deinit(struct ways *ways)
{
    road_query_destroy(ways->query);
    road_metric_destroy(ways->metric);
    road_hierarchy_destroy(ways->hierarchy);
    team_destroy(ways->team);
}

/** From P ahead over A to N; at A the turn to Q is forbidden. Turning back at N would be short (40
 * s), but the rule wants the loop behind N (70 s). */
static void test_no_turning_back_for_a_forbidden_turn(void **state)
{
    (void)state;
    struct network_fixture f;
    struct ways ways;
    network_fixture_init(&f);
    static const char *const nodes[] = {"P", "A", "N", "Q", "X", "Y"};
    static const char *const streets[][3] = {{"PA", "P", "A"}, {"AN", "A", "N"}, {"AQ", "A", "Q"},
                                             {"NX", "N", "X"}, {"XY", "X", "Y"}, {"YN", "Y", "N"}};
    for (uint32_t n = 0; n < 6; n++)
        fixture_node(&f, nodes[n], n * 100.0, n % 3 * 100.0);
    for (uint32_t i = 0; i < 6; i++)
        fixture_street(&f, streets[i][0], streets[i][1], streets[i][2]);
    fixture_turn(&f, "PA", "AQ", false);
    fixture_build(&f);
    uint32_t link_ms[12], route[12];
    for (uint32_t i = 0; i < 12; i++)
        link_ms[i] = 10000;
    ways_init(&ways, f.network, link_ms);
    assert_true(ways.hierarchy->has_turns);
    assert_int_equal(road_query_run(ways.query, ways.metric, 0, 3), 70000);
    assert_int_equal(road_query_route(ways.query, route, 12), 7);
    assert_int_equal(route[0], fixture_link_id(&f, "PA"));
    assert_int_equal(route[5], fixture_link_id(&f, "AN") + 1);
    assert_int_equal(route[6], fixture_link_id(&f, "AQ"));
    assert_int_equal(road_query_run(ways.query, ways.metric, 2, 3), 20000); /* from N */
    assert_int_equal(road_query_route(ways.query, route, 12), 2);
    ways_deinit(&ways);
    network_fixture_deinit(&f);
}

/** Asked for each way, not only where it must be: times as Dijkstra's, by allowed turns. */
static void test_equals_dijkstra(void **state)
{
    (void)state;
    static bool is_allowed[LINK_MAX][LINK_MAX];
    struct error err = {0};
    uint32_t found = 0;
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        struct plain_roads plain;
        struct ways ways;
        uint32_t link_ms[LINK_MAX], route[LINK_MAX];
        if (number % 2 == 0)
            random_network(&f, number);
        else if (number % 4 == 1)
            random_turns(&f, number, is_allowed);
        else
            random_rules(&f, number);
        random_times(f.network, number, number % 3, link_ms);
        ways_init(&ways, f.network, link_ms);
        plain_roads_init(&plain, f.network);
        struct road_detour *detour = road_detour_create(ways.hierarchy, &err);
        assert_non_null(detour);
        for (uint32_t i = 0; i < f.network->node_count * f.network->node_count; i++) {
            uint32_t from = i / f.network->node_count, to = i % f.network->node_count;
            if (from == to)
                continue;
            uint64_t plain_ms = plain_roads_run(&plain, link_ms, from, to), sum_ms = 0;
            road_query_run(ways.query, ways.metric, from, to);
            road_detour_run(detour, ways.query);
            uint32_t length = road_query_route(ways.query, route, LINK_MAX);
            for (uint32_t k = 0; k < length; k++) {
                sum_ms += link_ms[route[k]];
                assert_true(k == 0 || network_turn_allowed(f.network, route[k - 1], route[k]));
            }
            bool is_way = plain_ms != UINT64_MAX;
            assert_int_equal(ways.query->way_ms, is_way ? plain_ms : ROAD_NO_WAY_MS);
            assert_int_equal(sum_ms, is_way ? plain_ms : 0);
            assert_int_equal(is_way, length > 0);
            found += is_way;
        }
        road_detour_destroy(detour);
        plain_roads_deinit(&plain);
        ways_deinit(&ways);
        network_fixture_deinit(&f);
    }
    assert_true(found > 3000);
    road_detour_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_turning_back_for_a_forbidden_turn),
        cmocka_unit_test(test_equals_dijkstra),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
