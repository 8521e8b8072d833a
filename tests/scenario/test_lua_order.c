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

static void test_pairs_are_sorted(void **state)
{
    lua_assert_runs(
        *state, "local t = {zebra=1, apple=2, [3]='c', [1]='a', [-2]=0, [0.5]=0, [true]=1,\n"
                "  [false]=1, ['']=1, ['apple pie']=1, [2^53]=1, [1e300]=1, ['10']=1, Z=1}\n"
                "local keys = {}\n"
                "for k, v in pairs(t) do keys[#keys + 1] = tostring(k); assert(t[k] == v) end\n"
                "local got = table.concat(keys, ' ')\n"
                "assert(got == 'false true -2 0.5 1 3 9007199254740992 1e+300  10 Z apple ' ..\n"
                "  'apple pie zebra', got)\n"
                "local n = 0 for _ in pairs({}) do n = n + 1 end assert(n == 0)\n"
                "return {}");
}

static void test_next_is_sorted(void **state)
{
    lua_assert_runs(*state, "local t = {b=2, a=1, c=3}\n"
                            "local k, v = next(t) assert(k == 'a' and v == 1)\n"
                            "k, v = next(t, k) assert(k == 'b' and v == 2)\n"
                            "k, v = next(t, 'c') assert(k == nil and v == nil)\n"
                            "assert(next({}) == nil)\n"
                            "assert(next({7}) == 1)\n"
                            "return {}");
}

static void test_changes_while_going_through(void **state)
{
    lua_assert_runs(*state, "local t, seen = {a=1, b=2, c=3}, ''\n"
                            "for k in pairs(t) do\n"
                            "  seen = seen .. k; t[k] = nil; t.b = nil; t['new' .. k] = 1\n"
                            "end\n"
                            "assert(seen == 'ac', seen)\n"
                            "local outer = 0\n"
                            "for _ in pairs({1, 2, 3}) do\n"
                            "  for _ in pairs({1, 2}) do outer = outer + 1 end\n"
                            "end\n"
                            "assert(outer == 6)\n"
                            "return {}");
}

static void test_keys_without_order(void **state)
{
    lua_assert_fails(*state, "local t = {[{}]=1}\nfor _ in pairs(t) do end\nreturn {}",
                     "s.lua:2: the entries of a table with a table as key have no fixed order");
    lua_assert_fails(*state, "return next({[pairs]=1})", "with a function as key");
    lua_assert_fails(*state, "\nreturn pairs(3)", "s.lua:2: bad argument #1 to 'pairs'");
}

static void test_many_keys(void **state)
{
    lua_assert_runs(*state, "local t, last, n = {}, '', 0\n"
                            "for i = 1, 50000 do t['k' .. (i * 7919) % 50021] = i end\n"
                            "for k in pairs(t) do assert(last < k); last = k; n = n + 1 end\n"
                            "assert(n == 50000)\n"
                            "return {}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_are_sorted),
        cmocka_unit_test(test_next_is_sorted),
        cmocka_unit_test(test_changes_while_going_through),
        cmocka_unit_test(test_keys_without_order),
        cmocka_unit_test(test_many_keys),
    };
    return cmocka_run_group_tests(tests, folder_up, folder_down);
}
