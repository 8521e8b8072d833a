// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/exact_cases.h"

static void cases_pass(void **state)
{
    (void)state;
    struct kept_rows kept;
    builtin_run(exact_cases, "node-fluid", &kept);
    assert_int_equal(kept.count, 4);
    assert_near(kept.rows[1].found, 0.68483412, 5e-9);
    assert_near(kept.rows[3].found, 0.80568720, 5e-9);
    builtin_run(exact_cases, "rail-running-time", &kept);
    assert_int_equal(kept.count, 2);
    assert_string_equal(kept.rows[1].quantity, "10 km at 120 km/h, 0.7 m/s2 up and down");
    assert_near(kept.rows[1].found, 347.61905, 1e-5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
