// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/plain_roads.h"
#include "routing/random_networks.h"
#include "routing/road_query.h"

#include "api/world.h"

enum { CORRIDOR_ROUTE_MAX = 2048 };

/** All that a query needs, for one network. */
struct ways {
    struct road_hierarchy *hierarchy;
    struct road_metric *metric;
    struct road_query *query;
    struct plain_roads plain;
    struct team *team;
};

static void ways_init(struct ways *ways, const struct network *network, uint32_t threads)
{
    struct error err = {0};
    *ways = (struct ways){.team = team_create(threads, &err)};
    assert_non_null(ways->team);
    assert_int_equal(road_hierarchy_build(network, &ways->hierarchy, &err), STATUS_OK);
    assert_int_equal(road_metric_create(ways->hierarchy, &ways->metric, &err), STATUS_OK);
    ways->query = road_query_create(ways->hierarchy, &err);
    assert_non_null(ways->query);
    plain_roads_init(&ways->plain, network);
}

static void ways_deinit(struct ways *ways)
{
    plain_roads_deinit(&ways->plain);
    road_query_destroy(ways->query);
    road_metric_destroy(ways->metric);
    road_hierarchy_destroy(ways->hierarchy);
    team_destroy(ways->team);
}

static void ways_customise(struct ways *ways, const uint32_t *link_ms)
{
    struct error err = {0};
    assert_int_equal(road_metric_customise(ways->metric, link_ms, ways->team, &err), STATUS_OK);
}

/** The query takes the time that Dijkstra found, over a route by allowed turns that takes as long.
 */
static bool check_query(struct ways *ways, const uint32_t *link_ms, uint32_t from, uint32_t to,
                        uint64_t plain_ms)
{
    const struct network *network = ways->hierarchy->network;
    uint32_t route[CORRIDOR_ROUTE_MAX];
    uint64_t sum_ms = 0;
    uint32_t way_ms = road_query_run(ways->query, ways->metric, from, to);
    uint32_t count = road_query_route(ways->query, route, CORRIDOR_ROUTE_MAX);
    if (from == to || plain_ms == UINT64_MAX) {
        assert_int_equal(way_ms, from == to ? 0 : ROAD_NO_WAY_MS);
        assert_int_equal(count, 0);
        return false;
    }
    assert_int_equal(way_ms, plain_ms);
    assert_true(count > 0);
    assert_int_equal(network->links[route[0]].from, from);
    assert_int_equal(network->links[route[count - 1]].to, to);
    for (uint32_t i = 0; i < count; i++) {
        sum_ms += link_ms[route[i]];
        if (i > 0 && !network_turn_allowed(network, route[i - 1], route[i]))
            fail_msg("no turn from link %u to link %u", route[i - 1], route[i]);
    }
    assert_int_equal(sum_ms, plain_ms);
    assert_int_equal(road_query_route(ways->query, route, count), count);
    assert_int_equal(road_query_route(ways->query, route, count - 1), 0);
    return true;
}

/** All pairs of nodes of a network, with three kinds of times. */
static uint32_t check_all_pairs(const struct network *network, uint32_t number, uint32_t *queries)
{
    uint32_t link_ms[LINK_MAX], found = 0;
    struct ways ways;
    ways_init(&ways, network, 1);
    for (uint32_t round = 0; round < 3; round++) { /* a customisation forgets the one before */
        random_times(network, number, round, link_ms);
        ways_customise(&ways, link_ms);
        for (uint32_t from = 0; from < network->node_count; from++) {
            plain_roads_run(&ways.plain, link_ms, from, NONE);
            for (uint32_t to = 0; to < network->node_count; to++, ++*queries)
                found += check_query(&ways, link_ms, from, to, plain_roads_ms(&ways.plain, to));
        }
    }
    ways_deinit(&ways);
    return found;
}

/** How much of a test a build with sanitizers has time for. */
static uint32_t count_now(uint32_t usual)
{
    const char *sanitize = getenv("ARDEY_SANITIZE"); /* ten times slower */
    return sanitize && *sanitize ? usual / 10 : usual;
}

/** One-way links, external nodes, boundaries, dead ends and disconnected parts. */
static void test_equals_dijkstra_on_random_networks(void **state)
{
    (void)state;
    uint32_t queries = 0, found = 0, networks = count_now(40);
    for (uint32_t number = 0; number < networks; number++) {
        struct network_fixture f;
        random_network(&f, number);
        found += check_all_pairs(f.network, number, &queries);
        network_fixture_deinit(&f);
    }
    assert_int_equal(queries, networks * 3 * 900);
    assert_true(found > queries / 10);
    assert_true(found < queries);
}

