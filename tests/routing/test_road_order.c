// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_order.h"

/** Every node has one rank, in random networks too. */
static void test_every_node_comes_once(void **state)
{
    (void)state;
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        bool is_seen[NODE_COUNT] = {false};
        uint32_t ordered[NODE_COUNT];
        random_network(&f, number);
        assert_int_equal(road_order_build(f.network, ordered, &f.err), STATUS_OK);
        for (uint32_t i = 0; i < NODE_COUNT; i++) {
            assert_in_range(ordered[i], 0, NODE_COUNT - 1);
            assert_false(is_seen[ordered[i]]);
            is_seen[ordered[i]] = true;
        }
        network_fixture_deinit(&f);
    }
}

/** Two squares of streets, joined by one street: one of its ends comes last. */
static void test_the_bridge_comes_last(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t ordered[8];
    network_fixture_init(&f);
    static const char *const nodes[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    static const double x_m[] = {0, 0, 100, 100, 500, 500, 600, 600};
    static const uint32_t streets[][2] = {{1, 3}, {0, 1}, {0, 2}, {2, 3}, {3, 4},
                                          {4, 5}, {5, 7}, {6, 7}, {4, 6}};
    for (uint32_t n = 0; n < 8; n++)
        fixture_node(&f, nodes[n], x_m[n], n % 2 * 100);
    for (uint32_t i = 0; i < 9; i++) {
        char id[8];
        snprintf(id, sizeof id, "S%u", i);
        fixture_street(&f, fixture_text(&f, id), nodes[streets[i][0]], nodes[streets[i][1]]);
    }
    fixture_build(&f);
    assert_int_equal(road_order_build(f.network, ordered, &f.err), STATUS_OK);
    assert_in_range(ordered[7], 3, 4); /* D or E */
    network_fixture_deinit(&f);
}

/** The first cut of a grid of 9 x 9 nodes takes one row of them. */
static void test_a_grid_is_cut_by_a_row(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t ordered[81], in_row = 0, in_column = 0;
    network_fixture_init(&f);
    fixture_grid(&f, 9, 200);
    fixture_build(&f);
    assert_int_equal(road_order_build(f.network, ordered, &f.err), STATUS_OK);
    for (uint32_t i = 72; i < 81; i++) {
        in_row += ordered[i] / 9 == ordered[80] / 9;
        in_column += ordered[i] % 9 == ordered[80] % 9;
    }
    assert_int_equal(in_row > in_column ? in_row : in_column, 9);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_node_comes_once),
        cmocka_unit_test(test_the_bridge_comes_last),
        cmocka_unit_test(test_a_grid_is_cut_by_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
