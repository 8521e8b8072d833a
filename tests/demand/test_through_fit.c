// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/through_fit.h"

#include <math.h>
#include <string.h>

/** Three flows past three counters: with hardly any weight the counts are met exactly. */
static void counts_are_met(void **state)
{
    (void)state;
    static const double prior[] = {100, 200, 300}, fixed[] = {1000, 1000, 1000};
    static const double share[] = {1, 1, 0, 0, 1, 1, 1, 0, 0.5};
    double found[3];
    struct error err = {0};
    const double possible[] = {150, 300, 400};
    double sums[3];
    for (int i = 0; i < 3; i++) {
        sums[i] = fixed[i];
        for (int j = 0; j < 3; j++)
            sums[i] += share[3 * i + j] * possible[j];
    }
    const struct through_fit_input input = {3, 3, prior, sums, fixed, share, 1e-9};
    assert_int_equal(through_fit(&input, found, &err), STATUS_OK);
    for (int j = 0; j < 3; j++)
        assert_true(fabs(found[j] - possible[j]) < 1e-3);
}

/** One flow past one counter: the derivative of the sum is 0 where it is least. */
static void the_weight_holds_the_flow_back(void **state)
{
    (void)state;
    static const double prior = 1000, counted = 2000, fixed = 500, share = 1;
    const struct through_fit_input input = {1, 1, &prior, &counted, &fixed, &share, 10};
    double found;
    struct error err = {0};
    assert_int_equal(through_fit(&input, &found, &err), STATUS_OK);
    assert_true(found > 1000 && found < 1500);
    double slope = (500 + found - 2000) / (24 * 2000) * found + 10 * log(found / 1000);
    assert_true(fabs(slope) < 1e-4);
}

/** Too much other traffic: the flow goes down, never below 0; what is 0 stays 0. */
static void flows_are_never_negative(void **state)
{
    (void)state;
    static const double prior[] = {500, 0}, counted = 1000, fixed = 5000;
    static const double share[] = {1, 1};
    const struct through_fit_input input = {2, 1, prior, &counted, &fixed, share, 0.1};
    double found[2];
    struct error err = {0};
    assert_int_equal(through_fit(&input, found, &err), STATUS_OK);
    assert_true(found[0] > 0 && found[0] < 50);
    assert_true(fabs(found[1]) < 1e-300);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    static const double prior = 10, counted = 0, fixed = 0, share = 0, some = 5;
    double found;
    struct error none = {0}, zero = {0}, apart = {0};
    struct through_fit_input input = {0, 1, &prior, &counted, &fixed, &share, 1};
    assert_int_equal(through_fit(&input, &found, &none), STATUS_DATA);
    assert_non_null(strstr(none.text, "0 flows and 1 counts: nothing can be fitted"));
    input.flow_count = 1;
    assert_int_equal(through_fit(&input, &found, &zero), STATUS_DATA);
    assert_non_null(strstr(zero.text, "count 0 is 0, must be above 0"));
    input.counted = &some;
    assert_int_equal(through_fit(&input, &found, &apart), STATUS_DATA);
    assert_non_null(strstr(apart.text, "none of the 1 flows passes one of the 1 counters"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_met), cmocka_unit_test(the_weight_holds_the_flow_back),
        cmocka_unit_test(flows_are_never_negative), cmocka_unit_test(mistakes_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
