// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/interval.h"

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
        cmocka_unit_test(inside_and_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
