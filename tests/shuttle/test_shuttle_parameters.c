// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "shuttle/shuttle_parameters.h"

#include <string.h>

static void test_defaults(void **state)
{
    (void)state;
    struct shuttle_parameters parameters;
    struct shuttle_row row;
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(shuttle_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_true(parameters.dispatch_s == 30.0);
    assert_true(parameters.reserve == 0.1);
    assert_true(parameters.refusal_s == 1800.0);
    assert_int_equal(fields_set_standard(shuttle_table_kinds[0].fields, &row, &arena, &err),
                     STATUS_OK);
    assert_int_equal(row.seats, 6);
    assert_true(row.wait_s == 900.0 && row.detour == 1.5 && row.detour_s == 300.0);
    assert_true(row.boarding_s == 30.0 && row.fare_eur == 0.0);
    text_arena_deinit(&arena);
}

/** A column takes what a measure takes. */
static void test_columns(void **state)
{
    (void)state;
    struct shuttle_row row = {0};
    struct text_arena arena = {0};
    struct error err = {0};
    const struct field *fields = shuttle_table_kinds[0].fields;
    assert_int_equal(field_set_text(fields_find(fields, "to"), &row, "26:00", &arena, "f:2", &err),
                     STATUS_OK);
    assert_true(row.until_s == 26 * 3600.0);
    assert_int_equal(field_set_text(fields_find(fields, "wait_s"), &row, "50", &arena, "f:2", &err),
                     STATUS_DATA);
    assert_string_equal(err.text, "f:2: wait_s is 50, must be between 60 and 7200");
    error_reset(&err);
    assert_int_equal(
        field_set_text(fields_find(fields, "vehicles"), &row, "0", &arena, "f:2", &err),
        STATUS_DATA);
    assert_string_equal(err.text, "f:2: vehicles is 0, must be between 1 and 10000");
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
