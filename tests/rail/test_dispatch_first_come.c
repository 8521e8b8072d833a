// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/dispatch_policy.h"

/** Who asked first goes first, whatever else; then the lower run. */
static void test_before(void **state)
{
    (void)state;
    /* run, asked, planned, priority; the first of each pair goes before the second. */
    static const struct dispatch_request pairs[][2] = {
        {{9, 100, 500, 9}, {1, 101, 100, 1}},
        {{9, 0, 100, 9}, {1, 4000000000u, 0, 1}},
        {{1, 100, 500, 9}, {9, 100, 100, 1}},
    };
    const uint32_t count = sizeof pairs / sizeof *pairs;
    for (uint32_t i = 0; i < count; i++) {
        assert_true(dispatch_first_come.before(&pairs[i][0], &pairs[i][1]));
        assert_false(dispatch_first_come.before(&pairs[i][1], &pairs[i][0]));
    }
    assert_int_equal(count, 3);
    assert_false(dispatch_first_come.holds_for_planned);
    assert_string_equal(dispatch_first_come.name, "first_come");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
