// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/collect_runs.h"

#include <math.h>

static void assert_refused(const struct collect_options *options, enum status status,
                           const char *finding)
{
    struct collect_runs runs;
    struct error err = {0};
    assert_int_equal(collect_runs_read(options, &runs, &err), status);
    assert_contains(err.text, finding);
    collect_runs_deinit(&runs);
}

static void sorted_and_checked(void **state)
{
    (void)state;
    struct folder folder;
    struct collect_runs runs;
    struct error err = {0};
    char paths[5][512];
    folder_init(&folder);
    for (int i = 0; i < 5; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.h5", i);
        snprintf(paths[i], sizeof paths[i], "%s", folder_path(&folder, name));
    }
    write_result(paths[0], "b", 2, "300", 5);
    write_result(paths[1], "a", 9, "300", 7);
    write_result(paths[2], "b", 1, "300", 6);
    write_result(paths[3], "b", 2, "300", 5);
    write_result(paths[4], "b", 3, "301", 5);
    const char *three[] = {paths[0], paths[1], paths[2]};
    struct collect_options options = {.paths = three, .path_count = 3};
    assert_int_equal(collect_runs_read(&options, &runs, &err), STATUS_OK);
    assert_int_equal(runs.count, 3);
    assert_int_equal(runs.variants.count, 2);
    assert_string_equal(runs.runs[0].scenario, "a");
    assert_int_equal(runs.runs[1].seed, 1);
    assert_int_equal(runs.runs[2].seed, 2);
    assert_int_equal(runs.first[1], 1);
    assert_int_equal(runs.first[2], 3);
    assert_true(collect_value(&runs, 1, names_find(&runs.indicators, "delay")) == 12);
    assert_string_equal(collect_parameter(&runs, 1, names_find(&runs.parameters, "road.patience")),
                        "300");
    collect_runs_deinit(&runs);

    options.baseline = "c";
    assert_refused(&options, STATUS_USAGE, "there is no variant 'c'");
    options.baseline = NULL;
    const char *twice[] = {paths[0], paths[3]}, *other[] = {paths[0], paths[4]};
    options = (struct collect_options){.paths = twice, .path_count = 2};
    assert_refused(&options, STATUS_DATA, "are the same run: 'b' with seed 2");
    options.paths = other;
    assert_refused(&options, STATUS_DATA, "road.patience is 300 and 301");
    const char *missing[] = {folder_path(&folder, "no.h5")};
    options = (struct collect_options){.paths = missing, .path_count = 1};
    assert_refused(&options, STATUS_DATA, "no.h5");
    folder_deinit(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sorted_and_checked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
