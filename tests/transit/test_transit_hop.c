// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

#include "transit/transit_state.h"

/** Without tracks and streets every hop is the run's own way, and takes the time of the timetable.
 */
static void test_own_way(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    for (uint32_t i = 0; i < f.timetable->call_count; i++)
        assert_int_equal(transit_hop_way(world.transit, i), TRANSIT_WAY_OWN);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_near(call_number(&world, 1, "arrive") - call_number(&world, 0, "depart"), 300, 0);
    assert_near(call_number(&world, 2, "arrive") - call_number(&world, 1, "depart"), 360, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
