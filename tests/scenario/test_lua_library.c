// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"

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

static void test_what_exists(void **state)
{
    lua_assert_runs(
        *state, "for _, name in ipairs {'io', 'os', 'debug', 'load', 'loadstring', 'dofile',\n"
                "  'loadfile', 'package', 'collectgarbage', 'coroutine', 'print', 'xpcall',\n"
                "  'warn', '_G', 'arg'} do\n"
                "  assert(_ENV[name] == nil, name)\n"
                "end\n"
                "assert(string.dump == nil and ('').dump == nil)\n"
                "assert(math.random == nil and math.randomseed == nil)\n"
                "for _, name in ipairs {'assert', 'error', 'ipairs', 'next', 'pairs', 'pcall',\n"
                "  'select', 'tonumber', 'tostring', 'type', 'require', 'setmetatable'} do\n"
                "  assert(type(_ENV[name]) == 'function', name)\n"
                "end\n"
                "local n = 0 for _ in pairs(string) do n = n + 1 end assert(n == 13, n)\n"
                "n = 0 for _ in pairs(math) do n = n + 1 end assert(n == 25, n)\n"
                "n = 0 for _ in pairs(table) do n = n + 1 end assert(n == 7, n)\n"
                "n = 0 for _ in pairs(utf8) do n = n + 1 end assert(n == 6, n)\n"
                "return {}");
}

static void test_what_works_as_in_lua(void **state)
{
    lua_assert_runs(
        *state,
        "local h, m = ('07:30'):match('^(%d+):(%d+)$') assert(h == '07' and m == '30')\n"
        "assert(('a.b'):find('.', 1, true) == 2)\n"
        "assert(('a,b,c'):gsub(',', ';') == 'a;b;c')\n"
        "local n = 0 for w in ('one two three'):gmatch('%a+') do n = n + #w end assert(n == 11)\n"
        "assert(('ab'):rep(3, '-') == 'ab-ab-ab' and ('x'):rep(-1) == '')\n"
        "assert(string.format('%5.2f|%s|%d|%%|%q', 1.234, 'x', 7, 'y') == ' 1.23|x|7|%|\"y\"')\n"
        "local t = {3, 1, 2} table.sort(t) assert(table.concat(t, ',') == '1,2,3')\n"
        "table.insert(t, 4) table.insert(t, 1, 0) assert(#t == 5 and table.remove(t) == 4)\n"
        "assert(table.remove(t, 1) == 0 and table.unpack(t) == 1)\n"
        "assert(table.move({1, 2}, 1, 2, 3, {})[4] == 2 and table.pack(1, nil).n == 2)\n"
        "local mt = {__index = {a = 5}} assert(setmetatable({}, mt).a == 5)\n"
        "assert(getmetatable(setmetatable({}, mt)) == mt and getmetatable({}) == nil)\n"
        "assert(tonumber('0x10') == 16 and tonumber('z', 36) == 35 and utf8.len('ö') == 1)\n"
        "assert(math.floor(2.7) == 2 and math.type(2) == 'integer')\n"
        "return {}");
}

/** Nothing may show an address: it differs from run to run. */
static void test_no_addresses(void **state)
{
    lua_assert_runs(*state,
                    "assert(tostring({}) == 'table' and tostring(pairs) == 'function')\n"
                    "assert(string.format('%s %s', {}, print) == 'table nil')\n"
                    "assert(tostring(setmetatable({}, {__tostring = function() return 'me' end}))"
                    " == 'me')\n"
                    "assert(tostring(setmetatable({}, {__name = 'n'})) == 'table')\n"
                    "return {}");
    lua_assert_fails(*state, "\nreturn string.format('%5p', {})",
                     "s.lua:2: format: '%p' is not available");
    lua_assert_runs(*state, "return {string.format('%%p')}");
}

static void test_no_finalisers(void **state)
{
    lua_assert_fails(*state, "setmetatable({}, {__gc = function() while true do end end})",
                     "s.lua:1: setmetatable: __gc is not available in a scenario");
    lua_assert_fails(*state, "setmetatable({}, {__mode = 'k'})", "__mode is not available");
    /* Given later, it is not looked at. */
    lua_assert_runs(*state, "local mt = {} local t = setmetatable({}, mt)\n"
                            "mt.__gc = function() while true do end end t = nil\n"
                            "for i = 1, 1000 do t = {i} end return {}");
}

/** Work inside C that a bound on instructions does not see. */
static void test_work_inside_c_is_bounded(void **state)
{
    static const char *const programs[] = {
        "('x'):rep(30):find(('.-'):rep(20) .. 'y')",
        "('a'):rep(5000):match('.-b')",
        "for _ in ('a'):rep(400):gmatch('(a*)*.-x') do end",
        "('a'):rep(4000):gsub('[^%]*]*%b()', '')",
        "(''):rep(1e15)",
        "('x'):rep(1e8)",
        "('x'):rep(9e18)",
        "table.move({}, 1, math.maxinteger - 1, 2)",
        "table.concat({}, '', 1, math.maxinteger)",
        "table.insert(setmetatable({}, {__len = function() return 1e15 end}), 1, 1)",
        "table.unpack({}, 1, 1e9)",
        "local s = ('x'):rep(1e6) while true do utf8.len(s) end",
        "local s = (' '):rep(1e6) while true do tonumber(s) end",
        "local s = ('x'):rep(1e6) for i = 1, 1e6 do local t = s:upper() end",
        "local t = {} for i = 1, 1e5 do table.insert(t, 1, i) end",
    };
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        struct error err;
        if (lua_run(*state, programs[i], strlen(programs[i]), &err) != STATUS_USAGE)
            fail_msg("%s: %s", programs[i], err.text);
        assert_contains(err.text, "s.lua");
    }
    lua_assert_fails(*state, programs[0],
                     "s.lua:1: a pattern with 20 repetitions on a text of 30 bytes may take too "
                     "long");
}

static void test_library_errors_have_a_place(void **state)
{
    lua_assert_fails(*state, "\n\nstring.format('%d', 'x')\n", "s.lua:3: bad argument #2 to");
    lua_assert_fails(*state, "\nlocal x = ('x'):find('[')", "s.lua:2: malformed pattern");
    lua_assert_fails(*state, "\ntable.concat({{}})", "s.lua:2: invalid value");
    lua_assert_fails(*state, "\nos.exit(1)", "s.lua:2: attempt to index a nil value (global 'os')");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_exists),
        cmocka_unit_test(test_what_works_as_in_lua),
        cmocka_unit_test(test_no_addresses),
        cmocka_unit_test(test_no_finalisers),
        cmocka_unit_test(test_work_inside_c_is_bounded),
        cmocka_unit_test(test_library_errors_have_a_place),
    };
    return cmocka_run_group_tests(tests, folder_up, folder_down);
}
