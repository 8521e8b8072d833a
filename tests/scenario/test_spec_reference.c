// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/lua_expect.h"
#include "scenario/source_file.h"
#include "scenario/spec.h"
#include "scenario/sweep_plan.h"

static unsigned count_lines(const char *text, const char *start)
{
    unsigned count = 0;
    for (const char *line = text; line; line = strchr(line, '\n'), line += line != NULL)
        count += strncmp(line, start, strlen(start)) == 0;
    return count;
}

static void test_page_names_everything(void **state)
{
    (void)state;
    char *text = NULL;
    struct error err = {0};
    unsigned field_count = 0;
    assert_int_equal(spec_reference_markdown(&text, &err), STATUS_OK);
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        for (const struct field *field = group->fields; field && field->name; field++)
            field_count++;
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
            for (const struct field *field = kind->fields; field->name; field++)
                field_count++;
    }
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++)
        for (const struct field *field = (*kind)->fields; field->name; field++)
            field_count++;
    for (const struct field *field = expect_case_fields; field->name; field++)
        field_count++;
    for (const struct field *field = expectation_fields; field->name; field++)
        field_count++;
    const struct field *const of_hooks[] = {hook_fields, hook_link_act_fields,
                                            hook_hold_act_fields};
    for (size_t i = 0; i < 3; i++)
        for (const struct field *field = of_hooks[i]; field->name; field++)
            field_count++;
    for (const struct hook_reading *reading = hook_readings; reading->name; reading++)
        for (const struct field *field = reading->fields; field->name; field++)
            field_count++;
    for (const struct hook_member *member = hook_members; member->name; member++)
        field_count++;
    assert_contains(text, "### now:link(id)\n\nA directed link of the roads");
    assert_contains(text, "| `queue` | 1 | Of these, vehicles that wait at its end. |");
    assert_contains(text, "| `now:act{...}` | boolean | ");
    const struct field *const plan[] = {sweep_plan_fields, plan_latin_fields, plan_stop_fields};
    for (int i = 0; i < 3; i++)
        for (const struct field *field = plan[i]; field->name; field++)
            field_count++;
    assert_int_equal(count_lines(text, "| `"), field_count + EXPECT_QUANTITY_COUNT);
    assert_int_equal(count_lines(text, "## "), 16);
    assert_contains(text, "| `flow ratio` | 1 | Those who left `link`, per one who left the link");
    assert_int_equal(count_lines(text, "### Table "), 47);
    assert_contains(text, "### ardey.headway\n");
    assert_contains(text, "| `line` | text, or a list of texts |  | required | Line, or a list of");
    assert_contains(text, "### Table network.links\n");
    assert_contains(text, "### Table network.signals (may be left out)\n");
    assert_contains(text, "### Table network.places (may be left out without demand)\n");
    assert_contains(text, "## network\n\nMay be left out as a whole without demand and traffic.\n");
    assert_contains(text, "## transit\n\nMay be left out as a whole without demand.\n");
    assert_contains(text, "## demand\n\nMay be left out as a whole.\n");
    assert_contains(text,
                    "| `interval` | number in s, or a text such as `\"15 min\"` | 60 to 86400 "
                    "| `15 min` | ");
    assert_contains(text,
                    "| `stop` | time of day such as `\"07:30\"` | 00:00 to 48:00 | `28:00` |");
    assert_contains(text, "| `date` | text |  | required | ");
    assert_int_equal(text[strlen(text) - 1], '\n');
    assert_true(text[strlen(text) - 2] != '\n');
    mem_free(text);
}

static void test_page_in_docs_is_not_stale(void **state)
{
    (void)state;
    char *text = NULL;
    struct error err = {0};
    struct source_file file;
    assert_int_equal(spec_reference_markdown(&text, &err), STATUS_OK);
    assert_int_equal(source_file_read("docs/reference/scenario.md", 1 << 20, &file, &err),
                     STATUS_OK);
    if (strcmp(file.text, text) != 0)
        fail_msg("docs/reference/scenario.md is stale: run `ardey reference > "
                 "docs/reference/scenario.md`");
    assert_int_equal(file.size, strlen(text));
    mem_free(file.text);
    mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_names_everything),
        cmocka_unit_test(test_page_in_docs_is_not_stale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
