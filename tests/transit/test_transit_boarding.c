// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

static void test_capacity(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);

    /* Three of five get in; two are left behind and take the next bus, whose places suffice. */
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.boardings, 5);
    assert_int_equal(totals.denied_boardings, 2);
    assert_int_equal(totals.stranded, 0);
    assert_int_equal(totals.run_count_finished, 3);
    assert_int_equal(transit_run_max_load(world.transit, 0), 3);
    assert_int_equal(transit_run_max_load(world.transit, 1), 2);
    assert_int_equal(transit_run_max_load(world.transit, 2), 0);
    static const uint32_t arrived_min[PERSONS] = {394, 394, 374, 374, 367};
    for (uint32_t i = 0; i < PERSONS; i++)
        assert_int_equal(world.persons[i].arrived_ms, arrived_min[i] * MINUTE_MS);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Three places for passengers who stand for two each: 1.5 places, rounded to 2. Never less than
 * one. */
static void test_weight(void **state)
{
    (void)state;
    static const struct {
        double weight;
        uint32_t max_load, denied;
    } cases[] = {{1.0, 3, 2}, {2.0, 2, 3 + 1}, {100.0, 1, 4 + 3 + 2}};
    for (int i = 0; i < 3; i++) {
        struct fixture f;
        struct world world;
        world_queue(&f, &world, cases[i].weight);
        assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
        assert_int_equal(transit_run_max_load(world.transit, 0), cases[i].max_load);
        assert_int_equal(transit_totals(world.transit).denied_boardings, cases[i].denied);
        world_deinit(&world);
        fixture_deinit(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_capacity),
                                       cmocka_unit_test(test_weight)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
