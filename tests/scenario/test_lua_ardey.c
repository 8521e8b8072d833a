// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"
#include "scenario/lua_ardey.h"

static int folder_up(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    folder_init(folder);
    *state = folder;
    return 0;
}

static int folder_down(void **state)
{
    folder_deinit(*state);
    free(*state);
    return 0;
}

static void test_a_measure_keeps_its_table_and_hides_the_rest(void **state)
{
    lua_assert_runs(*state, "local given = { line = 'RB53' }\n"
                            "local made = ardey.rolling_stock(given)\n"
                            "assert(made == given and made.line == 'RB53')\n"
                            "assert(getmetatable(made) == 'measure rolling_stock')\n"
                            "assert(not pcall(setmetatable, made, {}))\n"
                            "return {}");
}

static void test_wrong_calls(void **state)
{
    lua_assert_fails(*state, "\nlocal m = ardey.rolling_stok { }\nreturn {}",
                     "s.lua:2: ardey has no 'rolling_stok', did you mean 'rolling_stock'?");
    lua_assert_fails(*state, "return { ardey.zebra }", "s.lua:1: ardey has no 'zebra'");
    lua_assert_fails(*state, "return { ardey.rolling_stock() }",
                     "s.lua:1: ardey.rolling_stock takes a table: ardey.rolling_stock { ... }");
    lua_assert_fails(*state, "return { ardey.rolling_stock(ardey.rolling_stock {}) }",
                     "s.lua:1: ardey.rolling_stock takes a plain table, this one has a metatable");
}

/** The word that authors would write first. */
static void test_until(void **state)
{
    lua_assert_fails(
        *state, "return { ardey.link {\n  until = '10:00' } }",
        "s.lua:2: unexpected symbol near 'until' (until is a word of Lua; measures end "
        "with to,");
}

static void test_every_kind_has_a_constructor(void **state)
{
    char text[256];
    unsigned count = 0;
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++, count++) {
        snprintf(text, sizeof text, "assert(getmetatable(ardey.%s {}) == 'measure %s') return {}",
                 (*kind)->name, (*kind)->name);
        lua_assert_runs(*state, text);
        assert_ptr_equal(measure_kind_find((*kind)->name), *kind);
    }
    assert_true(count > 0);
    assert_null(measure_kind_find("zebra"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_measure_keeps_its_table_and_hides_the_rest,
                                        folder_up, folder_down),
        cmocka_unit_test_setup_teardown(test_wrong_calls, folder_up, folder_down),
        cmocka_unit_test_setup_teardown(test_until, folder_up, folder_down),
        cmocka_unit_test_setup_teardown(test_every_kind_has_a_constructor, folder_up, folder_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
