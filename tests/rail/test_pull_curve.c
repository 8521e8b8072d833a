// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/pull_curve.h"
#include "rail/running_time.h"

#include <math.h>
#include <string.h>

#define assert_near(found, expected, tolerance)                                                    \
    assert_true(fabs((found) - (expected)) <= (tolerance))

static struct pull_curve curve_make(const struct train_pull *pull, double top_mps)
{
    struct error err = {0};
    struct pull_curve curve;
    if (pull_curve_init(&curve, pull, top_mps, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return curve;
}

/** Power without end and no resistance: constant acceleration, so the closed forms must come out.
 */
static void test_constant_acceleration(void **state)
{
    (void)state;
    struct train_pull pull = {
        .acceleration_mps2 = 0.5, .power_w = 1e12, .mass_kg = 1e5, .rotating = 1.0};
    struct pull_curve curve = curve_make(&pull, 160 / 3.6);
    assert_near(pull_curve_distance_m(&curve, 3.3, 21.7), (21.7 * 21.7 - 3.3 * 3.3), 1e-6);
    assert_near(pull_curve_time_s(&curve, 3.3, 21.7), 36.8, 1e-9);
    assert_near(pull_curve_speed_after_mps(&curve, 3.3, 100), sqrt(3.3 * 3.3 + 100), 1e-6);
    assert_near(pull_curve_speed_after_mps(&curve, 40, 1e6), pull_curve_top_mps(&curve), 0);

    struct train_motion closed = {0.5, 0.5, 160 / 3.6, NULL}, tabled = {0, 0.5, 160 / 3.6, &curve};
    struct track_section sections[] = {{10000, 160 / 3.6}, {700, 30}, {900, 44}};
    struct track_run run = {.sections = sections, .count = 3};
    struct error err = {0};
    double closed_s = 0, tabled_s = 0;
    assert_int_equal(track_run_time(&run, &closed, &closed_s, (struct track_times){0}, &err),
                     STATUS_OK);
    assert_int_equal(track_run_time(&run, &tabled, &tabled_s, (struct track_times){0}, &err),
                     STATUS_OK);
    assert_near(tabled_s, closed_s, 1e-6);
    pull_curve_deinit(&curve);
}

/** Power alone: P t = m v^2 / 2 and s = m v^3 / (3 P). */
static void test_constant_power(void **state)
{
    (void)state;
    struct train_pull pull = {
        .acceleration_mps2 = 1e9, .power_w = 780e3, .mass_kg = 86500, .rotating = 1.0};
    struct pull_curve curve = curve_make(&pull, 30);
    double from = 5, to = 30, m = 86500, p = 780e3;
    assert_near(pull_curve_time_s(&curve, from, to), m * (to * to - from * from) / (2 * p), 1e-6);
    assert_near(pull_curve_distance_m(&curve, from, to),
                m * (to * to * to - from * from * from) / (3 * p), 0.01);
    pull_curve_deinit(&curve);
}

/** Where power and resistance balance, the curve ends; half the power gets nowhere near. */
static void test_balance(void **state)
{
    (void)state;
    struct train_pull pull = {
        .acceleration_mps2 = 0.74, .power_w = 780e3, .mass_kg = 86500, .rotating = 1.08};
    train_pull_davis(&pull, 14000, 10);
    /* 86.5 t: 6.374 and 129 / 14 N/t; 0.3291 N/t per m/s; 5.75 N per (m/s)^2 */
    assert_near(pull.constant_n, 86.5 * 6.374 + 86.5 / 14 * 129.0, 1e-6);
    assert_near(pull.linear_n_per_mps, 28.467, 0.001);
    assert_near(pull.square_n_per_mps2, 5.75, 1e-9);
    struct pull_curve curve = curve_make(&pull, 100);
    double top = pull_curve_top_mps(&curve);
    double left_n = pull.power_w / top - pull.constant_n - pull.linear_n_per_mps * top -
                    pull.square_n_per_mps2 * top * top;
    assert_near(left_n / (86500 * 1.08), PULL_LEAST_MPS2, 0.001);
    pull_curve_deinit(&curve);

    pull.power_w = 1;
    struct error err = {0};
    assert_int_equal(pull_curve_init(&curve, &pull, 100, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "does not get going"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constant_acceleration),
        cmocka_unit_test(test_constant_power),
        cmocka_unit_test(test_balance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
