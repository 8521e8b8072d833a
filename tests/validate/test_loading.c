// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "validate/loading.h"

#include <string.h>

/** Two cars ask to enter at once a link that lets one out every two seconds. */
static void cars_queue_at_the_end(void **state)
{
    (void)state;
    static const struct road_node_row nodes[] = {{.id = "a", .name = "", .lat = 51, .lon = 7},
                                                 {.id = "b", .name = "", .lat = 51, .lon = 7.01}};
    static const struct road_link_row links[] = {{.id = "ab",
                                                  .from = "a",
                                                  .to = "b",
                                                  .road = "",
                                                  .via = "",
                                                  .oneway = true,
                                                  .lanes = 4,
                                                  .speed_mps = 20,
                                                  .capacity_vps = 0.5,
                                                  .length_m = 1000}};
    const struct loading_rows rows = {nodes, links, 2, 1};
    const uint32_t route = 0;
    struct error err = {0};
    struct network *network = NULL;
    struct drives drives = {0};
    struct kept_route kept;
    struct loading loading = {0};
    assert_int_equal(loading_network(&rows, &network, &err), STATUS_OK);
    assert_int_equal(drives_keep_route(&drives, network, &route, 1, &kept, &err), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(drives_add(&drives, &kept, VEHICLE_CAR, 10000, &err), STATUS_OK);
    struct loading_world world = {network,          &drives,
                                  &loading_road,    team_create(1, &err),
                                  .stop_ms = 90000, .sample_ms = 30000};
    assert_int_equal(loading_run(&world, &loading, &err), STATUS_OK);
    assert_int_equal(loading.sample_count, 4);
    assert_int_equal(loading.samples[3].left, 2);
    assert_in_range(loading.arrive_ms[0], 60000, 60001);
    assert_in_range(loading.arrive_ms[1], 62000, 62001);
    world.stop_ms = 61500; /* arrivals are told a second later */
    assert_int_equal(loading_run(&world, &loading, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "1 of 2 drives have not arrived by 61 s"));
    loading_deinit(&loading);
    drives_deinit(&drives);
    network_destroy(network);
    team_destroy(world.team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cars_queue_at_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
