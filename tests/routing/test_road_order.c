// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_order.h"

/** Every link has one rank, in random networks too. */
static void test_every_link_comes_once(void **state)
{
    (void)state;
    for (uint32_t number = 0; number < 20; number++) {
        struct network_fixture f;
        bool is_seen[LINK_MAX] = {false};
        uint32_t link_of_rank[LINK_MAX];
        random_network(&f, number);
        assert_int_equal(road_order_build(f.network, link_of_rank, &f.err), STATUS_OK);
        for (uint32_t i = 0; i < f.network->link_count; i++) {
            assert_in_range(link_of_rank[i], 0, f.network->link_count - 1);
            assert_false(is_seen[link_of_rank[i]]);
            is_seen[link_of_rank[i]] = true;
        }
        network_fixture_deinit(&f);
    }
}

/** Two squares of streets, joined by one street: its two links come last. */
static void test_the_bridge_comes_last(void **state)
{
    (void)state;
    struct network_fixture f;
    uint32_t link_of_rank[18];
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
    assert_int_equal(f.network->link_count, 18);
    assert_int_equal(road_order_build(f.network, link_of_rank, &f.err), STATUS_OK);
    assert_int_equal(link_of_rank[16] + link_of_rank[17], 2 * fixture_link_id(&f, "S4") + 1);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_link_comes_once),
        cmocka_unit_test(test_the_bridge_comes_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
