// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/error.h"

#include <string.h>

static void test_first_finding_decides(void **state)
{
    (void)state;
    struct error err = {0};

    assert_int_equal(error_fail(&err, STATUS_DATA, "%s:%d: %.1f", "links.csv", 17, 2.5),
                     STATUS_DATA);
    assert_int_equal(error_fail(&err, STATUS_USAGE, "second"), STATUS_DATA);
    assert_int_equal(err.status, STATUS_DATA);
    assert_int_equal(err.finding_count, 2);
    assert_string_equal(err.text, "links.csv:17: 2.5\nsecond");
}

static void test_note_is_indented_and_no_finding(void **state)
{
    (void)state;
    struct error err = {0};

    error_fail(&err, STATUS_RESOURCE, "no room");
    error_note(&err, "while reading %s", "nodes.csv");
    assert_string_equal(err.text, "no room\n  while reading nodes.csv");
    assert_int_equal(err.finding_count, 1);
    assert_int_equal(err.status, STATUS_RESOURCE);
}

static void test_reset_forgets(void **state)
{
    (void)state;
    struct error err = {0};

    error_fail(&err, STATUS_RESOURCE, "once");
    error_reset(&err);
    assert_int_equal(err.status, STATUS_OK);
    assert_int_equal(err.finding_count, 0);
    assert_int_equal(strlen(err.text), 0);
    assert_int_equal(error_fail(&err, STATUS_STOPPED, "again"), STATUS_STOPPED);
    assert_string_equal(err.text, "again");
}

static void test_null_keeps_the_status(void **state)
{
    (void)state;
    assert_int_equal(error_fail(NULL, STATUS_INTERNAL, "%d", 1), STATUS_INTERNAL);
    error_note(NULL, "nowhere");
}

/** More findings than fit: the text is cut, the count and the first finding stay. */
static void test_text_is_cut_at_its_size(void **state)
{
    (void)state;
    struct {
        struct error err;
        char guard[16];
    } boxed = {.guard = "untouched guard"};

    for (int i = 0; i < 1000; i++)
        error_fail(&boxed.err, STATUS_DATA, "finding %04d", i);
    assert_int_equal(boxed.err.finding_count, 1000);
    assert_int_equal(strlen(boxed.err.text), ERROR_TEXT_SIZE - 1);
    assert_memory_equal(boxed.err.text, "finding 0000\nfinding 0001\n", 26);
    error_note(&boxed.err, "no room for this");
    assert_int_equal(strlen(boxed.err.text), ERROR_TEXT_SIZE - 1);
    assert_string_equal(boxed.guard, "untouched guard");
}

static void test_one_long_text_is_cut(void **state)
{
    (void)state;
    struct error err = {0};
    static char longer[2 * ERROR_TEXT_SIZE];

    memset(longer, 'x', sizeof longer - 1);
    assert_int_equal(error_fail(&err, STATUS_USAGE, "%s", longer), STATUS_USAGE);
    assert_int_equal(strlen(err.text), ERROR_TEXT_SIZE - 1);
}

/** The numbers are the exit codes that users and schedulers see. */
static void test_statuses_are_the_exit_codes(void **state)
{
    (void)state;
    assert_int_equal(STATUS_OK, 0);
    assert_int_equal(STATUS_USAGE, 2);
    assert_int_equal(STATUS_DATA, 3);
    assert_int_equal(STATUS_RESOURCE, 4);
    assert_int_equal(STATUS_STOPPED, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_finding_decides),
        cmocka_unit_test(test_note_is_indented_and_no_finding),
        cmocka_unit_test(test_reset_forgets),
        cmocka_unit_test(test_null_keeps_the_status),
        cmocka_unit_test(test_text_is_cut_at_its_size),
        cmocka_unit_test(test_one_long_text_is_cut),
        cmocka_unit_test(test_statuses_are_the_exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
