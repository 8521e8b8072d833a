// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

#include "road/drives.h"
#include "road/road.h"

static void setup_chain(struct network_fixture *net)
{
    network_fixture_init(net);
    fixture_node(net, "P", 0, 0);
    fixture_node(net, "Q", 900, 0);
    fixture_node(net, "R", 1800, 0);
    fixture_link(net, (struct road_link_row){
                          .id = "a", .from = "P", .to = "Q", .oneway = true, .length_m = 950.5});
    fixture_way(net, "b", "Q", "R");
    fixture_build(net);
}

static void test_drives_keep_what_they_are_given(void **state)
{
    (void)state;
    struct network_fixture net;
    struct drives drives = {0};
    struct kept_route both, last;
    uint32_t links[2] = {0, 1};
    setup_chain(&net);
    assert_int_equal(drives_keep_route(&drives, net.network, links, 2, &both, &net.err), STATUS_OK);
    assert_int_equal(drives_keep_route(&drives, net.network, links + 1, 1, &last, &net.err),
                     STATUS_OK);
    links[0] = links[1] = 99; /* the caller's links may go away */
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(drives_add(&drives, i % 2 ? &last : &both, VEHICLE_TRUCK, i, &net.err),
                         STATUS_OK);
    assert_int_equal(drives.count, 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(drives.items[i].depart_ms, i);
        assert_int_equal(drives.items[i].class, VEHICLE_TRUCK);
        assert_int_equal(drives.items[i].route_length, i % 2 ? 1 : 2);
        assert_int_equal(drives_route(&drives, i)[0], i % 2);
        assert_near((double)drives.items[i].distance_m, i % 2 ? 1000 : 1950.5, 0);
    }
    assert_int_equal(drives_route(&drives, 0)[1], 1);
    assert_int_equal(drives.block_used, 3); /* two routes for all of them */
    drives_deinit(&drives);
    drives_deinit(&drives);
    assert_int_equal(drives.count, 0);
    network_fixture_deinit(&net);
}

/** Routes that together need more than one block: none is cut. */
static void test_blocks(void **state)
{
    (void)state;
    enum { LENGTH = 65535, COUNT = 40 };
    struct network_fixture net;
    struct drives drives = {0};
    uint32_t *links = mem_alloc(LENGTH, sizeof *links, NULL);
    setup_chain(&net);
    for (uint32_t i = 0; i < COUNT; i++) {
        struct kept_route route;
        links[0] = links[LENGTH - 1] = i % 2;
        assert_int_equal(drives_keep_route(&drives, net.network, links, LENGTH, &route, &net.err),
                         STATUS_OK);
        assert_int_equal(drives_add(&drives, &route, VEHICLE_CAR, 0, &net.err), STATUS_OK);
    }
    /* 16 of them fill a block of 1,048,576 links but for 16 links. */
    assert_int_equal(drives.block_count, 3);
    assert_int_equal(drives.block_used, 8 * LENGTH);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(drives_route(&drives, i)[0], i % 2);
        assert_int_equal(drives_route(&drives, i)[LENGTH - 1], i % 2);
        assert_int_equal(drives.items[i].route_length, LENGTH);
    }
    drives_deinit(&drives);
    mem_free(links);
    network_fixture_deinit(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drives_keep_what_they_are_given),
        cmocka_unit_test(test_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
