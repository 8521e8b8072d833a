// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/labelled_file.h"

#include <hdf5_hl.h>

static void write_sample(const char *path)
{
    static const char *const rows[] = {"north", "south"}, *const columns[] = {"a", "b", "c"};
    static const char *const texts[] = {"1", "", "x", "y", "z", "\303\266"};
    const double reals[] = {1, 2, NAN, 4, 5, 6};
    const int64_t wholes[] = {-1, INT64_MAX};
    struct error err = {0};
    struct labelled_file *file = labelled_create(path, &err);
    assert_non_null(file);
    assert_int_equal(labelled_dimension(file, "row", rows, 2, "where", &err), STATUS_OK);
    assert_int_equal(labelled_dimension(file, "column", columns, 3, "what", &err), STATUS_OK);
    assert_int_equal(labelled_reals(file,
                                    &(struct labelled_array){"x", "numbers", {"row", "column"}},
                                    reals, &err),
                     STATUS_OK);
    assert_int_equal(
        labelled_wholes(file, &(struct labelled_array){"n", "counts", {"row", NULL}}, wholes, &err),
        STATUS_OK);
    assert_int_equal(labelled_texts(file, &(struct labelled_array){"t", "texts", {"row", "column"}},
                                    texts, &err),
                     STATUS_OK);
    assert_int_equal(labelled_text(file, "title", "T", &err), STATUS_OK);
    assert_int_equal(labelled_finish(file, &err), STATUS_OK);
}

static void whole_and_equal(void **state)
{
    (void)state;
    char folder[] = "/tmp/ardey-XXXXXX", one[64], two[64], command[256];
    assert_non_null(mkdtemp(folder));
    snprintf(one, sizeof one, "%s/one.h5", folder);
    snprintf(two, sizeof two, "%s/two.h5", folder);
    write_sample(one);
    sleep(1); /* no time stamps */
    write_sample(two);
    snprintf(command, sizeof command, "cmp %s %s && [ $(ls %s | wc -l) = 2 ]", one, two, folder);
    assert_int_equal(system(command), 0);

    hid_t file = H5Fopen(one, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t dataset = H5Dopen2(file, "x", H5P_DEFAULT);
    double values[6];
    assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    assert_true(values[3] == 4 && isnan(values[2]));
    assert_int_equal(H5DSget_num_scales(dataset, 0), 1);
    assert_int_equal(H5DSget_num_scales(dataset, 1), 1);
    H5Dclose(dataset);
    H5Fclose(file);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void failures(void **state)
{
    (void)state;
    struct error err = {0};
    char path[] = "/tmp/ardey-XXXXXX";
    const double one = 1;
    assert_null(labelled_create("/nowhere/x.h5", &err));
    assert_int_equal(err.status, STATUS_RESOURCE);
    close(mkstemp(path));
    struct labelled_file *file = labelled_create(path, &err);
    /* A dimension that is not there: the file is given up, what was there before stays. */
    assert_int_equal(
        labelled_reals(file, &(struct labelled_array){"x", "y", {"row", NULL}}, &one, &err),
        STATUS_RESOURCE);
    assert_int_equal(labelled_finish(file, &err), STATUS_RESOURCE);
    assert_int_equal(access(path, F_OK), 0);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_and_equal),
                                       cmocka_unit_test(failures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
