// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "network/network_partition.h"
#include "support/network_fixture.h"

enum { SIZE = 20, NODES = SIZE * SIZE };

/** Lanes of the links that end in each group. */
static void group_loads(const struct network *network, const uint32_t *group, double *loads)
{
    for (uint32_t i = 0; i < network->link_count; i++)
        loads[group[network->links[i].to]] += network->links[i].lanes;
}

static void test_groups_are_balanced(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t group[NODES];
    network_fixture_init(&f);
    fixture_grid(&f, SIZE, 300);
    const struct network *network = fixture_build(&f);

    for (uint32_t count = 1; count <= 64; count = count * 3 / 2 + 1) {
        double loads[64] = {0};
        memset(group, 0xff, sizeof group);
        assert_int_equal(network_partition(network, count, group, &f.err), STATUS_OK);
        for (uint32_t n = 0; n < NODES; n++)
            assert_in_range(group[n], 0, count - 1);
        group_loads(network, group, loads);
        double mean = (double)network->link_count / count;
        for (uint32_t i = 0; i < count; i++)
            assert_near(loads[i] / mean, 1, 0.6);
    }
    network_fixture_deinit(&f);
}

static void test_one_group_and_equal_calls(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t group[NODES], again[NODES];
    network_fixture_init(&f);
    fixture_grid(&f, SIZE, 300);
    const struct network *network = fixture_build(&f);

    assert_int_equal(network_partition(network, 1, group, &f.err), STATUS_OK);
    for (uint32_t n = 0; n < NODES; n++)
        assert_int_equal(group[n], 0);
    assert_int_equal(network_partition(network, 13, group, &f.err), STATUS_OK);
    assert_int_equal(network_partition(network, 13, again, &f.err), STATUS_OK);
    assert_memory_equal(group, again, sizeof group);
    network_fixture_deinit(&f);
}

/** In a grid where every second street is very short, no short one is cut: the cut links, and with
 * them the window, are as long as the long ones. */
static void test_short_links_are_not_cut(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t group[NODES], cut = 0;
    network_fixture_init(&f);
    for (uint32_t row = 0; row < SIZE; row++)
        for (uint32_t column = 0; column < SIZE; column++) {
            char id[32];
            snprintf(id, sizeof id, "N%u_%u", row, column);
            fixture_node(&f, fixture_text(&f, id), column / 2 * 1000 + column % 2 * 30.0,
                         row * 1000.0);
        }
    for (uint32_t row = 0; row < SIZE; row++)
        for (uint32_t column = 0; column < SIZE; column++)
            for (uint32_t north = 0; north < 2; north++) {
                char id[32];
                if ((north ? row : column) + 1 == SIZE)
                    continue;
                snprintf(id, sizeof id, "%u_%u_%u", row, column, north);
                const struct road_node_row *nodes = f.tables.nodes.rows;
                uint32_t from = row * SIZE + column, to = from + (north ? SIZE : 1);
                bool is_short = !north && column % 2 == 0;
                fixture_link(&f, (struct road_link_row){.id = fixture_text(&f, id),
                                                        .from = nodes[from].id,
                                                        .to = nodes[to].id,
                                                        .length_m = is_short ? 31 : 1001});
            }
    const struct network *network = fixture_build(&f);
    assert_int_equal(network_partition(network, 8, group, &f.err), STATUS_OK);
    for (uint32_t i = 0; i < network->link_count; i++)
        if (group[network->links[i].from] != group[network->links[i].to]) {
            assert_near((double)network->links[i].length_m, 1001, 0.01);
            cut++;
        }
    assert_in_range(cut, 2 * 2 * SIZE, network->link_count / 3);
    network_fixture_deinit(&f);
}

/** More groups than nodes: some stay empty. Also without any node. */
static void test_more_groups_than_nodes(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t group[9], used[64] = {0};
    network_fixture_init(&f);
    fixture_grid(&f, 3, 300);
    fixture_build(&f);
    assert_int_equal(network_partition(f.network, 64, group, &f.err), STATUS_OK);
    for (uint32_t n = 0; n < 9; n++) {
        assert_in_range(group[n], 0, 63);
        used[group[n]]++;
    }
    for (uint32_t i = 0; i < 64; i++)
        assert_in_range(used[i], 0, 1);
    network_fixture_deinit(&f);

    network_fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(network_partition(f.network, 4, group, &f.err), STATUS_OK);
    assert_int_equal(network_nearest_node(f.network, (struct point){0, 0}), NONE);
    network_fixture_deinit(&f);
}

static void test_nearest_node(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_grid(&f, 5, 300);
    const struct network *network = fixture_build(&f);

    for (uint32_t n = 0; n < 25; n++) {
        struct point near = network->nodes[n].point;
        near.x_m += 120;
        near.y_m -= 80;
        assert_int_equal(network_nearest_node(network, near), n);
    }
    assert_int_equal(network_nearest_node(network, (struct point){-9000, -9000}), 0);
    assert_int_equal(network_nearest_node(network, (struct point){9000, 9000}), 24);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_are_balanced),
        cmocka_unit_test(test_one_group_and_equal_calls),
        cmocka_unit_test(test_short_links_are_not_cut),
        cmocka_unit_test(test_more_groups_than_nodes),
        cmocka_unit_test(test_nearest_node),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
