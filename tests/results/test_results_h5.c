// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static void guard_takes_the_reason_and_gives_the_handler_back(void **state)
{
    (void)state;
    struct results_guard guard, inner;
    H5E_auto2_t before, after;
    void *data;
    H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &before, &data);
    results_h5_enter(&guard);
    assert_string_equal(guard.reason, "");
    assert_true(H5Fopen("/no/such/file.h5", H5F_ACC_RDONLY, H5P_DEFAULT) < 0);
    assert_string_equal(guard.reason, "No such file or directory");
    results_h5_enter(&inner);
    assert_true(H5Dopen2(-1, "x", H5P_DEFAULT) < 0);
    assert_int_equal(strncmp(inner.reason, "HDF5: ", 6), 0);
    results_h5_leave(&inner);
    results_h5_leave(&guard);
    H5Eget_auto2(H5E_DEFAULT, &after, &data);
    assert_ptr_equal(before, after);
}

static void types_have_their_sizes(void **state)
{
    (void)state;
    static const enum column_type types[] = {COLUMN_I8,  COLUMN_I16, COLUMN_I32,
                                             COLUMN_I64, COLUMN_F32, COLUMN_F64};
    static const size_t sizes[] = {1, 2, 4, 8, 4, 8};
    H5dont_atexit();
    for (int i = 0; i < 6; i++) {
        assert_int_equal(results_h5_size(types[i]), sizes[i]);
        assert_int_equal(H5Tget_size(results_h5_type(types[i])), sizes[i]);
        assert_int_equal(H5Tget_class(results_h5_type(types[i])), i < 4 ? H5T_INTEGER : H5T_FLOAT);
    }
}

static void group_makes_what_is_missing(void **state)
{
    struct test_folder *folder = *state;
    struct results_guard guard;
    results_h5_enter(&guard);
    hid_t file = results_h5_file(folder->file);
    hid_t first = results_h5_group(file, "a/b");
    hid_t second = results_h5_group(file, "a/c");
    hid_t third = results_h5_group(file, "a/b/d");
    hid_t root = results_h5_group(file, "");
    assert_true(first >= 0 && second >= 0 && third >= 0 && root >= 0);
    assert_int_equal(H5Lexists(first, "d", H5P_DEFAULT), 1);
    assert_int_equal(H5Lexists(root, "a", H5P_DEFAULT), 1);
    H5G_info_t info;
    assert_true(H5Gget_info(root, &info) >= 0);
    assert_int_equal(info.nlinks, 1);
    H5Gclose(first);
    H5Gclose(second);
    H5Gclose(third);
    H5Gclose(root);
    assert_true(H5Fclose(file) >= 0);
    results_h5_leave(&guard);
}

static void flags_are_bytes_and_words(void **state)
{
    struct test_folder *folder = *state;
    struct results_guard guard;
    results_h5_enter(&guard);
    hid_t file = results_h5_file(folder->file);
    assert_true(results_h5_set_flags(file, "walk bike car_ride"));
    assert_true(results_h5_set_flags(file, NULL));
    assert_true(results_h5_set_text(file, "nothing", NULL));
    assert_int_equal(H5Aexists(file, "nothing"), 0);
    hid_t attribute = H5Aopen(file, "flag_values", H5P_DEFAULT);
    hid_t type = H5Aget_type(attribute);
    assert_true(H5Tequal(type, H5T_STD_I8LE) > 0);
    int8_t values[3] = {9, 9, 9};
    assert_true(H5Aread(attribute, H5T_STD_I8LE, values) >= 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(values[i], i);
    }
    H5Tclose(type);
    H5Aclose(attribute);
    assert_true(H5Fclose(file) >= 0);
    results_h5_leave(&guard);
    char text[40];
    test_attribute_read(folder->file, "/", "flag_meanings", text, sizeof text);
    assert_string_equal(text, "walk bike car_ride");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guard_takes_the_reason_and_gives_the_handler_back),
        cmocka_unit_test(types_have_their_sizes),
        FOLDER_TEST(group_makes_what_is_missing),
        FOLDER_TEST(flags_are_bytes_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
