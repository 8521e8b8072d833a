// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_fans.h"

/** Ways between nodes with fans are those of a query, link by link. */
static void check_pairs(const struct road_fans *fans, struct road_query *query)
{
    uint32_t route[ROUTE_MAX], other[ROUTE_MAX];
    for (uint32_t a = 0; a < fans->count; a++)
        for (uint32_t b = 0; b < fans->count; b++) {
            uint32_t from = fans->nodes[a], to = fans->nodes[b];
            uint32_t way_ms = road_query_run(query, fans->metric, from, to);
            uint32_t count = road_query_route(query, route, ROUTE_MAX);
            assert_int_equal(road_fans_run(fans, query, from, to), way_ms);
            assert_int_equal(road_query_route(query, other, ROUTE_MAX), count);
            assert_memory_equal(route, other, count * sizeof *route);
        }
}

static void test_equal_queries(void **state)
{
    (void)state;
    static const uint32_t nodes[] = {7, 3, 7, 11, 29, 0, 3, 15, 22};
    struct error err = {0};
    struct team *team = team_create(2, &err);
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        struct road_hierarchy *hierarchy;
        struct road_metric *metric;
        struct road_fans *fans;
        uint32_t link_ms[LINK_MAX];
        if (number % 2 == 0)
            random_network(&f, number);
        else
            random_rules(&f, number);
        assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &err), STATUS_OK);
        assert_int_equal(road_metric_create(hierarchy, &metric, &err), STATUS_OK);
        assert_int_equal(road_fans_create(metric, nodes, 9, &fans, &err), STATUS_OK);
        assert_int_equal(fans->count, 7);
        assert_int_equal(fans->fan_of_node[11], 2);
        assert_int_equal(fans->fan_of_node[1], NONE);
        struct road_query *query = road_query_create(hierarchy, &err);
        assert_int_equal(road_fans_run(fans, query, 7, 3), ROAD_NO_WAY_MS);
        for (uint32_t round = 0; round < 2; round++) { /* an update forgets the one before */
            random_times(f.network, number, round, link_ms);
            assert_int_equal(road_metric_customise(metric, link_ms, team, &err), STATUS_OK);
            assert_int_equal(road_fans_update(fans, team, &err), STATUS_OK);
            check_pairs(fans, query);
        }
        road_query_destroy(query);
        road_fans_destroy(fans);
        road_metric_destroy(metric);
        road_hierarchy_destroy(hierarchy);
        network_fixture_deinit(&f);
    }
    road_fans_destroy(NULL);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_equal_queries)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
