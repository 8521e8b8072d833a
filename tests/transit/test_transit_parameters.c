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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_change)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
