// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_hierarchy.h"

static uint32_t find_arc(const struct road_hierarchy *hierarchy, uint32_t tail, uint32_t head)
{
    for (uint32_t k = hierarchy->up_first[tail]; k < hierarchy->up_first[tail + 1]; k++)
        if (hierarchy->arc_head[k] == head)
            return k;
    return NONE;
}

/** Whatever is above a vertex is joined. */
static void check_triangles(const struct road_hierarchy *hierarchy)
{
    for (uint32_t tail = 0; tail < hierarchy->vertex_count; tail++)
        for (uint32_t k = hierarchy->up_first[tail]; k < hierarchy->up_first[tail + 1]; k++) {
            uint32_t near = hierarchy->arc_head[k];
            assert_int_equal(hierarchy->arc_tail[k], tail);
            assert_true(near > tail);
            for (uint32_t j = k + 1; j < hierarchy->up_first[tail + 1]; j++) {
                uint32_t far = hierarchy->arc_head[j];
                assert_true(far > near);
                uint32_t arc = find_arc(hierarchy, near, far);
                assert_int_not_equal(arc, NONE);
                assert_int_equal(
                    road_hierarchy_arc(hierarchy, near, hierarchy->up_first[near], far), arc);
            }
        }
}

static bool turn_is_forbidden(const struct network *network, uint32_t from, uint32_t to)
{
    bool is_back = network->links[to].to == network->links[from].from;
    bool is_end = network->nodes[network->links[from].to].kind == ROAD_NODE_EXTERNAL;
    return !network_turn_allowed(network, from, to) && (is_end || !is_back);
}

static bool has_step(const struct road_hierarchy *hierarchy, uint32_t from, uint32_t link)
{
    for (uint32_t i = 0; i < hierarchy->step_count; i++) {
        struct road_step step = hierarchy->steps[i];
        uint32_t tail = hierarchy->arc_tail[step.arc], head = hierarchy->arc_head[step.arc];
        if (step.link == link && from == (step.is_up ? tail : head)) {
            assert_int_equal(hierarchy->link_vertex[link], step.is_up ? head : tail);
            return true;
        }
    }
    return false;
}

/** From the end of a link all may be entered but by forbidden turns, from the first vertex of a
 * node all. Returns how many turns are forbidden. */
static uint32_t check_turns(const struct road_hierarchy *hierarchy)
{
    const struct network *network = hierarchy->network;
    uint32_t forbidden = 0;
    for (uint32_t to = 0; to < network->link_count; to++) {
        uint32_t node = network->links[to].from, first = hierarchy->node_first[node];
        assert_int_equal(hierarchy->vertex_link[first], NONE);
        assert_true(has_step(hierarchy, first, to));
        for (uint32_t from = 0; from < network->link_count; from++) {
            if (network->links[from].to != node)
                continue;
            uint32_t vertex = hierarchy->link_vertex[from];
            bool is_forbidden = turn_is_forbidden(network, from, to);
            assert_in_range(vertex, first, hierarchy->node_end[node] - 1);
            assert_int_equal(has_step(hierarchy, vertex, to), !is_forbidden);
            forbidden += is_forbidden;
        }
    }
    return forbidden;
}

/** Every vertex has one level, above all below it. */
static void check_levels(const struct road_hierarchy *hierarchy)
{
    uint32_t vertices = hierarchy->vertex_count, level_of[NODE_COUNT + LINK_MAX], count = 0;
    assert_int_equal(hierarchy->level_first[hierarchy->level_count], vertices);
    for (uint32_t i = 0; i < hierarchy->level_count; i++)
        for (uint32_t k = hierarchy->level_first[i]; k < hierarchy->level_first[i + 1]; k++)
            level_of[hierarchy->level_ranks[k]] = i;
    for (uint32_t rank = 0; rank < vertices; rank++)
        for (uint32_t k = hierarchy->down_first[rank]; k < hierarchy->down_first[rank + 1]; k++) {
            uint32_t arc = hierarchy->down_arcs[k];
            assert_int_equal(hierarchy->arc_head[arc], rank);
            assert_true(level_of[hierarchy->arc_tail[arc]] < level_of[rank]);
            count++;
        }
    assert_int_equal(count, hierarchy->arc_count);
}

static void test_structure(void **state)
{
    (void)state;
    static bool is_allowed[LINK_MAX][LINK_MAX];
    uint32_t forbidden = 0;
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        struct road_hierarchy *hierarchy;
        if (number % 2 == 0)
            random_network(&f, number);
        else if (number % 4 == 1)
            random_turns(&f, number, is_allowed);
        else
            random_rules(&f, number);
        assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
        assert_true(hierarchy->arc_count > 0);
        check_triangles(hierarchy);
        forbidden += check_turns(hierarchy);
        assert_int_equal(hierarchy->has_turns, f.network->turn_rule_count > 0);
        check_levels(hierarchy);
        road_hierarchy_destroy(hierarchy);
        network_fixture_deinit(&f);
    }
    assert_true(forbidden > 200);
    road_hierarchy_destroy(NULL);
}

/** Where all turns are allowed but back, the nodes are the vertices. */
static void test_grid(void **state)
{
    (void)state;
    struct network_fixture f;
    struct road_hierarchy *hierarchy;
    network_fixture_init(&f);
    fixture_grid(&f, 5, 200);
    fixture_build(&f);
    assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
    assert_int_equal(hierarchy->vertex_count, 25);
    assert_int_equal(hierarchy->step_count, 80);
    assert_false(hierarchy->has_turns);
    road_hierarchy_destroy(hierarchy);
    network_fixture_deinit(&f);
}

/** Without links there is nothing to contract. */
static void test_empty(void **state)
{
    (void)state;
    struct network_fixture f;
    struct road_hierarchy *hierarchy;
    network_fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
    assert_int_equal(hierarchy->arc_count, 0);
    assert_int_equal(hierarchy->level_count, 0);
    road_hierarchy_destroy(hierarchy);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_grid),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
