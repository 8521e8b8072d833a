// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define assert_same(found, expected) assert_near(found, expected, 1e-9)

static void test_a_factor_and_prices(void **state)
{
    const struct spec *spec = measure_apply(*state, "ardey.fares { factor = 0.5, trip = 1.2 }");
    assert_same(spec->choice.pt_eur_day, 1.175);
    assert_same(spec->choice.pt_eur_trip, 1.2);
    assert_same(spec->choice.pt_eur_km, 0);
    spec = measure_apply(*state, "ardey.fares { day = 0, km = 0.1 }, ardey.fares { factor = 2 }");
    assert_same(spec->choice.pt_eur_day, 0);
    assert_same(spec->choice.pt_eur_km, 0.2);
}

static void test_nothing_changes(void **state)
{
    measure_refuse(*state, "ardey.fares { day = 2.35 }",
                   "s.lua:2: measures[1] (fares): changes nothing, the scenario is as it says "
                   "already");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_factor_and_prices, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_nothing_changes, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
