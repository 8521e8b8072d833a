// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

static void test_change(void **state)
{
    (void)state;
    struct transit_parameters parameters = {.change_s = -1.0};
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(transit_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_near(parameters.change_s, 60.0, 0.0);
    const struct field *change = fields_find(transit_parameter_fields, "change");
    assert_int_equal(field_set_text(change, &parameters, "2 min", &arena, "x", &err), STATUS_OK);
    assert_near(parameters.change_s, 120.0, 0.0);
    assert_int_equal(field_set_number(change, &parameters, -5.0, "x", &err), STATUS_DATA);
    assert_int_equal(field_set_number(change, &parameters, 3601.0, "x", &err), STATUS_DATA);
    assert_near(parameters.change_s, 120.0, 0.0);
    text_arena_deinit(&arena);
}

/** Times of doors and passengers from TCRP 165, exhibit 6-4; the rest are estimates. */
static void test_standards(void **state)
{
    (void)state;
    struct transit_parameters parameters = {0};
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(transit_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_near(parameters.recovery, 0.05, 0);
    assert_near(parameters.doors_s, 3.5, 0);
    assert_near(parameters.train_doors_s, 12, 0);
    assert_near(parameters.boarding_s, 1.75, 0);
    assert_near(parameters.bus_boarding_s, 2, 0);
    assert_near(parameters.alighting_s, 1.75, 0);
    assert_near(parameters.standees_s, 0.5, 0);
    assert_near(parameters.counterflow, 1.2, 0);
    assert_near(parameters.turnaround_s, 60, 0);
    assert_near(parameters.train_turnaround_s, 240, 0);
    assert_near(parameters.early_s, 120, 0);
    assert_near(parameters.let_pass, 1, 0);
    assert_near(parameters.seated_crowding, 1.19, 0);
    assert_near(parameters.standing_crowding, 2.32, 0);
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_change),
                                       cmocka_unit_test(test_standards)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
