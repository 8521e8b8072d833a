// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand_fixture.h"

#include <math.h>

static void distances_have_the_detour(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    fixture_init(&f);
    fixture_world(&f, &world);
    /* 0.7 km apart, and 5 km: within 0.5 % of the projection */
    assert_true(fabs(demand_reach_distance_m(&world.reach, 0, 1) - 910.0) < 5.0);
    assert_true(fabs(demand_reach_distance_m(&world.reach, 5, 0) - 6500.0) < 35.0);
    assert_true(demand_reach_distance_m(&world.reach, 3, 3) < 1e-9);
    assert_true(demand_reach_is_local(&world.reach, 3, 3));
    assert_false(demand_reach_is_local(&world.reach, 3, 4));
    assert_true(world.reach.is_external[6] && !world.reach.is_external[5]);
    fixture_free(&f, &world);
}

static void bands_hold_every_place_once(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    fixture_init(&f);
    fixture_world(&f, &world);
    for (uint32_t from = 0; from < 10; from++) {
        uint32_t seen = 0;
        for (uint32_t b = 0; b < 5; b++) {
            const uint32_t *first = world.reach.band_first + from * 6;
            for (uint32_t i = first[b]; i < first[b + 1]; i++) {
                uint32_t to = world.reach.order[from * 10 + i];
                double distance_m = demand_reach_distance_m(&world.reach, from, to);
                assert_int_equal(demand_rules_band(&world.rules, distance_m), b);
                seen |= 1u << to;
            }
        }
        assert_int_equal(seen, 1023);
    }
    fixture_free(&f, &world);
}

static void draws_follow_the_attraction(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    fixture_init(&f);
    fixture_world(&f, &world);
    /* Within 1 km of A1_1: itself (20 x 0.5) and A1_2 (20 x 0.3). */
    double total = demand_reach_total(&world.reach, ATTRACTION_SHOPPING, 0, 0);
    assert_true(fabs(total - 16.0) < 1e-4);
    assert_int_equal(demand_reach_draw(&world.reach, ATTRACTION_SHOPPING, 0, 0, 0.62), 0);
    assert_int_equal(demand_reach_draw(&world.reach, ATTRACTION_SHOPPING, 0, 0, 0.63), 1);
    /* X1 at 15.6 km with 2500 jobs counts 1 / 1.56; the gates attract nobody. */
    total = demand_reach_total(&world.reach, ATTRACTION_JOBS, 0, 3) - 150.0;
    assert_true(fabs(total - 2500.0 / 1.56) < 20.0);
    fixture_free(&f, &world);
}

static void purposes_look_for_their_attraction(void **state)
{
    (void)state;
    assert_int_equal(demand_reach_attraction(PURPOSE_SHOPPING), ATTRACTION_SHOPPING);
    assert_int_equal(demand_reach_attraction(PURPOSE_BUSINESS), ATTRACTION_JOBS);
    assert_int_equal(demand_reach_attraction(PURPOSE_OTHER), ATTRACTION_MIXED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(distances_have_the_detour),
                                       cmocka_unit_test(bands_hold_every_place_once),
                                       cmocka_unit_test(draws_follow_the_attraction),
                                       cmocka_unit_test(purposes_look_for_their_attraction)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
