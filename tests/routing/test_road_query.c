// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "routing/road_tree.h"
#include "support/network_fixture.h"

enum { NODE_COUNT = 30, LINK_MAX = 160 };

/** A network at random: streets, one-way streets, carriageways, dead ends, boundaries, external
 * nodes. */
static void random_network(struct network_fixture *f, uint32_t number)
{
    struct random_stream random;
    char text[3][16];
    random_stream_init(&random, 17, number, RANDOM_TEST);
    network_fixture_init(f);
    for (uint32_t n = 0; n < NODE_COUNT; n++) {
        static const enum road_node_kind kinds[] = {ROAD_NODE_CROSSING, ROAD_NODE_CROSSING,
                                                    ROAD_NODE_MOTORWAY_JUNCTION, ROAD_NODE_BOUNDARY,
                                                    ROAD_NODE_EXTERNAL};
        snprintf(text[0], sizeof text[0], "N%u", n);
        fixture_node_of_kind(f, fixture_text(f, text[0]), n * 10.0, 0,
                             kinds[random_below(&random, 5)]);
    }
    uint32_t rows = 25 + random_below(&random, 50);
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t from = random_below(&random, NODE_COUNT), to = random_below(&random, NODE_COUNT);
        if (from == to)
            continue;
        snprintf(text[0], sizeof text[0], "L%u", i);
        snprintf(text[1], sizeof text[1], "N%u", from);
        snprintf(text[2], sizeof text[2], "N%u", to);
        fixture_link(f, (struct road_link_row){.id = fixture_text(f, text[0]),
                                               .from = fixture_text(f, text[1]),
                                               .to = fixture_text(f, text[2]),
                                               .oneway = random_below(&random, 3) == 0});
    }
    fixture_build(f);
    assert_in_range(f->network->link_count, 10, LINK_MAX);
}

/** Least cost from entering each link to leaving the last one at `node`: repeated relaxation over
 * all pairs of links, turn by turn. */
static void plain_costs(const struct network *network, const uint32_t *link_ms, uint32_t node,
                        uint64_t cost[LINK_MAX])
{
    for (uint32_t i = 0; i < network->link_count; i++)
        cost[i] = network->links[i].to == node ? link_ms[i] : UINT64_MAX;
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (uint32_t from = 0; from < network->link_count; from++)
            for (uint32_t to = 0; to < network->link_count; to++)
                if (cost[to] != UINT64_MAX && network_turn_allowed(network, from, to) &&
                    link_ms[from] + cost[to] < cost[from]) {
                    cost[from] = link_ms[from] + cost[to];
                    has_changed = true;
                }
    }
}

/** The route found is a way by allowed turns, and costs what the plain search says. */
static void check_query(const struct road_trees *trees, const uint32_t *link_ms, uint32_t node,
                        uint32_t destination, const uint64_t *cost)
{
    const struct network *network = trees->network;
    uint32_t route[LINK_MAX], goal = trees->nodes[destination];
    uint64_t best = UINT64_MAX, sum = 0;
    uint32_t count = road_trees_route(trees, node, destination, route, LINK_MAX);
    uint32_t first = road_trees_first_link(trees, node, destination);

    for (uint32_t i = 0; i < network->link_count; i++)
        if (network->links[i].from == node && cost[i] < best)
            best = cost[i];
    if (node == goal || best == UINT64_MAX) {
        assert_int_equal(first, NONE);
        assert_int_equal(count, 0);
        return;
    }
    assert_true(count > 0);
    assert_int_equal(route[0], first);
    assert_int_equal(network->links[first].from, node);
    assert_int_equal(network->links[route[count - 1]].to, goal);
    for (uint32_t i = 0; i < count; i++) {
        sum += link_ms[route[i]];
        if (i > 0)
            assert_true(network_turn_allowed(network, route[i - 1], route[i]));
    }
    assert_int_equal(sum, best);
    assert_int_equal(road_trees_route(trees, node, destination, route, count), count);
    assert_int_equal(road_trees_route(trees, node, destination, route, count - 1), 0);
}

