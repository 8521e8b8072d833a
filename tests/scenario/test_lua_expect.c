// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/lua_expect.h"

static void assert_refused(const char *text, const char *finding)
{
    struct folder folder;
    struct expect_case expect = {.count = 77};
    struct error err = {0};
    folder_init(&folder);
    assert_int_equal(lua_expect_read(folder_write(&folder, "e.lua", text), &expect, &err),
                     STATUS_USAGE);
    assert_contains(err.text, finding);
    assert_int_equal(expect.count, 77);
    folder_deinit(&folder);
}

static void fields(void **state)
{
    (void)state;
    struct folder folder;
    struct expect_case expect;
    struct error err = {0};
    folder_init(&folder);
    const char *path = folder_write(
        &folder, "e.lua",
        "return { title = 'T', source = 'S', runs = 3, sample = '1 min', expect = {\n"
        "  { quantity = 'flow', link = 'L', from = 60, to = '1 h', value = 2 / 3, vehicles = 1,\n"
        "    why = 'one vehicle', source = 'own' },\n"
        "  { quantity = 'trips', from_node = 'A', to_node = 'B', value = 5, width = '2 %' },\n"
        "  { quantity = 'left curve', link = 'L', curve = '0 0, 5 1', value = 0 } } }\n");
    if (lua_expect_read(path, &expect, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(expect.title, "T");
    assert_string_equal(expect.note, "");
    assert_int_equal(expect.runs, 3);
    assert_true(expect.sample_s == 60);
    assert_int_equal(expect.count, 3);
    const struct expectation *flow = &expect.items[0];
    assert_int_equal(flow->quantity, EXPECT_FLOW);
    assert_true(flow->from_s == 60 && flow->until_s == 3600 && flow->value == 2.0 / 3);
    assert_true(flow->vehicles == 1 && flow->tolerance == 0);
    assert_string_equal(flow->source, "own");
    assert_string_equal(flow->of, "");
    assert_true(expect.items[1].width == 0.02);
    assert_string_equal(expect.items[1].to_node, "B");
    assert_string_equal(expect.items[2].curve, "0 0, 5 1");
    expect_case_deinit(&expect);
    assert_int_equal(expect.count, 0);
    folder_deinit(&folder);
}

#define AROUND(item) "return { title = 'T', source = 'S', runs = 2, expect = { " item " } }"

static void mistakes(void **state)
{
    (void)state;
    assert_refused("return 5", "must return a table");
    assert_refused("return { title = 'T', expect = { { quantity = 'trips', value = 1 } } }",
                   "e.lua: 'source' is missing");
    assert_refused("return { title = 'T', source = 'S' }",
                   "e.lua: 'expect' must be a list of expectations");
    assert_refused("return { title = 'T', source = 'S', expekt = {} }",
                   "e.lua: unknown field 'expekt', did you mean 'expect'?");
    assert_refused(AROUND("5"), "e.lua: expect[1] is a number, must be a table");
    assert_refused(AROUND("{ quantity = 'flo', value = 1 }"),
                   "e.lua: expect[1]: quantity is 'flo', did you mean 'flow'?");
    assert_refused(AROUND("{ quantity = 'trips', value = 1 }, { quantity = 'flow' }"),
                   "e.lua: expect[2]: 'value' is missing");
    assert_refused(AROUND("{ quantity = 'trips', value = 1, tolerance = 1 }"),
                   "expect[1]: a tolerance needs a `why`");
    assert_refused(AROUND("{ quantity = 'trips', value = 1, tolerance = -1, why = 'w' }"),
                   "tolerance is -1, must be at least 0");
    assert_refused(
        AROUND("{ quantity = 'trips', value = 1, width = 0.02, vehicles = 1, why = 'w' }"),
        "either `width` or a tolerance");
    assert_refused("return { title = 'T', source = 'S', expect = {\n"
                   "  { quantity = 'trips', value = 1, width = 0.02 } } }",
                   "`width` needs several runs, `runs` is 1");
    assert_refused(AROUND("{ quantity = 'trips', value = 1, 7 }"), "an entry has no name");
    assert_refused(AROUND("{ quantity = 'trips', value = true }"),
                   "value is a boolean, must be a number or a text");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),
        cmocka_unit_test(mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
