// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_new_fleet(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.shuttle { zone = { 'S1', 'Westhofen' }, place = 'D53_01', depot = 'S1_02', "
                "vehicles = 12, from = '20:00', to = '26:00', fare = 2.5, wait = '20 min' },\n"
                "ardey.shuttle { id = 'day', place = { 'S1_01', 'S1_02' }, depot = { 'S1_02', "
                "'S1_01' }, vehicles = 1, seats = 4, from = '06:00', to = '10:00', detour = 2, "
                "detour_time = '90 s', boarding = '1 min' }");
    const struct table *table = &spec->shuttle_tables.fleets;
    assert_int_equal(table->count, 2);
    const struct shuttle_row *row = TABLE_ROW(table, struct shuttle_row, 0);
    assert_string_equal(row[0].id, "shuttle");
    assert_string_equal(row[0].area, "S1;S3;D53_01");
    assert_string_equal(row[0].depot, "S1_02");
    assert_int_equal(row[0].vehicles, 12);
    assert_int_equal(row[0].seats, 6);
    assert_near(row[0].from_s, 72000, 0);
    assert_near(row[0].until_s, 93600, 0);
    assert_near(row[0].fare_eur, 2.5, 0);
    assert_near(row[0].wait_s, 1200, 0);
    assert_near(row[0].detour, 1.5, 0);
    assert_near(row[0].detour_s, 300, 0);
    assert_string_equal(row[1].id, "day");
    assert_string_equal(row[1].depot, "S1_02;S1_01");
    assert_int_equal(row[1].seats, 4);
    assert_near(row[1].detour, 2, 0);
    assert_near(row[1].detour_s, 90, 0);
    assert_near(row[1].boarding_s, 60, 0);
}

static void test_mistakes(void **state)
{
    measure_refuse(
        *state,
        "ardey.shuttle { zone = 'Westhofe', depot = 'S1_2', vehicles = 2, from = '20:00', to = "
        "'26:00' },\n"
        "ardey.shuttle { zone = 'S1', depot = 'S1_02', vehicles = 2, from = '20:00', to = '26:00' "
        "},\n"
        "ardey.shuttle { depot = 'S1_02', vehicles = 2, id = 'b', from = '20:00', to = '26:00' }",
        "s.lua:2: measures[1] (shuttle): no zone 'Westhofe', did you mean 'Westhofen'?\n"
        "s.lua:2: measures[1] (shuttle): no place 'S1_2', did you mean 'S1_02'?\n"
        "s.lua:3: measures[2] (shuttle): there is a fleet 'shuttle' already, another one needs an "
        "`id` of its own\n"
        "s.lua:4: measures[3] (shuttle): names no `zone` and no `place` where it runs");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_new_fleet),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
