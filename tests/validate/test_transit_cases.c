// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/transit_cases.h"

static void trains(void **state)
{
    (void)state;
    struct kept_rows kept;
    builtin_run(transit_cases, "rail-running-time", &kept);
    assert_int_equal(kept.count, 2);
    assert_string_equal(kept.rows[1].quantity, "10 km at 120 km/h, 0.7 m/s2 up and down");
    assert_near(kept.rows[1].found, 347.61905, 1e-5);
    builtin_run(transit_cases, "rail-constant-power", &kept);
    assert_int_equal(kept.count, 3);
    assert_near(kept.rows[0].found, 80, 1e-9);
    assert_near(kept.rows[1].found, 2133.33, 1e-6); /* 2133.3333 less the error of the steps */
    assert_near(kept.rows[2].found, 301.66675, 1e-6);
    builtin_run(transit_cases, "rail-resistance", &kept);
    assert_near(kept.rows[0].found, 5738.2, 0.1);
}

static void strategy(void **state)
{
    (void)state;
    struct kept_rows kept;
    builtin_run(transit_cases, "transit-strategy", &kept);
    assert_int_equal(kept.count, 5);
    assert_near(kept.rows[0].found, 27.75, 1e-9);
    assert_near(kept.rows[1].found, 0.5, 1e-12);
    assert_near(kept.rows[4].found, 5.0 / 6, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trains),
        cmocka_unit_test(strategy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
