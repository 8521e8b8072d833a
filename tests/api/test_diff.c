// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

static void differences_and_their_code(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    static const char *const search[] = {"tests/fixtures/small", NULL};
    struct ardey_error err = {0};
    const char *base = "tests/fixtures/small/small.lua";
    const char *scenario = api_scenario(&folder, "s.road.patience = \"7 min\"");
    struct ardey_diff_options options = {base, scenario, search, false};
    bool is_equal = true;
    char *text = NULL;
    assert_int_equal(ardey_diff(&options, &is_equal, &text, &err), ARDEY_OK);
    assert_false(is_equal);
    assert_has(text, "road.patience: ");
    assert_has(text, " -> 7 min\n");
    assert_has(text, "start: ");
    ardey_free(text);

    options.after = base;
    options.is_json = true;
    assert_int_equal(ardey_diff(&options, &is_equal, &text, &err), ARDEY_OK);
    assert_true(is_equal);
    assert_string_equal(text, "{\"parameters\": [],\n \"rows\": [],\n \"measures\": []}\n");
    ardey_free(text);

    options.after = "tests/fixtures/small/nowhere.lua";
    assert_int_equal(ardey_diff(&options, &is_equal, &text, &err), ARDEY_USAGE);
    assert_has(err.text, "nowhere.lua");
    options.after = NULL;
    assert_int_equal(ardey_diff(&options, &is_equal, &text, &err), ARDEY_USAGE);
    api_folder_remove(&folder);
}

/** `ardey_check` lists the measures, and what else differs from the scenario it was made from. */
static void check_tells_the_derivation(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {0};
    const struct ardey_options options = api_options(
        api_scenario(&folder, "s.measures = { ardey.link { link = \"L3\", close = true } }"), NULL);
    char *text = NULL;
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_OK);
    assert_has(text, "measures: 1\n  link: link L3, close true\n"
                     "differences from tests/fixtures/small/small.lua:\n");
    assert_has(text, "\nstart: 00:00 -> 06:00\n");
    assert_null(strstr(text, "+ measure"));
    ardey_free(text);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_and_their_code),
        cmocka_unit_test(check_tells_the_derivation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
