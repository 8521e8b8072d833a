// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/mode_split.h"

#include <math.h>
#include <string.h>

static const struct demand_rules rules = {
    .band_count = 2, .mode_share = {{0.6, 0.1, 0.2, 0.1, 0.0}, {0.05, 0.1, 0.6, 0.15, 0.1}}};

static void classes_share_the_table(void **state)
{
    (void)state;
    static struct mode_tally tally;
    static mode_split split;
    memset(&tally, 0, sizeof tally);
    /* 2000 trips in the long band, 1400 of them by people with a car; the short band alike */
    tally.trips[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][1][1][DAY_STEP_FULL] = 600;
    tally.trips[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1][1][DAY_STEP_FULL] = 1400;
    tally.trips[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][0][0][DAY_STEP_FULL] = 1000;
    tally.trips[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][0][0][DAY_STEP_FULL] = 1000;
    mode_split_solve(&rules, &tally, split);
    for (uint8_t m = 0; m < MODE_TRUCK; m++) {
        double longer = 600 * split[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][1][m] +
                        1400 * split[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1][m];
        double shorter = 1000 * split[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][0][m] +
                         1000 * split[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][0][m];
        assert_true(fabs(longer - 2000 * rules.mode_share[1][m]) < 1.0);
        assert_true(fabs(shorter - 2000 * rules.mode_share[0][m]) < 1.0);
    }
    assert_true(split[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][1][MODE_CAR] <= 0.0);
    /* 1200 car trips by 1400 */
    assert_true(fabs(split[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1][MODE_CAR] - 0.857) < 0.001);
}

static void short_steps_of_long_tours_count_as_walked(void **state)
{
    (void)state;
    static struct mode_tally tally;
    static mode_split split;
    memset(&tally, 0, sizeof tally);
    tally.trips[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][0][0][DAY_STEP_FULL] = 1000;
    tally.trips[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1][1][DAY_STEP_FULL] = 1000;
    tally.trips[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1][0][DAY_STEP_LOCAL] = 500;
    mode_split_solve(&rules, &tally, split);
    const double *near = split[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][0];
    const double *far = split[DAY_RESIDENT_WITH_CAR][DAY_TOUR_PLAIN][1];
    double walked = 1000 * near[MODE_WALK] + 500 * (far[MODE_WALK] + far[MODE_CAR] + far[MODE_PT]);
    assert_true(fabs(walked - 900.0) < 1.0); /* 60 % of 1500 */
    assert_true(near[MODE_WALK] < 0.56);
}

static void outside_only_car_ride_and_pt(void **state)
{
    (void)state;
    static struct mode_tally tally;
    static mode_split split;
    memset(&tally, 0, sizeof tally);
    tally.trips[DAY_COMMUTER_WITHOUT_CAR][DAY_TOUR_OUTSIDE][1][1][DAY_STEP_FULL] = 200;
    tally.trips[DAY_COMMUTER_WITH_CAR][DAY_TOUR_OUTSIDE][1][1][DAY_STEP_FULL] = 800;
    mode_split_solve(&rules, &tally, split);
    const double *with = split[DAY_COMMUTER_WITH_CAR][DAY_TOUR_OUTSIDE][1];
    assert_true(with[MODE_WALK] <= 0.0 && with[MODE_BIKE] <= 0.0);
    /* 0.6 of 0.85, by 80 % of the people */
    assert_true(fabs(with[MODE_CAR] - 0.6 / 0.85 / 0.8) < 0.002);
    assert_true(fabs(with[MODE_CAR] + with[MODE_RIDE] + with[MODE_PT] - 1.0) < 1e-9);
}

static void what_cannot_be_met_does_not_upset_the_rest(void **state)
{
    (void)state;
    static struct mode_tally tally;
    static mode_split split;
    memset(&tally, 0, sizeof tally);
    tally.trips[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][1][1][DAY_STEP_FULL] = 1000;
    mode_split_solve(&rules, &tally, split);
    const double *shares = split[DAY_RESIDENT_WITHOUT_CAR][DAY_TOUR_PLAIN][1];
    /* no car at all: the others keep their proportions */
    assert_true(fabs(shares[MODE_RIDE] - 0.375) < 0.002);
    assert_true(fabs(shares[MODE_PT] - 0.25) < 0.002);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_share_the_table),
        cmocka_unit_test(short_steps_of_long_tours_count_as_walked),
        cmocka_unit_test(outside_only_car_ride_and_pt),
        cmocka_unit_test(what_cannot_be_met_does_not_upset_the_rest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
