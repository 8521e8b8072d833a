// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/source_file.h"
#include "scenario/spec.h"

#define META "scenarios/types/ardey.lua"

/** Every parameter is a field of its group's class, every group a field of the scenario's. */
static void test_meta_names_everything(void **state)
{
    (void)state;
    char *text = NULL, part[256];
    struct error err = {0};
    unsigned count = 0;
    assert_int_equal(spec_meta_lua(&text, &err), STATUS_OK);
    for (const struct spec_group *group = spec_groups; group->key; group++, count++) {
        for (const struct field *field = group->fields; field && field->name; field++) {
            snprintf(part, sizeof part, "---@field %s%s ", field->name, field->optional ? "?" : "");
            assert_contains(text, part);
        }
        if (group->key[0]) {
            snprintf(part, sizeof part, "---@field %s", group->key);
            assert_contains(text, part);
        }
    }
    assert_int_equal(count, 12);
    assert_contains(text, "---@class (exact) ardey.Scenario\n---@field name string Short name");
    assert_contains(text, "---@field seed? integer ");
    assert_contains(text, "---@field dispatching? \"timetable\"|");
    assert_contains(text, "---@field sample? number|string ");
    assert_contains(text,
                    "---@field start? string Begin of the simulated time. Such as \"07:30\".");
    assert_contains(text, "---@field line string|(string|number)[] Line, or a list of lines.");
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        snprintf(part, sizeof part, "function ardey.%s(measure) end", (*kind)->name);
        assert_contains(text, part);
    }
    for (const struct hook_reading *reading = hook_readings; reading->name; reading++) {
        snprintf(part, sizeof part, "---@field %s fun(self: ardey.Now", reading->name);
        assert_contains(text, part);
        snprintf(part, sizeof part, "---@class (exact) ardey.Now.%s\n---@field %s ", reading->name,
                 reading->fields[0].name);
        assert_contains(text, part);
    }
    assert_contains(text, "---@field hooks? ardey.Hook[] ");
    mem_free(text);
}

static void test_file_is_not_stale(void **state)
{
    (void)state;
    char *text = NULL;
    struct error err = {0};
    struct source_file file;
    assert_int_equal(spec_meta_lua(&text, &err), STATUS_OK);
    assert_int_equal(source_file_read(META, 1 << 20, &file, &err), STATUS_OK);
    if (strcmp(file.text, text) != 0)
        fail_msg(META " is stale: run `ardey reference --meta > " META "`");
    assert_int_equal(file.size, strlen(text));
    mem_free(file.text);
    mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meta_names_everything),
        cmocka_unit_test(test_file_is_not_stale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
