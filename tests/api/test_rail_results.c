// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/rail_results.h"
#include "results/results.h"

/** Trains of the small town on blocks: they are counted, their least headways are in the file, and
 * without blocks there is nothing of it. */
static void test_small_town(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *scenario = api_scenario(&folder, API_RAIL);
    const char *output = api_path(&folder, "rail.h5");
    struct ardey_options options = api_options(scenario, output);
    struct ardey_summary summary = api_run(&options);
    assert_true(summary.rail.hops > 10);
    assert_true(summary.rail.trains_begun > 0);
    assert_int_equal(summary.rail.trains_begun,
                     summary.rail.trains_ended + summary.rail.trains_on_tracks);
    assert_true(summary.rail.hindered_hops <= summary.rail.hops);

    char *text = NULL;
    struct error err = {0};
    assert_int_equal(results_describe(output, &text, &err), STATUS_OK);
    assert_has(text, "rail/headways [pattern: 3]");
    assert_has(text, "rail/occupations [occupation: ");
    assert_has(text, "least_headway");
    mem_free(text);
    api_folder_remove(&folder);
}

static void test_no_blocks(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *scenario = api_scenario(&folder, "");
    const char *output = api_path(&folder, "none.h5");
    struct ardey_options options = api_options(scenario, output);
    struct ardey_summary summary = api_run(&options);
    assert_int_equal(summary.rail.hops, 0);

    char *text = NULL;
    struct error err = {0};
    assert_int_equal(results_describe(output, &text, &err), STATUS_OK);
    assert_null(strstr(text, "rail/"));
    mem_free(text);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_town),
        cmocka_unit_test(test_no_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
