// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/source_file.h"
#include "scenario/spec.h"

static void test_names_are_those_of_the_sandbox(void **state)
{
    (void)state;
    char *text = NULL;
    struct error err = {0};
    assert_int_equal(spec_luacheck(&text, &err), STATUS_OK);
    assert_contains(text, "        ipairs = {},\n");
    assert_contains(text, "        math = {fields = {\n            abs = {},\n");
    assert_contains(text, "            gsub = {},\n");
    assert_null(strstr(text, "io = {"));
    assert_null(strstr(text, "load = {"));
    mem_free(text);
}

static void test_file_is_not_stale(void **state)
{
    (void)state;
    char *text = NULL;
    struct error err = {0};
    struct source_file file;
    assert_int_equal(spec_luacheck(&text, &err), STATUS_OK);
    assert_int_equal(source_file_read(".luacheckrc", 1 << 20, &file, &err), STATUS_OK);
    if (strcmp(file.text, text) != 0)
        fail_msg(".luacheckrc is stale: run `ardey reference --luacheck > .luacheckrc`");
    assert_int_equal(file.size, strlen(text));
    mem_free(file.text);
    mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_those_of_the_sandbox),
        cmocka_unit_test(test_file_is_not_stale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
