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
    /* Tests lie one folder deeper than the program: no source tree is found from here. */
    assert_null(path.folders[3]);
    assert_string_equal(path.source, "");
}

static void the_first_folder_that_is_there_is_found(void **state)
{
    (void)state;
    struct search_path path;
    char found[SEARCH_PATH_SIZE];
    setenv("ARDEY_PATH", "nowhere:scenarios:tests", 1); /* tests run in the source root */
    search_path_init(&path);
    assert_true(search_path_find(&path, "validation", found));
    assert_string_equal(found, "scenarios/validation");
    assert_true(search_path_find(&path, "fixtures", found));
    assert_string_equal(found, "tests/fixtures");
    assert_false(search_path_find(&path, "no_such_folder", found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_of_the_environment_come_first),
        cmocka_unit_test(the_first_folder_that_is_there_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
