// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"

#include <math.h>

static void wishes_and_durations_space_the_day(void **state)
{
    (void)state;
    struct day_plan plan = {.activity_count = 2, .trip_count = 4};
    plan.activities[0] = (struct day_activity){
        .purpose = PURPOSE_WORK, .wish_s = 25200, .duration_s = 28800, .goes_home_after = true};
    plan.activities[1] = (struct day_activity){
        .purpose = PURPOSE_LEISURE, .wish_s = 68400, .duration_s = 7200, .goes_home_after = true};
    for (int t = 0; t < 4; t++) {
        plan.trips[t] = (struct day_trip){.distance_m = 1300, .mode = MODE_WALK}; /* 1000 s */
    }
    day_times_set(&plan);
    assert_int_equal(plan.trips[0].depart_s, 25200);
    assert_int_equal(plan.trips[0].stay_s, 0);
    assert_int_equal(plan.trips[1].depart_s, 25200 + 1000 + 28800);
    assert_in_range(plan.trips[1].stay_s, 28799, 28800);
    assert_int_equal(plan.trips[2].depart_s, 68400);
    assert_int_equal(plan.trips[3].depart_s, 68400 + 1000 + 7200);
}

static void nobody_waits_longer_than_two_hours_on_the_way(void **state)
{
    (void)state;
    struct day_plan plan = {.activity_count = 2, .trip_count = 3};
    plan.activities[0] = (struct day_activity){.wish_s = 36000, .duration_s = 1800};
    plan.activities[1] =
        (struct day_activity){.wish_s = 64800, .duration_s = 1800, .goes_home_after = true};
    for (int t = 0; t < 3; t++) {
        plan.trips[t] = (struct day_trip){.distance_m = 1300, .mode = MODE_WALK};
    }
    day_times_set(&plan);
    assert_int_equal(plan.trips[1].depart_s, 36000 + 1000 + 1800 + 7200);
}

static void a_long_day_ends_by_28(void **state)
{
    (void)state;
    struct day_plan plan = {.activity_count = 3, .trip_count = 4};
    for (int a = 0; a < 3; a++) {
        plan.activities[a] = (struct day_activity){
            .wish_s = 75600 + a * 3600, .duration_s = 36000, .goes_home_after = a == 2};
    }
    for (int t = 0; t < 4; t++) {
        plan.trips[t] = (struct day_trip){.distance_m = 13000, .mode = MODE_BIKE};
    }
    day_times_set(&plan);
    for (int t = 0; t < 4; t++) {
        double arrive_s = plan.trips[t].depart_s + day_travel_time_s(MODE_BIKE, 13000);
        assert_true(arrive_s <= DAY_END_S);
        assert_true(t == 3 || arrive_s < plan.trips[t + 1].depart_s);
    }
}

static void through_traffic_has_one_trip(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    uint32_t at_night = 0;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, 1000, (struct demand_person){8, 9, GROUP_THROUGH_TRUCK});
    for (uint32_t i = 0; i < 1000; i++) {
        struct day_plan plan;
        day_plan_draw(&d.source, i, &plan);
        assert_int_equal(plan.trip_count, 1);
        assert_int_equal(plan.trips[0].mode, MODE_TRUCK);
        assert_int_equal(plan.trips[0].to, 9);
        assert_in_range(plan.trips[0].depart_s, 3 * 3600, 5 * 3600 - 1);
        assert_in_range(plan.trips[0].distance_m, 15500, 15700); /* 12 km x 1.3 */
        at_night += plan.trips[0].depart_s < 4 * 3600;
    }
    assert_in_range(at_night, 700, 800);
    day_fixture_free(&f, &d);
}

static void travel_times_are_plausible(void **state)
{
    (void)state;
    assert_true(fabs(day_travel_time_s(MODE_WALK, 1300.0) - 1000.0) < 1e-9);
    /* 15 km by car: 17.5 m/s and four minutes */
    assert_true(fabs(day_travel_time_s(MODE_CAR, 15000.0) - 1097.1) < 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wishes_and_durations_space_the_day),
        cmocka_unit_test(nobody_waits_longer_than_two_hours_on_the_way),
        cmocka_unit_test(a_long_day_ends_by_28), cmocka_unit_test(through_traffic_has_one_trip),
        cmocka_unit_test(travel_times_are_plausible)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
