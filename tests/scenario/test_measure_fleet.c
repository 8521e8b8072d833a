// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define assert_same(found, expected) assert_near(found, expected, 1e-9)

static double share_of(const struct spec *spec, int drive)
{
    const struct table *fleet = &spec->demand_tables.fleet;
    for (uint32_t i = 0; i < fleet->count; i++)
        if (TABLE_ROW(fleet, struct fleet_row, i)->drive == drive)
            return TABLE_ROW(fleet, struct fleet_row, i)->share;
    return -1;
}

/** The others keep their proportion: 0.683 to 0.288 of the rest. */
static void test_half_electric(void **state)
{
    const struct spec *spec = measure_apply(*state, "ardey.fleet { battery = '50 %' }");
    assert_same(share_of(spec, DRIVE_BATTERY), 0.5);
    assert_same(share_of(spec, DRIVE_PETROL), 0.5 * 0.683 / 0.971);
    assert_same(share_of(spec, DRIVE_DIESEL), 0.5 * 0.288 / 0.971);
    assert_same(share_of(spec, DRIVE_TRUCK), 0);
    spec = measure_apply(*state, "ardey.fleet { battery = 1 }");
    assert_same(share_of(spec, DRIVE_PETROL), 0);
}

static void test_too_many(void **state)
{
    measure_refuse(*state,
                   "ardey.fleet { battery = 0.7, petrol = 0.4 },\n"
                   "ardey.fleet { battery = 0.7, petrol = 0.2, diesel = 0.05 }",
                   "s.lua:2: measures[1] (fleet): the shares sum to 1.1, must leave room for the "
                   "other drives\n"
                   "s.lua:3: measures[2] (fleet): the shares sum to 0.95, must be 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_half_electric, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_too_many, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
