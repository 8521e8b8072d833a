// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"

static struct day_activity activity(uint8_t purpose, bool is_main, bool goes_home)
{
    return (struct day_activity){
        .purpose = purpose, .is_main = is_main, .goes_home_after = goes_home};
}

static void trips_are_a_chain_that_ends_at_home(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 500, (struct demand_person){0, 5, GROUP_EMPLOYED});
    for (uint32_t i = 0; i < 500; i++) {
        struct day_plan plan = {.activity_count = 3};
        plan.activities[0] = activity(PURPOSE_WORK, true, false);
        plan.activities[1] = activity(PURPOSE_SHOPPING, false, true);
        plan.activities[2] = activity(PURPOSE_LEISURE, false, true);
        day_places_draw(&d.source, i, true, &plan);
        assert_int_equal(plan.trip_count, 5);
        assert_int_equal(plan.trips[0].to, 5);
        assert_in_range(plan.trips[0].distance_m, 6465, 6535);
        assert_int_equal(plan.trips[0].band, 3);
        assert_int_equal(plan.trips[2].purpose, PURPOSE_HOME);
        assert_int_equal(plan.trips[4].to, 0);
        for (uint32_t t = 1; t < 5; t++) {
            const struct day_trip *trip = &plan.trips[t];
            assert_int_equal(trip->from, plan.trips[t - 1].to);
            assert_int_equal(demand_rules_band(&d.world.rules, trip->distance_m), trip->band);
            assert_true(trip->from != trip->to || (trip->is_local && trip->distance_m >= 100));
        }
    }
    day_fixture_free(&f, &d);
}

static void bands_follow_their_weights(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    uint32_t bands[2][5] = {{0}};
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 20000, (struct demand_person){0, NONE, GROUP_SENIOR});
    for (uint32_t i = 0; i < 20000; i++) {
        struct day_plan plan = {.activity_count = 1};
        plan.activities[0] = activity(PURPOSE_SHOPPING, false, true);
        for (int has_car = 0; has_car < 2; has_car++) {
            day_places_draw(&d.source, i, has_car != 0, &plan);
            bands[has_car][plan.trips[0].band]++;
        }
    }
    assert_in_range(bands[1][0], 4800, 5200); /* 25 % */
    assert_in_range(bands[1][3], 3250, 3550); /* 17 % */
    assert_in_range(bands[1][4], 1480, 1720); /* 8 % */
    /* without a car the last two bands count 0.6 and 0.36: 10.2 and 2.88 of 88.08 */
    assert_in_range(bands[0][3], 2180, 2450);
    assert_in_range(bands[0][4], 560, 750);
    day_fixture_free(&f, &d);
}

static void outside_people_choose_as_from_home(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 2000, (struct demand_person){0, 7, GROUP_EMPLOYED});
    uint32_t inside = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        struct day_plan plan = {.activity_count = 2};
        plan.activities[0] = activity(PURPOSE_WORK, true, false);
        plan.activities[1] = activity(PURPOSE_SHOPPING, false, true);
        day_places_draw(&d.source, i, true, &plan);
        assert_int_not_equal(plan.trips[1].to, 7); /* no trip within the outside world */
        inside += !d.world.reach.is_external[plan.trips[1].to];
    }
    assert_in_range(inside, 1600, 2000);
    day_fixture_free(&f, &d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trips_are_a_chain_that_ends_at_home),
                                       cmocka_unit_test(bands_follow_their_weights),
                                       cmocka_unit_test(outside_people_choose_as_from_home)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
