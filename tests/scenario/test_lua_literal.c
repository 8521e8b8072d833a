// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/lua_literal.h"
#include "scenario/lua_sandbox.h"

#include <lua.h>

static void write_down(struct lua_State *state, void *data)
{
    lua_literal_push(state, 1, "here");
    snprintf(data, 512, "%s", lua_tostring(state, -1));
    assert_int_equal(lua_gettop(state), 2);
}

/** The literal of what a file returns, or what is wrong with it. */
static const char *literal(const char *file_text, char out[512])
{
    struct folder folder;
    struct source_files files = {0};
    struct lua_sandbox *sandbox;
    struct error err = {0};
    folder_init(&folder);
    const char *path = folder_write(&folder, "t.lua", file_text);
    assert_int_equal(lua_sandbox_create(NULL, &files, &sandbox, &err), STATUS_OK);
    assert_int_equal(lua_sandbox_run(sandbox, path, &err), STATUS_OK);
    if (lua_sandbox_visit(sandbox, write_down, out, &err) != STATUS_OK)
        snprintf(out, 512, "%.500s", err.text);
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
    folder_deinit(&folder);
    return out;
}

static void values(void **state)
{
    (void)state;
    char text[512], again[600];
    assert_string_equal(
        literal("return { z = 1, a = 2.0, [1] = true, [2] = 'x\"\\n\\\\', t = { 0.1 } }", text),
        "{[1]=true,[2]=\"x\\\"\\010\\\\\",[\"a\"]=2.0,[\"t\"]={[1]=0.10000000000000001,},"
        "[\"z\"]=1,}");
    snprintf(again, sizeof again, "return %s", text);
    char copy[512];
    assert_string_equal(literal(again, copy), text);
}

static void refused(void **state)
{
    (void)state;
    char text[512];
    assert_contains(literal("return { f = function() end }", text),
                    "here: a function cannot be written down");
    assert_contains(literal("return { 1 / 0 }", text), "here: a number is not finite");
    assert_contains(literal("return setmetatable({}, {})", text), "here: a table has a metatable");
    assert_contains(literal("local t = {} t[1] = t return t", text), "more than 16 deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
