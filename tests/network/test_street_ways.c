// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "network/street_ways.h"
#include "support/network_fixture.h"

/** Two stretches of one and two hops in a pattern of five calls. */
static void stretches_know_their_calls(void **state)
{
    (void)state;
    struct error err = {0};
    struct street_ways ways = {0};
    assert_int_equal(street_ways_begin(&ways, 5, &err), STATUS_OK);
    struct street_stretch first = {.first_call = 0, .last_call = 1};
    struct street_stretch second = {.first_call = 2, .last_call = 4};
    assert_int_equal(street_ways_add_links(&ways, (const uint32_t[]){7, 8}, 2, &first.way, &err),
                     STATUS_OK);
    assert_int_equal(street_ways_add(&ways, &first, &err), STATUS_OK);
    assert_int_equal(street_ways_add_links(&ways, (const uint32_t[]){9}, 1, &second.way, &err),
                     STATUS_OK);
    assert_int_equal(street_ways_add(&ways, &second, &err), STATUS_OK);
    static const uint32_t expected[] = {0, NONE, 1, 1, NONE};
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(ways.stretch_of_call[i], expected[i]);
    assert_int_equal(ways.stretch_count, 2);
    assert_int_equal(ways.link_count, 3);
    assert_int_equal(ways.stretches[1].way.first_link, 2);
    assert_int_equal(ways.links[2], 9);
    street_ways_deinit(&ways);
    assert_int_equal(ways.stretch_count, 0);
}

/** The detour is taken while the way is closed, if there is one. */
static void a_closed_way_is_left(void **state)
{
    (void)state;
    struct network_fixture f;
    struct street_ways ways = {0};
    network_fixture_init(&f);
    fixture_node(&f, "A", 0, 0);
    fixture_node(&f, "B", 900, 0);
    fixture_way(&f, "short", "A", "B");
    fixture_way(&f, "long", "A", "B");
    fixture_closure(&f, "short", 100, 200);
    const struct network *network = fixture_build(&f);
    uint32_t links[] = {fixture_link_id(&f, "short"), fixture_link_id(&f, "long")};
    assert_int_equal(street_ways_begin(&ways, 2, &f.err), STATUS_OK);
    struct street_stretch stretch = {.first_call = 0, .last_call = 1};
    assert_int_equal(street_ways_add_links(&ways, links, 1, &stretch.way, &f.err), STATUS_OK);
    assert_int_equal(street_ways_add(&ways, &stretch, &f.err), STATUS_OK);
    assert_ptr_equal(street_ways_choose(&ways, network, 0, 150000), &ways.stretches[0].way);

    assert_int_equal(street_ways_add_links(&ways, links + 1, 1, &ways.stretches[0].detour, &f.err),
                     STATUS_OK);
    assert_ptr_equal(street_ways_choose(&ways, network, 0, 99999), &ways.stretches[0].way);
    assert_ptr_equal(street_ways_choose(&ways, network, 0, 100000), &ways.stretches[0].detour);
    assert_ptr_equal(street_ways_choose(&ways, network, 0, 199999), &ways.stretches[0].detour);
    assert_ptr_equal(street_ways_choose(&ways, network, 0, 200000), &ways.stretches[0].way);
    assert_int_equal(ways.links[ways.stretches[0].detour.first_link], links[1]);
    street_ways_deinit(&ways);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stretches_know_their_calls),
                                       cmocka_unit_test(a_closed_way_is_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
