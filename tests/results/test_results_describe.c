// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static void describes_every_part(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE], line[200];
    char *text = NULL;
    sample_write(folder->file, 1, 12, 5, digest);
    assert_int_equal(results_describe(folder->file, &text, NULL), STATUS_OK);
    snprintf(line, sizeof line, "    digest: %s\n", digest);
    const char *const parts[] = {
        folder->file,
        "    seed: 9223372036854775807\n",
        line,
        "\nprovenance\n    road.patience_s: 0.1\n",
        "\nnetwork/links [link: 3]\n",
        "\nlegs [leg: 0]  no leg at all\n",
        "\ntrips [trip: 12]  trips of all persons\n",
        "  depart            float64  seconds since 2026-03-02 00:00:00  start of the trip\n",
        "  mode              int8     {walk bike car_ride}               how\n",
        "  person            int32    -> persons                         who travels\n",
        "\nlinks [time: 5] [link: 3]  traffic per interval\n",
        "    interval_s: 300\n",
        "  speed             float32  m s-1                              mean speed\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_non_null(strstr(text, parts[i]));
    }
    /* Groups stand in the order in which they were made, not by name. */
    assert_true(strstr(text, "\nlegs ") < strstr(text, "\ntrips "));
    assert_true(strstr(text, "\ntrips ") < strstr(text, "\nlinks "));
    mem_free(text);
}

static void other_files_are_refused(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    char *text = NULL;
    assert_int_equal(results_describe(folder->file, &text, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "No such file or directory"));
    error_reset(&err);
    assert_int_equal(results_describe(folder->path, &text, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "Is a directory"));
    error_reset(&err);
    FILE *file = fopen(folder->file, "w");
    fputs("id,name\n", file);
    fclose(file);
    assert_int_equal(results_describe(folder->file, &text, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "as an HDF5 file"));
    error_reset(&err);
    H5dont_atexit();
    hid_t other = H5Fcreate(folder->file, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(other);
    assert_int_equal(results_describe(folder->file, &text, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "is not a result file"));
    assert_null(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(describes_every_part),
        FOLDER_TEST(other_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
