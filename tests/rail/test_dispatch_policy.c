// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/dispatch_policy.h"

/** Names and policies stand in the same order, and there are no more of one than of the other. */
static void test_names(void **state)
{
    (void)state;
    int count = 0;
    for (; dispatch_policy_names[count] != NULL; count++)
        assert_string_equal(dispatch_policy_get(count)->name, dispatch_policy_names[count]);
    assert_int_equal(count, 3);
}

static void take_digits(uint32_t number, struct dispatch_request *out)
{
    out->run = number % 3;
    out->asked_ms = number / 3 % 3;
    out->planned_ms = number / 9 % 3;
    out->priority = number / 27 % 3;
}

/** Every policy orders all requests of different runs in one way: exactly one of two goes first,
 * and who goes before one that goes before a third goes before the third, too. */
static void test_order(void **state)
{
    (void)state;
    uint32_t pairs = 0;
    for (int i = 0; dispatch_policy_names[i] != NULL; i++) {
        const struct dispatch_policy *policy = dispatch_policy_get(i);
        for (uint32_t x = 0; x < 81; x++)
            for (uint32_t y = 0; y < 81; y++) {
                struct dispatch_request a, b, c;
                take_digits(x, &a);
                take_digits(y, &b);
                if (a.run == b.run)
                    continue;
                pairs++;
                assert_int_equal(policy->before(&a, &b) + policy->before(&b, &a), 1);
                for (uint32_t z = 0; z < 81; z++) {
                    take_digits(z, &c);
                    if (c.run != a.run && c.run != b.run && policy->before(&a, &b) &&
                        policy->before(&b, &c))
                        assert_true(policy->before(&a, &c));
                }
            }
    }
    assert_int_equal(pairs, 3 * 81 * 54);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
