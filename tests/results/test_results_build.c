// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_build.h"

#include <sys/stat.h>

static void a_file_can_be_made_twice(void **state)
{
    struct test_folder *folder = *state;
    char other[128];
    snprintf(other, sizeof other, "%s/other.h5", folder->path);
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 140000);
    assert_int_equal(results_build(results, other, true, NULL), STATUS_OK);
    assert_int_equal(test_dataset_read(other, "trips/trip", H5T_NATIVE_INT64, NULL), 131072);
    assert_int_equal(results_build(results, other, false, NULL), STATUS_OK);
    assert_int_equal(test_dataset_read(other, "trips/mode", H5T_NATIVE_INT8, NULL), 131072);
    assert_int_equal(test_folder_count(folder->path), 2); /* and the spool */
    results_abandon(results);
    team_destroy(team);
}

static void what_cannot_be_made_leaves_the_old(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    char aside[160];
    snprintf(aside, sizeof aside, "%s.new", folder->file);
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 10);
    assert_int_equal(mkdir(aside, 0777), 0);
    assert_int_equal(results_build(results, folder->file, true, &err), STATUS_RESOURCE);
    assert_non_null(strstr(err.text, folder->file));
    assert_non_null(strstr(err.text, "Is a directory"));
    assert_int_equal(rmdir(aside), 0);
    results_abandon(results);
    assert_int_equal(test_folder_count(folder->path), 0);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_file_can_be_made_twice),
        FOLDER_TEST(what_cannot_be_made_leaves_the_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