/** Rules for turns in grids; links that may be entered, and those that may not, are checked by the
 * table kept beside the network. */
static void test_equals_dijkstra_with_turn_rules(void **state)
{
    (void)state;
    static bool is_allowed[LINK_MAX][LINK_MAX];
    uint32_t queries = 0, rules = 0, networks = count_now(20);
    for (uint32_t number = 0; number < networks; number++) {
        struct network_fixture f;
        random_turns(&f, number, is_allowed);
        rules += f.network->turn_rule_count;
        for (uint32_t i = 0; i < f.network->link_count; i++)
            for (uint32_t to = 0; to < f.network->link_count; to++)
                assert_int_equal(network_turn_allowed(f.network, i, to), is_allowed[i][to]);
        check_all_pairs(f.network, number, &queries);
        network_fixture_deinit(&f);
    }
    assert_int_equal(queries, networks * 3 * 256);
    assert_true(rules >= networks * 15);
}

/** Rules for turns where there are one-way links, external nodes, dead ends and parallel links too.
 */
static void test_equals_dijkstra_with_all_at_once(void **state)
{
    (void)state;
    uint32_t queries = 0, rules = 0, networks = count_now(40);
    for (uint32_t number = 0; number < networks; number++) {
        struct network_fixture f;
        random_rules(&f, number);
        rules += f.network->turn_rule_count;
        check_all_pairs(f.network, number, &queries);
        network_fixture_deinit(&f);
    }
    assert_int_equal(queries, networks * 3 * 900);
    assert_true(rules >= networks * 10);
}

/** The shipped network, with free times and with times at random. */
static void test_equals_dijkstra_on_the_corridor(void **state)
{
    (void)state;
    struct error err = {0};
    struct spec *spec;
    struct world *world;
    struct ways ways;
    struct random_stream random;
    uint32_t queries = count_now(30000), found = 0;
    assert_int_equal(scenario_read("scenarios/weekday.lua", NULL, &spec, &err), STATUS_OK);
    assert_int_equal(world_create(spec, 1, &world, &err), STATUS_OK);
    const struct network *network = world->network;
    uint32_t *link_ms = plain_alloc(network->link_count, sizeof *link_ms);
    ways_init(&ways, network, 2);
    random_stream_init(&random, 23, 0, RANDOM_TEST);
    for (uint32_t i = 0; i < queries; i++) {
        if (i % (queries / 10) == 0) {
            for (uint32_t k = 0; k < network->link_count; k++)
                link_ms[k] = network_link_free_ms(network, k) * (1 + random_below(&random, 8)) / 2;
            ways_customise(&ways, link_ms);
        }
        uint32_t from = random_below(&random, network->node_count);
        uint32_t to = random_below(&random, network->node_count);
        uint64_t plain_ms = plain_roads_run(&ways.plain, link_ms, from, to);
        found += check_query(&ways, link_ms, from, to, plain_ms);
    }
    assert_true(found > queries / 2);
    ways_deinit(&ways);
    mem_free(link_ms);
    world_destroy(world);
}

/** Before the first customisation no way is known, and none is longer than the longest. */
static void test_bounds_of_a_way(void **state)
{
    (void)state;
    struct network_fixture f;
    struct ways ways;
    uint32_t route[8], link_ms[24];
    network_fixture_init(&f);
    fixture_grid(&f, 3, 200);
    fixture_build(&f);
    ways_init(&ways, f.network, 1);
    assert_int_equal(road_query_run(ways.query, ways.metric, 0, 8), ROAD_NO_WAY_MS);
    assert_int_equal(road_query_route(ways.query, route, 8), 0);
    for (uint32_t i = 0; i < f.network->link_count; i++)
        link_ms[i] = UINT32_MAX;
    ways_customise(&ways, link_ms);
    assert_int_equal(road_query_run(ways.query, ways.metric, 0, 8), ROAD_WAY_MOST_MS);
    assert_true(road_query_route(ways.query, route, 8) >= 4);
    for (uint32_t i = 0; i < f.network->link_count; i++)
        link_ms[i] = 100;
    ways_customise(&ways, link_ms);
    assert_int_equal(road_query_run(ways.query, ways.metric, 0, 8), 400);
    assert_int_equal(road_query_route(ways.query, route, 8), 4); /* two east, two north */
    ways_deinit(&ways);
    road_query_destroy(NULL);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_dijkstra_on_random_networks),
        cmocka_unit_test(test_equals_dijkstra_with_turn_rules),
        cmocka_unit_test(test_equals_dijkstra_with_all_at_once),
        cmocka_unit_test(test_equals_dijkstra_on_the_corridor),
        cmocka_unit_test(test_bounds_of_a_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
