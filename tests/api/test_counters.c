// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#include "api/counters.h"

/** Persons' vehicles are scaled, buses are not; a counter is the sum of its links. */
static void persons_are_scaled_and_buses_are_not(void **state)
{
    (void)state;
    struct world *world = target_run("", 0.5);
    for (uint32_t i = 0; i < world->network->link_count; i++) {
        double all = (double)road_link_totals(world->road, i).left;
        double buses = (double)road_link_bus_totals(world->road, i).left;
        assert_true(fabs(link_vehicles(world, i, false) - (2 * (all - buses) + buses)) < 1e-9);
    }
    uint32_t link = names_find(&world->network->link_names, "L6");
    double both = link_vehicles(world, link, false) + link_vehicles(world, link + 1, false);
    double heavy = 0;
    for (uint32_t i = link; i <= link + 1; i++) {
        double buses = (double)road_link_bus_totals(world->road, i).left;
        heavy += 2 * ((double)road_link_totals(world->road, i).heavy_left - buses) + buses;
    }
    assert_true(both > 0 && heavy > 0);
    assert_true(fabs(counter_vehicles(world, 0, false) - both) < 1e-9);
    assert_true(fabs(counter_vehicles(world, 0, true) - heavy) < 1e-9);
    struct ardey_summary summary = {0};
    counters_fill(world, &summary);
    assert_int_equal(summary.counter_count, 1);
    assert_true(fabs(summary.counters[0].simulated - both) < 1e-9);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons_are_scaled_and_buses_are_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
