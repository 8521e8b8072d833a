// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/interval.h"

/** Student's t at 99.5 %: 3.249836 with 9, 63.656741 with 1 degree of freedom (tables). */
static void half_widths(void **state)
{
    (void)state;
    double values[10], sum = 0;
    for (uint32_t i = 0; i < 10; i++)
        sum += values[i] = i;
    struct interval ten = interval_of(values, 10);
    assert_near(ten.mean, sum / 10, 1e-12);
    assert_near(ten.half_width, 3.249836 * sqrt(82.5 / 9 / 10), 1e-5);
    assert_near(interval_of(values, 2).half_width, 63.656741 * sqrt(0.5 / 2), 1e-4);
    assert_true(isinf(interval_of(values, 1).half_width));
}

static bool passes(double expected, double width_share)
{
    static const double values[] = {9.9, 10.1, 9.8, 10.2, 10.0, 10.0}; /* half width 0.2309 */
    struct kept_rows kept;
    struct report report = report_kept(&kept);
    interval_report(&report, &(struct interval_claim){"q", "1", NULL, expected, width_share},
                    values, 6);
    assert_near(kept.rows[0].tolerance, 4.032143 * sqrt(0.1 / 5 / 6), 1e-5);
    return kept.rows[0].is_passed;
}

static void inside_and_narrow(void **state)
{
    (void)state;
    assert_true(passes(10, 0.03));
    assert_true(passes(10.23, 0.03));
    assert_false(passes(10.24, 0.03));
    assert_false(passes(9.76, 0.03));
    assert_false(passes(10, 0.02));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_widths),
        cmocka_unit_test(inside_and_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
