// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

static int folder_up(void **state)
{
    *state = calloc(1, sizeof(struct folder));
    folder_init(*state);
    return 0;
}

static int folder_down(void **state)
{
    folder_deinit(*state);
    free(*state);
    return 0;
}

static void test_errors_have_a_place(void **state)
{
    lua_assert_fails(*state, "return {\n  a = = 1\n}", "s.lua:2: unexpected symbol near '='");
    lua_assert_fails(*state, "return {\n  a = 'x\n}", "s.lua:2: unfinished string");
    lua_assert_fails(*state, "local t\n\nt.x = 1\nreturn {}",
                     "s.lua:3: attempt to index a nil value (local 't')");
    lua_assert_fails(*state, "error('no data for ' .. 7)", "s.lua:1: no data for 7");
    lua_assert_fails(*state, "error('plain', 0)", "s.lua:1: plain");
    lua_assert_fails(*state, "error({})", "s.lua:1: an error without a text was raised: a table");
    lua_assert_fails(*state, "local x = 1\nreturn x",
                     "s.lua:2: a scenario must return a table, this one returned number");
    lua_assert_fails(*state, "", "s.lua:1: a scenario must return a table, this one returned");
    lua_assert_fails(*state,
                     "local function f() error('deep') end\nlocal function g() f() f() end\n"
                     "g()\nreturn {}",
                     "s.lua:1: deep\n  called from s.lua:2\n  called from s.lua:3");
}

static void test_bytecode_is_refused(void **state)
{
    struct error err;
    assert_int_equal(lua_run(*state, "\x1bLuaT\0\x19\x93\r\n\x1a\n", 12, &err), STATUS_USAGE);
    assert_contains(err.text, "attempt to load a binary chunk");
}

/** Runs the text `data`, with what Lua has everywhere. */
static void work(struct lua_State *state, void *data)
{
    luaL_openlibs(state);
    if (luaL_loadstring(state, data) != LUA_OK)
        lua_error(state);
    lua_call(state, 0, 0);
}

/** Few instructions that take long each: comparing long texts. `pcall` does not get around it. */
static void test_time_is_bounded(void **state)
{
    const struct lua_budget budget = {"the test", LUA_INSTRUCTIONS_MAX, 0.2};
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct error err = {0};
    const char *path = folder_write(*state, "s.lua", "return {}");
    assert_int_equal(lua_sandbox_create(NULL, &files, &sandbox, &err), STATUS_OK);
    assert_int_equal(lua_sandbox_run(sandbox, path, &err), STATUS_OK);
    char text[] = "local a = string.rep('x', 500000) local b, c = a .. 'y', a .. 'z'\n"
                  "while true do pcall(function() while true do local d = b < c end end) end";
    assert_int_equal(lua_sandbox_call(sandbox, &budget, work, text, &err), STATUS_USAGE);
    assert_contains(err.text, "the test takes too long: more than 0 s of processor time");
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
}

/** What could run for ever or take all memory ends with a finding, whatever the scenario catches.
 */
static void test_bounds(void **state)
{
    static const char *const endless[] = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "local function f() return f() end f()",
        "local t = setmetatable({}, {__index = function(t, k) return k end}) "
        "while true do local x = t.y end",
        "repeat local ok = pcall(error, 'x') until false",
        "local t <close> = setmetatable({}, {__close = function() while true do end end}) "
        "while true do end",
    };
    for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++)
        lua_assert_fails(*state, endless[i],
                         "s.lua:1: the scenario takes too long: more than 50 million instructions");

    lua_assert_fails(*state, "local t = {} for i = 1, 1e9 do t[i] = {i} end",
                     "s.lua:1: the scenario needs more than 64 MiB of memory");
    lua_assert_fails(*state, "local s = 'x' while true do s = s .. s end",
                     "the scenario needs a text of more than 1 MiB");
    lua_assert_fails(*state, "local function f() return 1 + f() end f()",
                     "s.lua:1: the scenario needs more than 64 MiB of memory");
    lua_assert_fails(*state, "local s = ('x'):rep(5e5) for i = 1, 1e7 do local t = s .. i end",
                     "more than 4 GiB of memory, one after the other");
}

static void test_memory_hog_inside_pcall(void **state)
{
    lua_assert_runs(*state, "local ok, err = pcall(function()\n"
                            "  local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end\n"
                            "end)\n"
                            "assert(not ok and err == 'not enough memory', err)\n"
                            "return {}");
}

static void test_deep_nesting(void **state)
{
    size_t depth = 100000;
    char *text = malloc(2 * depth + 64);
    struct error err;
    memcpy(text, "return ", 7);
    memset(text + 7, '{', depth);
    memset(text + 7 + depth, '}', depth);
    assert_int_equal(lua_run(*state, text, 2 * depth + 7, &err), STATUS_USAGE);
    assert_contains(err.text, "s.lua:1: the file cannot be parsed: C stack overflow");
    memset(text + 7, '(', depth);
    assert_int_equal(lua_run(*state, text, depth + 7, &err), STATUS_USAGE);
    assert_contains(err.text, "s.lua:1: ");
    free(text);
}

