// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#include "api/link_counts.h"

/** Persons' vehicles are scaled, buses are not; nobody is heavy but trucks and buses. */
static void persons_are_scaled_and_buses_are_not(void **state)
{
    (void)state;
    struct world *world = target_run("", 0.5);
    uint64_t heavy = 0;
    for (uint32_t i = 0; i < world->network->link_count; i++) {
        struct road_link_totals all = road_link_totals(world->road, i);
        double buses = (double)road_link_bus_totals(world->road, i).left;
        double expected = 2 * ((double)all.left - buses) + buses;
        assert_true(fabs(link_vehicles(world, i) - expected) < 1e-9);
        double heavy_expected = 2 * ((double)all.heavy_left - buses) + buses;
        assert_true(fabs(link_heavy_vehicles(world, i) - heavy_expected) < 1e-9);
        assert_true(link_heavy_vehicles(world, i) <= link_vehicles(world, i));
        heavy += all.heavy_left;
    }
    assert_true(heavy > 0);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons_are_scaled_and_buses_are_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
