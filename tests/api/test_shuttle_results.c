// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_fixture.h"

#include "api/shuttle_results.h"
#include "results/results.h"

#define SHUTTLES                                                                                   \
    "s.equilibrium = { iterations = 2 } s.shuttle = { refusal = '5 min' } "                        \
    "s.measures = { ardey.shuttle { zone = { 'Aville', 'Bton' }, depot = { 'A1_1', 'B1_1' }, "     \
    "vehicles = 4, from = '06:00', to = '09:00', detour_time = '15 min' } }"

/** In the small town some take the shuttle to work; all is accounted for, and the file is the same
 * for any number of threads and partitions. */
static void test_small_town(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *scenario = settle_scenario(&folder, SHUTTLES);
    const char *outputs[] = {api_path(&folder, "a.h5"), api_path(&folder, "b.h5")};
    char digest[65] = "";
    for (uint32_t i = 0; i < 2; i++) {
        struct ardey_options options = api_options(scenario, outputs[i]);
        options.threads = 1 + i;
        options.partitions = 1 + 3 * i;
        struct ardey_summary summary = api_run(&options);
        const struct ardey_mode_summary *mode = &summary.modes[MODE_SHUTTLE];
        assert_string_equal(mode->name, "shuttle");
        assert_true(mode->departed > 20);
        assert_int_equal(mode->departed, mode->arrived + mode->under_way);
        if (i > 0)
            assert_string_equal(summary.digest, digest);
        strcpy(digest, summary.digest);
    }
    char *text = NULL;
    struct error err = {0};
    assert_int_equal(results_describe(outputs[0], &text, &err), STATUS_OK);
    assert_has(text, "shuttle/fleets [fleet: 1]");
    assert_has(text, "shuttle/vehicles [vehicle: 4]");
    assert_has(text, "shuttle/requests [request: ");
    mem_free(text);
    api_folder_remove(&folder);
}

/** Without shuttles there is nothing of it. */
static void test_none(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *output = api_path(&folder, "none.h5");
    struct ardey_options options = api_options(api_scenario(&folder, ""), output);
    struct ardey_summary summary = api_run(&options);
    assert_int_equal(summary.modes[MODE_SHUTTLE].departed, 0);
    char *text = NULL;
    struct error err = {0};
    assert_int_equal(results_describe(output, &text, &err), STATUS_OK);
    assert_null(strstr(text, "shuttle/"));
    mem_free(text);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_town),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
