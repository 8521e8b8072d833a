// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/report.h"

static void a_failure_is_told_on_standard_error(void **state)
{
    (void)state;
    struct capture capture;
    struct ardey_error err = {.text = "a.lua:3: wrong"};
    capture_begin(&capture, STDERR_FILENO);
    int code = report(ARDEY_DATA, &err);
    int text_code = report_text(ARDEY_USAGE, NULL, &err);
    assert_string_equal(capture_end(&capture), "a.lua:3: wrong\na.lua:3: wrong\n");
    assert_int_equal(code, 3);
    assert_int_equal(text_code, 2);
}

static void a_text_is_printed(void **state)
{
    (void)state;
    struct capture capture;
    struct ardey_error err = {0};
    char *text = NULL;
    assert_int_equal(ardey_reference(ARDEY_REFERENCE_MARKDOWN, &text, &err), ARDEY_OK);
    char first[64];
    snprintf(first, sizeof first, "%.23s", text);
    capture_begin(&capture, STDOUT_FILENO);
    int code = report_text(ARDEY_OK, text, &err);
    assert_int_equal(strncmp(capture_end(&capture), first, 23), 0);
    assert_int_equal(code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_told_on_standard_error),
        cmocka_unit_test(a_text_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
