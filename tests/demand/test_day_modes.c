// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"

static void cars_follow_households_and_groups(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    uint32_t cars[3] = {0};
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 10000, (struct demand_person){0, 5, GROUP_EMPLOYED});
    day_fixture_add(&f, &d, 10000, (struct demand_person){5, 5, GROUP_SENIOR});
    day_fixture_add(&f, &d, 10000, (struct demand_person){5, 5, GROUP_PUPIL});
    for (uint32_t i = 0; i < 30000; i++) {
        cars[i / 10000] += day_has_car(&d.source, i);
    }
    assert_in_range(cars[0], 7980, 8240); /* 0.97 (1 - 0.3^1.5) = 81.1 % */
    assert_in_range(cars[1], 8130, 8350); /* 0.85 (1 - 0.1^1.5) = 82.3 % */
    assert_int_equal(cars[2], 0);
    day_fixture_free(&f, &d);
}

static void tours_end_at_home(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    struct day_plan plan = {.trip_count = 5};
    plan.trips[0] =
        (struct day_trip){.from = 0, .to = 0, .purpose = PURPOSE_SHOPPING, .is_local = true};
    plan.trips[1] =
        (struct day_trip){.from = 0, .to = 0, .purpose = PURPOSE_HOME, .is_local = true};
    plan.trips[2] = (struct day_trip){.from = 0, .to = 6, .purpose = PURPOSE_WORK, .band = 3};
    plan.trips[3] = (struct day_trip){.from = 6, .to = 1, .purpose = PURPOSE_SHOPPING, .band = 3};
    plan.trips[4] = (struct day_trip){.from = 1, .to = 0, .purpose = PURPOSE_HOME, .band = 0};
    struct day_tour tour = day_tour_at(&d.world.reach, &plan, 0);
    assert_int_equal(tour.end, 2);
    assert_int_equal(tour.kind, DAY_TOUR_LOCAL);
    tour = day_tour_at(&d.world.reach, &plan, 2);
    assert_int_equal(tour.end, 5);
    assert_int_equal(tour.longest_band, 3);
    assert_int_equal(tour.kind, DAY_TOUR_OUTSIDE);
    assert_int_equal(day_step_of(&plan.trips[4], 3), DAY_STEP_SHORT);
    assert_int_equal(day_step_of(&plan.trips[0], 0), DAY_STEP_LOCAL);
    day_fixture_free(&f, &d);
}

static void short_steps_are_walked(void **state)
{
    (void)state;
    assert_int_equal(day_trip_mode(MODE_CAR, DAY_STEP_LOCAL), MODE_WALK);
    assert_int_equal(day_trip_mode(MODE_CAR, DAY_STEP_SHORT), MODE_CAR); /* the car comes along */
    assert_int_equal(day_trip_mode(MODE_PT, DAY_STEP_SHORT), MODE_WALK);
    assert_int_equal(day_trip_mode(MODE_RIDE, DAY_STEP_LOCAL), MODE_RIDE);
    assert_int_equal(day_trip_mode(MODE_RIDE, DAY_STEP_SHORT_LOCAL), MODE_WALK);
    assert_int_equal(day_trip_mode(MODE_BIKE, DAY_STEP_SHORT_LOCAL), MODE_BIKE);
}

static void a_tour_has_one_mode(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    uint32_t modes[MODE_COUNT] = {0};
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 10000, (struct demand_person){0, 5, GROUP_EMPLOYED});
    double *shares = d.tuning.mode[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][3];
    shares[MODE_BIKE] = 0.25;
    shares[MODE_CAR] = 0.75;
    for (uint32_t i = 0; i < 10000; i++) {
        struct day_plan plan = {.trip_count = 2};
        plan.trips[0] = (struct day_trip){.from = 0, .to = 5, .purpose = PURPOSE_WORK, .band = 3};
        plan.trips[1] = (struct day_trip){.from = 5, .to = 0, .purpose = PURPOSE_HOME, .band = 3};
        day_modes_draw(&d.source, i, true, &plan);
        assert_int_equal(plan.trips[0].mode, plan.trips[1].mode);
        modes[plan.trips[0].mode]++;
    }
    assert_in_range(modes[MODE_BIKE], 2370, 2630);
    assert_int_equal(modes[MODE_BIKE] + modes[MODE_CAR], 10000);
    day_fixture_free(&f, &d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cars_follow_households_and_groups), cmocka_unit_test(tours_end_at_home),
        cmocka_unit_test(short_steps_are_walked), cmocka_unit_test(a_tour_has_one_mode)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
