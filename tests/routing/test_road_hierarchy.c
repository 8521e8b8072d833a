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
    for (uint32_t tail = 0; tail < hierarchy->network->link_count; tail++)
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

/** The turns are those of the network, each at its arc and direction. */
static void check_turns(const struct road_hierarchy *hierarchy)
{
    const struct network *network = hierarchy->network;
    for (uint32_t from = 0; from < network->link_count; from++)
        for (uint32_t to = 0; to < network->link_count; to++) {
            uint32_t a = hierarchy->rank_of_link[from], b = hierarchy->rank_of_link[to];
            if (a == b)
                continue;
            bool is_turn = network->links[from].to == network->links[to].from &&
                           network_turn_allowed(network, from, to);
            uint32_t arc = find_arc(hierarchy, a < b ? a : b, a < b ? b : a);
            uint32_t side = a < b ? ARC_TURN_UP : ARC_TURN_DOWN;
            assert_int_equal(is_turn, arc != NONE && (hierarchy->arc_turns[arc] & side) != 0);
        }
}

/** Every vertex has one level, above all below it. */
static void check_levels(const struct road_hierarchy *hierarchy)
{
    uint32_t links = hierarchy->network->link_count, level_of[LINK_MAX], count = 0;
    assert_int_equal(hierarchy->level_first[hierarchy->level_count], links);
    for (uint32_t i = 0; i < hierarchy->level_count; i++)
        for (uint32_t k = hierarchy->level_first[i]; k < hierarchy->level_first[i + 1]; k++)
            level_of[hierarchy->level_ranks[k]] = i;
    for (uint32_t rank = 0; rank < links; rank++)
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
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        struct road_hierarchy *hierarchy;
        if (number % 2 == 0)
            random_network(&f, number);
        else
            random_turns(&f, number, is_allowed);
        assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
        assert_true(hierarchy->arc_count > 0);
        check_triangles(hierarchy);
        check_turns(hierarchy);
        check_levels(hierarchy);
        road_hierarchy_destroy(hierarchy);
        network_fixture_deinit(&f);
    }
    road_hierarchy_destroy(NULL);
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
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
