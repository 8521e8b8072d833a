// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "impact/drive_impact.h"

#include <math.h>

static void test_factors_by_distance(void **state)
{
    (void)state;
    struct drive_factors factors = {.energy_kwh_km = 0.2, .co2_g_km = 0, .supply_g_km = 76};
    struct drive_impact impact = drive_impact_of(&factors, 1500);
    assert_true(fabs(impact.distance_km - 1500) < 1e-9);
    assert_true(fabs(impact.energy_kwh - 300) < 1e-9);
    assert_true(fabs(impact.co2_kg) < 1e-9);
    assert_true(fabs(impact.supply_kg - 114) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_factors_by_distance)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
