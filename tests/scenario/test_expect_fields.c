// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "scenario/lua_expect.h"

#include <string.h>

/** Every quantity has a name of its own, a unit and a sentence. */
static void quantities_are_described(void **state)
{
    (void)state;
    for (int q = 0; q < EXPECT_QUANTITY_COUNT; q++) {
        assert_non_null(expect_quantity_names[q]);
        assert_non_null(expect_quantity_units[q]);
        size_t length = strlen(expect_quantity_docs[q]);
        assert_true(length > 10 && expect_quantity_docs[q][length - 1] == '.');
        for (int other = 0; other < q; other++)
            assert_string_not_equal(expect_quantity_names[q], expect_quantity_names[other]);
    }
    assert_null(expect_quantity_names[EXPECT_QUANTITY_COUNT]);
    assert_int_equal(EXPECT_QUANTITY_COUNT, 35);
}

static void fields_are_documented(void **state)
{
    (void)state;
    uint32_t count = 0;
    for (const struct field *field = expectation_fields; field->name; field++, count++)
        assert_true(strlen(field->doc) > 10);
    assert_int_equal(count, 18);
    assert_string_equal(fields_find(expect_case_fields, "runs")->standard, "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_are_described),
        cmocka_unit_test(fields_are_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
