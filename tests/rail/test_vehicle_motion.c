// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/vehicle_motion.h"

#include <string.h>

static const struct rail_parameters parameters = {
    .axle_load_kg = 17000, .front_m2 = 10, .rotating = 1.08};

static void without_an_engine_acceleration_is_constant(void **state)
{
    (void)state;
    struct vehicle_motion motion = {0};
    struct error err = {0};
    const struct transit_vehicle_row vehicle = {
        .type = "x", .accel_mps2 = 0.8, .decel_mps2 = 0.9, .vmax_mps = 33};
    assert_int_equal(vehicle_motion_init(&motion, &vehicle, &parameters, &err), STATUS_OK);
    assert_null(motion.motion.pull);
    assert_true(motion.motion.acceleration_mps2 > 0.79 && motion.motion.braking_mps2 > 0.89);
    vehicle_motion_deinit(&motion);
}

/** 660 kW for 66 t: at 33 m/s no more than 10 W/kg are left, so it takes longer than the limit. */
static void with_an_engine_its_power_counts(void **state)
{
    (void)state;
    struct vehicle_motion motion = {0};
    struct error err = {0};
    struct transit_vehicle_row vehicle = {.type = "x",
                                          .accel_mps2 = 0.8,
                                          .decel_mps2 = 0.9,
                                          .vmax_mps = 33,
                                          .power_w = 660000,
                                          .mass_kg = 66000};
    assert_int_equal(vehicle_motion_init(&motion, &vehicle, &parameters, &err), STATUS_OK);
    assert_ptr_equal(motion.motion.pull, &motion.curve);
    assert_true(pull_curve_time_s(&motion.curve, 0, 30) > 30 / 0.8);
    vehicle_motion_deinit(&motion);
    vehicle.power_w = 1;
    assert_int_equal(vehicle_motion_init(&motion, &vehicle, &parameters, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "vehicle type 'x' with 66 t and 0.001 kW does not get going"));
    vehicle_motion_deinit(&motion);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_engine_acceleration_is_constant),
        cmocka_unit_test(with_an_engine_its_power_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
