// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "scenario/hooks.h"

#include <string.h>

/** Every function of `now` is there once, with words for all that it returns. */
static void test_readings_are_described(void **state)
{
    (void)state;
    uint32_t fields = 0;
    for (int i = 0; i < HOOK_READING_COUNT; i++) {
        const struct hook_reading *reading = &hook_readings[i];
        assert_non_null(reading->name);
        assert_true(strlen(reading->doc) > 10);
        assert_true(reading->size * (reading->is_list ? HOOK_CALLS_MAX : 1) <=
                    sizeof(union hook_answer));
        for (const struct field *field = reading->fields; field->name; field++, fields++) {
            assert_true(field->offset < reading->size);
            assert_true(strlen(field->doc) > 8);
            assert_ptr_equal(fields_find(reading->fields, field->name), field);
        }
        for (int k = 0; k < i; k++)
            assert_string_not_equal(hook_readings[k].name, reading->name);
    }
    assert_null(hook_readings[HOOK_READING_COUNT].name);
    assert_int_equal(fields, 47);
}

/** The numbers by which acts say what was given are those of the tables. */
static void test_acts_are_numbered(void **state)
{
    (void)state;
    assert_string_equal(hook_link_act_fields[HOOK_ACT_LINK].name, "link");
    assert_string_equal(hook_link_act_fields[HOOK_ACT_TOLL].name, "toll");
    assert_string_equal(hook_link_act_fields[HOOK_ACT_TO].name, "to");
    assert_null(hook_link_act_fields[HOOK_ACT_TO + 1].name);
    assert_string_equal(hook_hold_act_fields[HOOK_HOLD_RUN].name, "hold");
    assert_string_equal(hook_hold_act_fields[HOOK_HOLD_AT_MOST].name, "at_most");
    assert_null(hook_hold_act_fields[HOOK_HOLD_AT_MOST + 1].name);
    assert_int_equal(hook_fields[0].offset, offsetof(struct hook_times, every_s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readings_are_described),
        cmocka_unit_test(test_acts_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
