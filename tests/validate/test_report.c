// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

static bool passes(double expected, double found, double tolerance, bool is_refused)
{
    struct kept_rows kept;
    struct report report = report_kept(&kept);
    report_add(&report, &(struct finding){.quantity = "q",
                                          .unit = "s",
                                          .expected = expected,
                                          .found = found,
                                          .tolerance = tolerance,
                                          .why = "w",
                                          .is_refused = is_refused});
    assert_int_equal(kept.count, 1);
    assert_int_equal(report.row_count, 1);
    assert_int_equal(report.failed_count, !kept.rows[0].is_passed);
    assert_string_equal(kept.rows[0].source, "s");
    return kept.rows[0].is_passed;
}

static void verdicts(void **state)
{
    (void)state;
    assert_true(passes(5, 5, 0, false));
    assert_true(passes(5, 5.5, 0.5, false));
    assert_true(passes(5, 4.5, 0.5, false));
    assert_true(passes(0.8, 639 / 800.0, 1 / 800.0, false));
    assert_false(passes(0.8, 638.9999 / 800, 1 / 800.0, false));
    assert_false(passes(5, 5 + 1e-10, 0, false));
    assert_false(passes(5, 5.5001, 0.5, false));
    assert_false(passes(5, 5, 0.5, true));
    assert_false(passes(5, NAN, 1e9, false));
    assert_false(passes(5, 5, NAN, false));
}

static void a_source_of_its_own_and_a_list(void **state)
{
    (void)state;
    struct kept_rows kept;
    struct report report = report_kept(&kept);
    report_add(&report,
               &(struct finding){.quantity = "q", .unit = "1", .why = "", .source = "own"});
    report_list(&report);
    assert_int_equal(kept.count, 2);
    assert_string_equal(kept.rows[0].source, "own");
    assert_string_equal(kept.rows[1].source, "s");
    assert_false(kept.rows[0].is_list);
    assert_true(kept.rows[1].is_list);
    assert_int_equal(report.failed_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts),
        cmocka_unit_test(a_source_of_its_own_and_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
