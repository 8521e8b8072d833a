// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_text.h"

static void grows_and_pads(void **state)
{
    (void)state;
    struct results_text text = {0};
    results_text_add(&text, "one %d\n", 1);
    results_text_add(&text, "ab");
    results_text_pad(&text, 5);
    results_text_add(&text, "c");
    results_text_pad(&text, 2);
    results_text_add(&text, "d");
    assert_string_equal(text.bytes, "one 1\nab   c d");
    for (int i = 0; i < 1000; i++) {
        results_text_add(&text, "%010d", i);
    }
    assert_int_equal(text.length, 14 + 10000);
    assert_int_equal(strlen(text.bytes), text.length);
    assert_int_equal(text.status, STATUS_OK);
    mem_free(text.bytes);
}

static void shows_attributes(void **state)
{
    struct test_folder *folder = *state;
    char long_value[401], expected[400], value[8];
    struct results_guard guard;
    struct results_text text = {0};
    memset(long_value, 'z', 400);
    long_value[400] = '\0';
    results_h5_enter(&guard);
    hid_t file = results_h5_file(folder->file);
    results_h5_set_text(file, "lines", "one\ntwo");
    results_h5_set_text(file, "long", long_value);
    results_h5_set_int(file, "integer", -5);
    results_h5_set_real(file, "real", 0.1);
    results_h5_set_flags(file, "walk bike");
    static const char *const names[] = {"lines", "integer", "real", "flag_values", "long"};
    for (int i = 0; i < 5; i++) {
        results_text_add_attribute(&text, file, names[i]);
        results_text_add(&text, "|");
    }
    snprintf(expected, sizeof expected, "one two|-5|0.1|(a list)|%.300s...|", long_value);
    assert_string_equal(text.bytes, expected);
    assert_true(results_text_read(file, "long", value, sizeof value));
    assert_string_equal(value, "zzzzzzz");
    assert_false(results_text_read(file, "integer", value, sizeof value));
    assert_false(results_text_read(file, "missing", value, sizeof value));
    assert_string_equal(value, "");
    H5Fclose(file);
    results_h5_leave(&guard);
    mem_free(text.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_pads),
        cmocka_unit_test_setup_teardown(shows_attributes, test_folder_setup, test_folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