/** All pairs of many random networks with few different travel times, so that ties are frequent. */
static void test_equals_a_plain_search(void **state)
{
    (void)state;
    struct error err = {0};
    struct team *team = team_create(2, &err);
    uint32_t queries = 0, ways = 0;

    for (uint32_t number = 0; number < 25; number++) {
        struct network_fixture f;
        struct road_trees *trees;
        struct random_stream random;
        uint32_t nodes[NODE_COUNT], link_ms[LINK_MAX];
        random_network(&f, number);
        for (uint32_t n = 0; n < NODE_COUNT; n++)
            nodes[n] = n;
        assert_int_equal(road_trees_create(f.network, nodes, NODE_COUNT, &trees, &err), STATUS_OK);
        random_stream_init(&random, 18, number, RANDOM_TEST);
        for (uint32_t round = 0; round < 3; round++) { /* an update forgets the one before */
            for (uint32_t i = 0; i < f.network->link_count; i++)
                link_ms[i] = 1 + random_below(&random, round == 0 ? 3 : 90000);
            assert_int_equal(road_trees_update(trees, link_ms, team, &err), STATUS_OK);
            for (uint32_t d = 0; d < NODE_COUNT; d++) {
                uint64_t cost[LINK_MAX];
                plain_costs(f.network, link_ms, trees->nodes[d], cost);
                for (uint32_t i = 0; i < f.network->link_count; i++) {
                    uint32_t found = trees->cost_ms[d * f.network->link_count + i];
                    assert_true(found == cost[i] || (found == UINT32_MAX && cost[i] == UINT64_MAX));
                    ways += found != UINT32_MAX;
                }
                for (uint32_t n = 0; n < NODE_COUNT; n++, queries++)
                    check_query(trees, link_ms, n, d, cost);
            }
        }
        road_trees_destroy(trees);
        network_fixture_deinit(&f);
    }
    assert_int_equal(queries, 25 * 3 * 900);
    assert_true(ways > 50000);
    team_destroy(team);
}

/** Rules for the turns of a grid, kept beside the network: a quarter of the turns is forbidden as
 * long as each link keeps one, a fifth of the turns back is allowed. */
static void random_turns(struct network_fixture *f, uint32_t number,
                         bool is_allowed[LINK_MAX][LINK_MAX])
{
    struct random_stream random;
    network_fixture_init(f);
    fixture_grid(f, 4, 200);
    const struct road_link_row *rows = f->tables.links.rows;
    uint32_t links = 2 * f->tables.links.count;
    random_stream_init(&random, 21, number, RANDOM_TEST);
    for (uint32_t from = 0; from < links; from++) {
        const char *end = from % 2 ? rows[from / 2].from : rows[from / 2].to;
        uint32_t kept = 0;
        for (uint32_t to = links; to-- > 0;) {
            char text[2][32];
            const char *start = to % 2 ? rows[to / 2].to : rows[to / 2].from;
            bool is_turn = strcmp(start, end) == 0, is_back = to / 2 == from / 2;
            is_allowed[from][to] = is_turn && !is_back;
            kept += is_allowed[from][to];
            bool is_drawn = is_turn && random_below(&random, is_back ? 5 : 4) == 0;
            if (!is_drawn || (!is_back && kept == 1))
                continue;
            kept -= !is_back;
            is_allowed[from][to] = is_back;
            snprintf(text[0], sizeof text[0], "%s%s", rows[from / 2].id, from % 2 ? "r" : "");
            snprintf(text[1], sizeof text[1], "%s%s", rows[to / 2].id, to % 2 ? "r" : "");
            fixture_turn(f, fixture_text(f, text[0]), fixture_text(f, text[1]), is_back);
        }
    }
    fixture_build(f);
    assert_int_equal(f->network->link_count, links);
}

/** With rules for turns, all ways of random grids cost what a search by the rules alone says. */
static void test_turn_rules_are_kept(void **state)
{
    (void)state;
    static bool is_allowed[LINK_MAX][LINK_MAX];
    struct error err = {0};
    struct team *team = team_create(1, &err);
    uint32_t rules = 0;

    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        struct road_trees *trees;
        struct random_stream random;
        uint32_t link_ms[LINK_MAX], nodes[16];
        random_turns(&f, number, is_allowed);
        rules += f.network->turn_rule_count;
        random_stream_init(&random, 22, number, RANDOM_TEST);
        for (uint32_t i = 0; i < f.network->link_count; i++) {
            link_ms[i] = 1 + random_below(&random, 900);
            for (uint32_t to = 0; to < f.network->link_count; to++)
                assert_int_equal(network_turn_allowed(f.network, i, to), is_allowed[i][to]);
        }
        for (uint32_t n = 0; n < 16; n++)
            nodes[n] = n;
        assert_int_equal(road_trees_create(f.network, nodes, 16, &trees, &err), STATUS_OK);
        assert_int_equal(road_trees_update(trees, link_ms, team, &err), STATUS_OK);
        for (uint32_t d = 0; d < 16; d++) {
            uint64_t cost[LINK_MAX];
            plain_costs(f.network, link_ms, d, cost);
            for (uint32_t i = 0; i < f.network->link_count; i++)
                assert_int_equal(trees->cost_ms[d * f.network->link_count + i],
                                 cost[i] == UINT64_MAX ? UINT32_MAX : cost[i]);
            for (uint32_t n = 0; n < 16; n++)
                check_query(trees, link_ms, n, d, cost);
        }
        road_trees_destroy(trees);
        network_fixture_deinit(&f);
    }
    assert_in_range(rules, 300, 600);
    team_destroy(team);
}

