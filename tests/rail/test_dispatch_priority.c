// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/dispatch_policy.h"

/** The lower priority goes first; among equals who is planned first, then the lower run. */
static void test_before(void **state)
{
    (void)state;
    /* run, asked, planned, priority; the first of each pair goes before the second. */
    static const struct dispatch_request pairs[][2] = {
        {{9, 500, 500, 1}, {1, 100, 100, 2}},
        {{9, 500, 100, 2}, {1, 100, 101, 2}},
        {{1, 500, 100, 2}, {9, 100, 100, 2}},
    };
    const uint32_t count = sizeof pairs / sizeof *pairs;
    for (uint32_t i = 0; i < count; i++) {
        assert_true(dispatch_priority.before(&pairs[i][0], &pairs[i][1]));
        assert_false(dispatch_priority.before(&pairs[i][1], &pairs[i][0]));
    }
    assert_int_equal(count, 3);
    assert_false(dispatch_priority.holds_for_planned);
    assert_string_equal(dispatch_priority.name, "priority");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
