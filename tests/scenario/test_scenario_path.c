// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/scenario_path.h"

static void found(void **state)
{
    (void)state;
    struct folder folder, other;
    struct text_arena text = {0};
    struct error err = {0};
    const char *path = NULL;
    folder_init(&folder);
    folder_init(&other);
    folder_write(&folder, "day.lua", "return {}");
    folder_write(&other, "night.lua", "return {}");
    const char *plan = folder_path(&folder, "plan.lua");
    const char *const folders[] = {other.path, NULL};

    assert_int_equal(scenario_path_find("day.lua", plan, folders, &text, &path, &err), STATUS_OK);
    assert_string_equal(path, folder_path(&folder, "day.lua"));
    assert_int_equal(scenario_path_find("day", plan, folders, &text, &path, &err), STATUS_OK);
    assert_string_equal(path, folder_path(&folder, "day.lua"));
    assert_int_equal(scenario_path_find("night", plan, folders, &text, &path, &err), STATUS_OK);
    assert_string_equal(path, folder_path(&other, "night.lua"));
    /* A folder stands for the scenario in it; tests run in the source root. */
    assert_int_equal(
        scenario_path_find("scenarios/library/tempo30", NULL, NULL, &text, &path, &err), STATUS_OK);
    assert_string_equal(path, "scenarios/library/tempo30/scenario.lua");
    /* A path is no name: it is not looked for elsewhere. */
    assert_int_equal(scenario_path_find("./night", NULL, folders, &text, &path, &err),
                     STATUS_USAGE);
    assert_contains(err.text, "there is no scenario './night'");
    error_reset(&err);
    assert_int_equal(scenario_path_find("noon", plan, folders, &text, &path, &err), STATUS_USAGE);
    assert_contains(err.text, "nor in ");
    assert_contains(err.text, other.path);

    assert_int_equal(scenario_path_join(plan, "runs", &text, &path, &err), STATUS_OK);
    assert_string_equal(path, folder_path(&folder, "runs"));
    assert_int_equal(scenario_path_join(plan, "/scratch", &text, &path, &err), STATUS_OK);
    assert_string_equal(path, "/scratch");
    text_arena_deinit(&text);
    folder_deinit(&folder);
    folder_deinit(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
