// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"

/** The innermost line first, then at most four that led there; long paths are whole. */
static void test_callers(void **state)
{
    (void)state;
    struct folder folder;
    struct error err;
    folder_init(&folder);
    const char *text =
        "local function f(n)\n  if n == 0 then error('deep') end\n  f(n - 1)\n  return 1\n"
        "end\nf(9)\n";
    assert_int_equal(lua_run(&folder, text, strlen(text), &err), STATUS_USAGE);
    assert_string_equal(err.text, "s.lua:2: deep\n  called from s.lua:3\n  called from s.lua:3\n"
                                  "  called from s.lua:3\n  called from s.lua:3");
    folder_deinit(&folder);
}

static void test_whole_paths(void **state)
{
    (void)state;
    char path[160], message[256], expected[256];
    struct error err = {0};
    memset(path, 'p', sizeof path);
    memcpy(path + sizeof path - 7, "/s.lua", 7);
    struct source_file file = {.path = path};
    struct source_files files = {.items = &file, .count = 1};
    snprintf(message, sizeof message, "...%s:3: wrong", path + strlen(path) - 56);
    snprintf(expected, sizeof expected, "%s:3: wrong", path);
    assert_int_equal(lua_message_fail(&files, message, STATUS_USAGE, &err), STATUS_USAGE);
    assert_string_equal(err.text, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_callers),
                                       cmocka_unit_test(test_whole_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
