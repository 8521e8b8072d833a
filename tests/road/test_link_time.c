// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/link_time.h"
#include "support/road_fixture.h"

/** 1 km at 20 m/s, at 10 m/s from 100 to 200 s; closed from 300 to 400 s and all of the hours after
 * 1000 s. */
static void empty_and_closed_links(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    fixture_chain(&f, (const double[]){0.8, 0.8}, 2);
    fixture_change(&f.net, (struct link_change_row){
                               .link = "L1", .from_s = 100, .until_s = 200, .speed_mps = 10});
    fixture_closure(&f.net, "L1", 300, 400);
    fixture_closure(&f.net, "L1", 1000, 90000);
    fixture_build(&f.net);
    road_fixture_build(&f, 1, 1);
    const struct network *network = f.net.network;

    assert_int_equal(link_free_ms(network, f.road, 0, 50000), 50000);
    assert_int_equal(link_free_ms(network, f.road, 0, 150000), 100000);
    assert_int_equal(link_free_ms(network, f.road, 1, 150000), 50000);
    assert_int_equal(link_wait_ms(network, 0, 299000), 0);
    assert_int_equal(link_wait_ms(network, 0, 300000), 100000);
    assert_int_equal(link_wait_ms(network, 0, 399000), 1000);
    assert_int_equal(link_wait_ms(network, 0, 400000), 0);
    assert_int_equal(link_wait_ms(network, 0, 1000000), LINK_CLOSED_MOST_MS);
    assert_int_equal(link_wait_ms(network, 1, 1000000), 0);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(empty_and_closed_links)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
