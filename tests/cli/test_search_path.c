// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/search_path.h"

static void folders_of_the_environment_come_first(void **state)
{
    (void)state;
    struct search_path path;
    setenv("ARDEY_PATH", "/a::b/c", 1);
    search_path_init(&path);
    assert_string_equal(path.folders[0], "/a");
    assert_string_equal(path.folders[1], "b/c");
    assert_has(path.folders[2], "/../share/ardey/scenarios");
    assert_null(path.folders[3]);
}

static void the_source_tree_is_the_last_resort(void **state)
{
    (void)state;
    struct search_path path;
    char found[SEARCH_PATH_SIZE];
    unsetenv("ARDEY_PATH");
    search_path_init(&path);
    assert_has(path.folders[0], "/../share/ardey/scenarios");
    assert_true(search_path_find(&path, "validation", found)); /* tests run in the source root */
    assert_string_equal(found, "scenarios/validation");
    assert_false(search_path_find(&path, "nowhere", found));
    setenv("ARDEY_PATH", "tests", 1);
    search_path_init(&path);
    assert_true(search_path_find(&path, "fixtures", found));
    assert_string_equal(found, "tests/fixtures");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_of_the_environment_come_first),
        cmocka_unit_test(the_source_tree_is_the_last_resort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
