// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/apportion.h"

static void largest_remainder_by_hand(void **state)
{
    (void)state;
    struct error err = {0};
    const double weights[] = {47000, 16000, 15900, 12000, 6000, 3100};
    uint32_t out[6];
    assert_int_equal(apportion(weights, 6, 10, out, &err), STATUS_OK);
    const uint32_t expected[] = {5, 2, 1, 1, 1, 0}; /* quotas 4.7 1.6 1.59 1.2 0.6 0.31 */
    assert_memory_equal(out, expected, sizeof expected);
}

static void ties_go_to_the_lower_index(void **state)
{
    (void)state;
    struct error err = {0};
    const double weights[] = {1, 1, 1};
    uint32_t out[3];
    assert_int_equal(apportion(weights, 3, 5, out, &err), STATUS_OK);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 2);
    assert_int_equal(out[2], 1);
}

static void no_weight_gives_all_to_the_first(void **state)
{
    (void)state;
    struct error err = {0};
    const double weights[] = {0, 0};
    uint32_t out[2];
    assert_int_equal(apportion(weights, 2, 7, out, &err), STATUS_OK);
    assert_int_equal(out[0], 7);
    assert_int_equal(out[1], 0);
}

static void matrix_keeps_both_margins(void **state)
{
    (void)state;
    struct error err = {0};
    const double values[] = {1.5, 2.5, 0.0, 0.4, 0.4, 3.2, 2.1, 0.1, 1.8};
    const uint32_t rows[] = {4, 4, 4}, columns[] = {4, 3, 5};
    struct apportion_margins margins = {3, 3, rows, columns};
    uint32_t out[9];
    assert_int_equal(apportion_matrix(values, &margins, out, &err), STATUS_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(out[3 * i] + out[3 * i + 1] + out[3 * i + 2], rows[i]);
        assert_int_equal(out[i] + out[3 + i] + out[6 + i], columns[i]);
    }
    assert_int_equal(out[2], 0);
    assert_int_equal(out[8], 2);
}

static void matrix_refuses_different_totals(void **state)
{
    (void)state;
    struct error err = {0};
    const double values[] = {1.0};
    const uint32_t row = 1, column = 2;
    struct apportion_margins margins = {1, 1, &row, &column};
    uint32_t out[1];
    assert_int_equal(apportion_matrix(values, &margins, out, &err), STATUS_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(largest_remainder_by_hand),
                                       cmocka_unit_test(ties_go_to_the_lower_index),
                                       cmocka_unit_test(no_weight_gives_all_to_the_first),
                                       cmocka_unit_test(matrix_keeps_both_margins),
                                       cmocka_unit_test(matrix_refuses_different_totals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
