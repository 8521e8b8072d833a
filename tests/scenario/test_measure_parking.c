// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_places_and_zones(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.parking { place = 'D00_01', spaces = 500, search = '12 s' },\n"
                              "ardey.parking { zone = 'City', spaces = 800 }");
    const struct table *table = &spec->network_tables.parking;
    uint32_t of_city = 0;
    for (uint32_t i = 0; i < spec->network_tables.places.count; i++)
        of_city +=
            strcmp(TABLE_ROW(&spec->network_tables.places, struct place_row, i)->zone, "D00") == 0;
    assert_true(of_city >= 2);
    assert_int_equal(table->count, of_city);
    const struct parking_row *row =
        measure_row(table, offsetof(struct parking_row, place), "D00_01");
    assert_int_equal(row->spaces, 800);
    assert_true(row->search_s == 12);
    assert_int_equal(TABLE_ROW(table, struct parking_row, 1)->spaces, 800);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.parking { spaces = 5 },\n"
                   "ardey.parking { place = 'D00_99', spaces = -5 }",
                   "s.lua:3: measures[2] (parking): spaces is -5, must be between 0 and 1000000\n"
                   "s.lua:2: measures[1] (parking): needs 'place' or 'zone'");
    measure_refuse(*state,
                   "ardey.parking { spaces = 5 },\n"
                   "ardey.parking { place = 'D00_99', spaces = 5 }",
                   "s.lua:2: measures[1] (parking): needs 'place' or 'zone'\n"
                   "s.lua:3: measures[2] (parking): no place 'D00_99', did you mean 'D00_01'?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_places_and_zones),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
