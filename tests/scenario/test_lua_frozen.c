// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "scenario/lua_frozen.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <stdbool.h>
#include <string.h>

/** Runs `text`, which returns a function to watch and one that changes something; the name of what
 * the second one changed, or NULL. */
static const char *changed(const char *text, char out[128])
{
    lua_State *state = luaL_newstate();
    struct lua_frozen frozen = {0};
    luaL_openlibs(state);
    assert_int_equal(luaL_loadstring(state, text), LUA_OK);
    lua_call(state, 0, 2);
    lua_setglobal(state, "change");
    lua_newtable(state);
    lua_insert(state, 1);
    lua_rawseti(state, 1, 1);
    lua_setfield(state, LUA_REGISTRYINDEX, "watched");
    lua_getfield(state, LUA_REGISTRYINDEX, "watched");
    lua_frozen_take(state, &frozen);
    assert_true(frozen.count > 0);
    lua_getglobal(state, "change");
    lua_call(state, 0, 0);
    lua_getfield(state, LUA_REGISTRYINDEX, "watched");
    lua_frozen_compare(state, &frozen);
    bool is_same = lua_isnil(state, 1);
    if (!is_same)
        snprintf(out, 128, "%s", lua_tostring(state, 1));
    lua_frozen_deinit(&frozen);
    lua_close(state);
    return is_same ? NULL : out;
}

#define ROOMS "local a, b, t = 1, 'x', { { deep = 1 }, n = 2 }\n"

static void test_locals_and_tables(void **state)
{
    (void)state;
    char name[128];
    const char *watched = ROOMS "local function watch() return a, b, t end\n";
    static const struct {
        const char *change, *name;
    } cases[] = {
        {"a = 2", "the local 'a'"},
        {"b = nil", "the local 'b'"},
        {"t.n = 3", "the local 't'"},
        {"t[1].deep = 2", "the local 't'"},
        {"t.new = 1", "the local 't'"},
        {"t[1].deep = nil", "the local 't'"},
        {"t[1] = { deep = 1 }", "the local 't'"},
        {"a = 1.0", "the local 'a'"},
        {"a = 1 local x = t.n", NULL},
        {"t.n = 3 t.n = 2", NULL},
        {"setmetatable(t, { __index = t })", "the local 't'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, "%sreturn watch, function() %s end", watched, cases[i].change);
        const char *found = changed(text, name);
        if (cases[i].name ? !found || strcmp(found, cases[i].name) != 0 : found != NULL)
            fail_msg("%s: %s", cases[i].change, found ? found : "nothing");
    }
}

/** What functions behind the watched one keep counts as well. */
static void test_functions_behind(void **state)
{
    (void)state;
    char name[128];
    const char *text = "local n = 0 local function next_number() n = n + 1 return n end\n"
                       "local function watch() return next_number() end\n"
                       "return watch, next_number";
    assert_string_equal(changed(text, name), "the local 'n'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_locals_and_tables),
        cmocka_unit_test(test_functions_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
