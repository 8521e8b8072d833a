// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"

/** Known numbers, for good: another version of the program gives the same. */
static void test_numbers(void **state)
{
    (void)state;
    struct folder folder;
    folder_init(&folder);
    lua_assert_runs(&folder,
                    "local r = ardey.random\n"
                    "assert(r(1, 'shops') == r(1, 'shops', 0) and r(1, 'shops') ~= r(2, 'shops'))\n"
                    "assert(r(1, 'shops', 1) ~= r(1, 'shops', 2) and r(1, 'a') ~= r(1, 'b'))\n"
                    "local sum, squares = 0, 0\n"
                    "for i = 1, 20000 do local x = r(7, 'mean', i)\n"
                    "assert(x >= 0 and x < 1) sum = sum + x squares = squares + x * x end\n"
                    "assert(math.abs(sum / 20000 - 1 / 2) < 0.01)\n"
                    "assert(math.abs(squares / 20000 - 1 / 3) < 0.01)\n"
                    "return {}");
    folder_deinit(&folder);
}

static void test_wrong_arguments(void **state)
{
    (void)state;
    struct folder folder;
    folder_init(&folder);
    lua_assert_fails(&folder, "ardey.random('shops')",
                     "write it like ardey.random(seed, \"shops\", 1)");
    lua_assert_fails(&folder, "ardey.random(1.5, 'shops')", "write it like ardey.random(seed");
    lua_assert_fails(&folder, "ardey.random(1, 'shops', 'x')", "number expected, got string");
    folder_deinit(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_wrong_arguments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
