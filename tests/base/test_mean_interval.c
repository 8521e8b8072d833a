// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/mean_interval.h"

#include <math.h>

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("found %.12g, expected %.12g", found, expected);
}

/** Quantiles of Student's t are those of printed tables. */
static void mean_and_half_width(void **state)
{
    (void)state;
    double values[10];
    for (uint32_t i = 0; i < 10; i++)
        values[i] = i;
    struct mean_interval ten = mean_interval_of(values, 10, 0.99);
    assert_int_equal(ten.count, 10);
    assert_near(ten.mean, 4.5, 1e-12);
    assert_near(ten.deviation, sqrt(82.5 / 9), 1e-12);
    assert_near(ten.half_width, 3.249836 * sqrt(82.5 / 9 / 10), 1e-5);
    assert_near(mean_interval_of(values, 5, 0.95).half_width, 2.776445 * sqrt(2.5 / 5), 1e-5);
    assert_near(mean_interval_of(values, 2, 0.9).half_width, 6.313752 * sqrt(0.5 / 2), 1e-5);
}

static void too_few_say_nothing_of_the_spread(void **state)
{
    (void)state;
    const double value = 7;
    struct mean_interval one = mean_interval_of(&value, 1, 0.95);
    assert_near(one.mean, 7, 0);
    assert_true(isnan(one.deviation) && isinf(one.half_width));
    assert_true(isnan(mean_interval_of(&value, 0, 0.95).mean));
}

/** Runs that differ much among each other, but each from its partner by nearly the same. */
static void pairs_leave_out_what_both_share(void **state)
{
    (void)state;
    const double before[] = {100, 300, 200}, after[] = {101, 303, 202};
    struct mean_interval pairs = mean_interval_of_pairs(before, after, 3, 0.95);
    assert_near(pairs.mean, 2, 1e-12);
    assert_near(pairs.deviation, 1, 1e-12);
    assert_near(pairs.half_width, 4.302653 / sqrt(3), 1e-5);
    assert_near(mean_interval_of(after, 3, 0.95).half_width, 4.302653 * sqrt(10201.0 / 3), 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_and_half_width),
        cmocka_unit_test(too_few_say_nothing_of_the_spread),
        cmocka_unit_test(pairs_leave_out_what_both_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
