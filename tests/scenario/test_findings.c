// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/findings.h"

static void test_few(void **state)
{
    (void)state;
    struct error err = {0};
    struct findings findings = {.err = &err};
    assert_int_equal(findings_end(&findings), STATUS_OK);
    assert_int_equal(findings_add(&findings, STATUS_USAGE, "a.lua:%d: one", 3), STATUS_USAGE);
    findings_note(&findings, "of %s", "road");
    assert_int_equal(findings_add(&findings, STATUS_DATA, "b.csv:4: two"), STATUS_USAGE);
    assert_int_equal(findings_end(&findings), STATUS_USAGE);
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.hidden, 0);
    assert_int_equal(err.finding_count, 2);
    assert_string_equal(err.text, "a.lua:3: one\n  of road\nb.csv:4: two");
}

static void test_many_are_counted(void **state)
{
    (void)state;
    struct error err = {0};
    struct findings findings = {.err = &err};
    for (int i = 0; i < 57; i++)
        findings_add(&findings, STATUS_DATA, "x.csv:%d: wrong", i);
    findings_note(&findings, "about a hidden one");
    assert_int_equal(findings_end(&findings), STATUS_DATA);
    assert_int_equal(err.finding_count, FINDINGS_SHOWN_MAX);
    assert_contains(err.text, "x.csv:19: wrong\n  and 37 more");
    assert_null(strstr(err.text, "hidden"));
}

static void test_long_ones_are_not_cut_in_the_middle(void **state)
{
    (void)state;
    struct error err = {0};
    struct findings findings = {.err = &err};
    char text[600];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < 12; i++)
        findings_add(&findings, STATUS_DATA, "%s", text);
    findings_end(&findings);
    assert_int_equal(err.finding_count, 6); /* 6 x 600 bytes fit into 4096 with the end */
    assert_contains(err.text, "x\n  and 6 more");
}

static void test_without_error(void **state)
{
    (void)state;
    struct findings findings = {.err = NULL};
    assert_int_equal(findings_add(&findings, STATUS_DATA, "lost"), STATUS_DATA);
    findings_note(&findings, "lost, too");
    assert_int_equal(findings_end(&findings), STATUS_DATA);
    assert_int_equal(findings.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few),
        cmocka_unit_test(test_many_are_counted),
        cmocka_unit_test(test_long_ones_are_not_cut_in_the_middle),
        cmocka_unit_test(test_without_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