static void test_garbage(void **state)
{
    uint32_t random = 99;
    unsigned failed = 0;
    for (int round = 0; round < 300; round++) {
        char bytes[200];
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 1664525u + 1013904223u;
            bytes[i] = (char)(random >> 24);
        }
        struct error err;
        failed += lua_run(*state, bytes, sizeof bytes, &err) == STATUS_USAGE;
    }
    assert_int_equal(failed, 300);
}

/** Each beginning of a good file. */
static void test_truncated(void **state)
{
    const char *good =
        "local t = { a = 1, b = 'x', -- note\n c = [[y]] }\nfor i = 1, 2 do t[i] = i "
        "end\nreturn t";
    unsigned good_count = 0;
    for (size_t size = 0; size <= strlen(good); size++) {
        struct error err;
        good_count += lua_run(*state, good, size, &err) == STATUS_OK;
    }
    assert_int_equal(good_count, 1);
}

static void make_folder(const struct folder *folder, const char *name)
{
    assert_int_equal(mkdir(folder_path(folder, name), 0700), 0);
}

static void test_require(void **state)
{
    const struct folder *folder = *state;
    make_folder(folder, "lib");
    make_folder(folder, "lib/deep-er");
    make_folder(folder, "corridor");
    folder_write(folder, "corridor/init.lua",
                 "return { at = here, sub = require 'lib/deep-er/x' }");
    folder_write(folder, "lib/deep-er/x.lua", "leak = 5 return { at = here }");
    folder_write(folder, "lib/bad.lua", "\n\nreturn nil + 1");
    folder_write(folder, "lib/wrong.lua", "\nreturn = 1");
    folder_write(folder, "lib/loop.lua", "return require 'lib/loop'");
    lua_assert_runs(folder, "local c = require 'corridor'\n"
                            "assert(c.at == here .. '/corridor')\n"
                            "assert(c.sub.at == here .. '/lib/deep-er')\n"
                            "assert(leak == nil)\n"
                            "c.at = nil\n"
                            "assert(require('corridor').at == here .. '/corridor')\n"
                            "return c");
    lua_assert_fails(folder, "\nrequire 'lib/bad'",
                     "lib/bad.lua:3: attempt to perform arithmetic on a nil value\n"
                     "  called from s.lua:2");
    lua_assert_fails(folder, "require 'lib/wrong'", "lib/wrong.lua:2: unexpected symbol near '='");
    lua_assert_fails(folder, "require 'lib/loop'", "lib/loop.lua requires itself");
    lua_assert_fails(folder, "\n\nrequire 'corider'",
                     "s.lua:3: module 'corider' was not found; looked for corider.lua, "
                     "corider/init.lua");
    static const char *const names[] = {"",    "../s", "/etc/passwd", "lib/../../x",
                                        "a b", "x;y",  "lib\\\\bad"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[64];
        snprintf(text, sizeof text, "return require '%s'", names[i]);
        lua_assert_fails(folder, text, "s.lua:1: require: the name");
    }
}

static void test_search_folders(void **state)
{
    const struct folder *folder = *state;
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct error err = {0};
    char first[300], second[300];
    make_folder(folder, "one");
    make_folder(folder, "two");
    folder_write(folder, "two/m.lua", "return { n = 2 }");
    snprintf(first, sizeof first, "%s/one", folder->path);
    snprintf(second, sizeof second, "%s/two", folder->path);
    const char *const folders[] = {first, second, NULL};
    const char *path = folder_write(folder, "s.lua", "return { n = require('m').n }");
    assert_int_equal(lua_sandbox_create(folders, &files, &sandbox, &err), STATUS_OK);
    assert_int_equal(lua_sandbox_run(sandbox, path, &err), STATUS_OK);
    lua_sandbox_destroy(sandbox);
    assert_int_equal(files.count, 2);
    assert_string_equal(files.items[0].path, path);
    assert_contains(files.items[1].path, "/two/m.lua");
    source_files_deinit(&files);
}

/** Lua shortens paths of more than 59 bytes; findings show them whole. */
static void test_long_paths(void **state)
{
    const struct folder *folder = *state;
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct error err = {0};
    char name[120] = "";
    memset(name, 'n', 100);
    strcat(name, ".lua");
    const char *path = folder_write(folder, name, "\nreturn nil + 1");
    assert_int_equal(lua_sandbox_create(NULL, &files, &sandbox, &err), STATUS_OK);
    assert_int_equal(lua_sandbox_run(sandbox, path, &err), STATUS_USAGE);
    assert_int_equal(strncmp(err.text, path, strlen(path)), 0);
    assert_contains(err.text, ".lua:2: attempt");
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
}

static void test_missing_file(void **state)
{
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct error err = {0};
    (void)state;
    assert_int_equal(lua_sandbox_create(NULL, &files, &sandbox, &err), STATUS_OK);
    assert_int_equal(lua_sandbox_run(sandbox, "/tmp/ardey-no/s.lua", &err), STATUS_USAGE);
    assert_string_equal(err.text,
                        "/tmp/ardey-no/s.lua: cannot be opened: No such file or directory");
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_have_a_place),
        cmocka_unit_test(test_bytecode_is_refused),
        cmocka_unit_test(test_time_is_bounded),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_memory_hog_inside_pcall),
        cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_require),
        cmocka_unit_test(test_search_folders),
        cmocka_unit_test(test_long_paths),
        cmocka_unit_test(test_missing_file),
    };
    return cmocka_run_group_tests(tests, folder_up, folder_down);
}
