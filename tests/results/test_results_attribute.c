// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static void values_come_back(void **state)
{
    struct test_folder *folder = *state;
    enum { LONG = 100000 };
    char digest[DIGEST_TEXT_SIZE], text[50];
    char *long_text = calloc(LONG + 1, 1), *long_back = calloc(LONG + 2, 1);
    memset(long_text, 'y', LONG);
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_int_equal(results_set_text(results, "", "title", "first", NULL), STATUS_OK);
    assert_int_equal(results_set_text(results, "", "title", "second one", NULL), STATUS_OK);
    assert_int_equal(results_set_text(results, "a/b/c", "empty", "", NULL), STATUS_OK);
    assert_int_equal(results_set_text(results, "a", "long", long_text, NULL), STATUS_OK);
    assert_int_equal(results_set_real(results, "a/b", "real", 1.0 / 3.0, NULL), STATUS_OK);
    assert_int_equal(results_set_int(results, "a/b", "integer", INT64_MIN, NULL), STATUS_OK);
    for (int i = 0; i < 60; i++) {
        char name[20];
        snprintf(name, sizeof name, "p%d", i);
        assert_int_equal(results_set_int(results, "many", name, i, NULL), STATUS_OK);
    }
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);

    test_attribute_read(folder->file, "/", "title", text, sizeof text);
    assert_string_equal(text, "second one");
    test_attribute_read(folder->file, "/", "Conventions", text, sizeof text);
    assert_string_equal(text, "CF-1.10");
    test_attribute_read(folder->file, "a/b/c", "empty", text, sizeof text);
    assert_string_equal(text, "");
    test_attribute_read(folder->file, "a", "long", long_back, LONG + 2);
    assert_string_equal(long_back, long_text);
    hid_t file = H5Fopen(folder->file, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t real = H5Aopen_by_name(file, "a/b", "real", H5P_DEFAULT, H5P_DEFAULT);
    hid_t integer = H5Aopen_by_name(file, "a/b", "integer", H5P_DEFAULT, H5P_DEFAULT);
    hid_t last = H5Aopen_by_name(file, "many", "p59", H5P_DEFAULT, H5P_DEFAULT);
    double real_value = 0;
    int64_t integer_value = 0, last_value = 0;
    H5Aread(real, H5T_NATIVE_DOUBLE, &real_value);
    H5Aread(integer, H5T_NATIVE_INT64, &integer_value);
    H5Aread(last, H5T_NATIVE_INT64, &last_value);
    assert_true(fabs(real_value - 1.0 / 3.0) <= 0.0);
    assert_true(integer_value == INT64_MIN);
    assert_int_equal(last_value, 59);
    H5Aclose(last);
    H5Aclose(integer);
    H5Aclose(real);
    H5Fclose(file);
    free(long_text);
    free(long_back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_come_back, test_folder_setup, test_folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
