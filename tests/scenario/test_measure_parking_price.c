// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define assert_same(found, expected) assert_near(found, expected, 1e-9)

static const struct parking_row *parking_of(const struct spec *spec, const char *place)
{
    return measure_row(&spec->network_tables.parking, offsetof(struct parking_row, place), place);
}

static void test_a_zone_and_a_place(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.parking_price { zone = 'D00', hour = 2.5 },\n"
                              "ardey.parking_price { place = { 'D00_02', 'D01_06' }, stay = 4 }");
    assert_same(parking_of(spec, "D00_01")->price_h_eur, 2.5);
    assert_same(parking_of(spec, "D00_01")->price_eur, 0);
    assert_same(parking_of(spec, "D00_02")->price_eur, 4);
    assert_same(parking_of(spec, "D00_02")->price_h_eur, 0); /* the later one holds */
    assert_same(parking_of(spec, "D01_06")->price_eur, 4);
    assert_int_equal(parking_of(spec, "D01_06")->spaces, 1000000);
}

static void test_findings(void **state)
{
    measure_refuse(*state, "ardey.parking_price { hour = 1 }",
                   "s.lua:2: measures[1] (parking_price): needs 'place' or 'zone'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_zone_and_a_place, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_findings, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