/** The index is the same for any number of workers. */
static void test_workers_change_nothing(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, 8};
    struct network_fixture f;
    struct error err = {0};
    uint32_t nodes[64], link_ms[256];
    network_fixture_init(&f);
    fixture_grid(&f, 8, 200);
    fixture_build(&f);
    for (uint32_t n = 0; n < 64; n++)
        nodes[n] = n;
    for (uint32_t i = 0; i < f.network->link_count; i++)
        link_ms[i] = 1000 + i * 7 % 5 * 100;

    struct road_trees *first = NULL;
    for (size_t s = 0; s < 4; s++) {
        struct road_trees *trees;
        struct team *team = team_create(sizes[s], &err);
        assert_int_equal(road_trees_create(f.network, nodes, 64, &trees, &err), STATUS_OK);
        assert_int_equal(road_trees_update(trees, link_ms, team, &err), STATUS_OK);
        team_destroy(team);
        if (!first) {
            first = trees;
            continue;
        }
        size_t size = (size_t)64 * f.network->link_count * sizeof *trees->next;
        assert_memory_equal(trees->next, first->next, size);
        assert_memory_equal(trees->cost_ms, first->cost_ms, size);
        road_trees_destroy(trees);
    }
    road_trees_destroy(first);
    network_fixture_deinit(&f);
}

/** Before the first update no way is known; nodes named twice are one destination. */
static void test_destinations(void **state)
{
    (void)state;
    struct network_fixture f;
    struct road_trees *trees;
    struct error err = {0};
    uint32_t route[8], link_ms[24];
    network_fixture_init(&f);
    fixture_grid(&f, 3, 200);
    fixture_build(&f);
    const uint32_t nodes[] = {8, 2, 8, 2, 5};
    assert_int_equal(road_trees_create(f.network, nodes, 5, &trees, &err), STATUS_OK);
    assert_int_equal(trees->destination_count, 3);
    assert_int_equal(trees->destination_of_node[8], 0);
    assert_int_equal(trees->destination_of_node[2], 1);
    assert_int_equal(trees->destination_of_node[5], 2);
    assert_int_equal(trees->destination_of_node[0], NONE);
    assert_int_equal(road_trees_route(trees, 0, 0, route, 8), 0);
    assert_int_equal(road_trees_first_link(trees, 0, 0), NONE);

    struct team *team = team_create(1, &err);
    for (uint32_t i = 0; i < f.network->link_count; i++)
        link_ms[i] = 100;
    assert_int_equal(road_trees_update(trees, link_ms, team, &err), STATUS_OK);
    assert_int_equal(road_trees_route(trees, 0, 0, route, 8), 4); /* two east, two north */
    assert_int_equal(road_trees_route(trees, 0, 1, route, 8), 2);
    team_destroy(team);
    road_trees_destroy(trees);
    road_trees_destroy(NULL);
    network_fixture_deinit(&f);
}

/** Equal costs are settled by the smaller link, at the start and on the way. */
static void test_ties_take_the_smaller_link(void **state)
{
    (void)state;
    struct network_fixture f;
    struct road_trees *trees;
    struct error err = {0};
    uint32_t route[8];
    network_fixture_init(&f);
    fixture_node(&f, "A", 0, 0);
    fixture_node(&f, "B", 100, 0);
    fixture_node(&f, "C", 200, 0);
    fixture_way(&f, "bc2", "B", "C"); /* 0 */
    fixture_way(&f, "bc1", "B", "C"); /* 1 */
    fixture_way(&f, "ab2", "A", "B"); /* 2 */
    fixture_way(&f, "ab1", "A", "B"); /* 3 */
    fixture_build(&f);
    const uint32_t goal = 2, link_ms[] = {70, 70, 50, 50}, other_ms[] = {70, 69, 51, 50};
    struct team *team = team_create(1, &err);
    assert_int_equal(road_trees_create(f.network, &goal, 1, &trees, &err), STATUS_OK);
    assert_int_equal(road_trees_update(trees, link_ms, team, &err), STATUS_OK);
    assert_int_equal(road_trees_route(trees, 0, 0, route, 8), 2);
    assert_int_equal(route[0], 2);
    assert_int_equal(route[1], 0);
    assert_int_equal(road_trees_update(trees, other_ms, team, &err), STATUS_OK);
    assert_int_equal(road_trees_route(trees, 0, 0, route, 8), 2);
    assert_int_equal(route[0], 3);
    assert_int_equal(route[1], 1);
    assert_int_equal(trees->cost_ms[3], 119);
    team_destroy(team);
    road_trees_destroy(trees);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_a_plain_search),
        cmocka_unit_test(test_turn_rules_are_kept),
        cmocka_unit_test(test_workers_change_nothing),
        cmocka_unit_test(test_destinations),
        cmocka_unit_test(test_ties_take_the_smaller_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
