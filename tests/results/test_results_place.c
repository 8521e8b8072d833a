// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "results/results_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** The status for a file with these bytes; NULL: there is none. */
static enum status judge(const char *bytes, size_t size, struct error *err)
{
    char path[] = "/tmp/ardey-place-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    if (bytes)
        assert_int_equal(write(descriptor, bytes, size), size);
    close(descriptor);
    if (!bytes)
        unlink(path);
    enum status status = results_check_place(path, err);
    unlink(path);
    return status;
}

static void nothing_an_empty_file_and_a_result_are_replaced(void **state)
{
    (void)state;
    static const char result[] = "\x89HDF\r\n\x1a\nmore";
    struct error err = {0};
    assert_int_equal(judge(NULL, 0, &err), STATUS_OK);
    assert_int_equal(judge("", 0, &err), STATUS_OK);
    assert_int_equal(judge(result, sizeof result - 1, &err), STATUS_OK);
    assert_int_equal(err.finding_count, 0);
}

static void anything_else_is_not(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(judge("my notes", 8, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "is there and is no HDF5 file"));
    assert_int_equal(judge("\x89HDF\r\n", 6, &err), STATUS_USAGE);
    assert_int_equal(results_check_place("/dev/null", &err), STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_an_empty_file_and_a_result_are_replaced),
        cmocka_unit_test(anything_else_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
