// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/furness.h"

#include <math.h>

static void balances_a_matrix_known_in_closed_form(void **state)
{
    (void)state;
    struct error err = {0};
    /* Odds ratio 4 is kept by balancing: x / (10 - x) squared = 4 for equal margins, so x = 20 / 3.
     */
    double cells[] = {4, 1, 1, 1};
    const double sums[] = {10, 10};
    struct furness matrix = {2, 2, cells, sums, sums};
    double error = 1.0;
    assert_int_equal(furness_balance(&matrix, 1e-9, &error, &err), STATUS_OK);
    assert_true(error <= 1e-9);
    assert_true(fabs(cells[0] - 20.0 / 3.0) < 1e-6);
    assert_true(fabs(cells[1] - 10.0 / 3.0) < 1e-6);
}

static void scales_the_columns_to_the_rows(void **state)
{
    (void)state;
    struct error err = {0};
    double cells[] = {1, 1, 1, 1};
    const double rows[] = {30, 10}, columns[] = {1, 3};
    struct furness matrix = {2, 2, cells, rows, columns};
    assert_int_equal(furness_balance(&matrix, 1e-9, NULL, &err), STATUS_OK);
    assert_true(fabs(cells[0] - 7.5) < 1e-9);
    assert_true(fabs(cells[1] - 22.5) < 1e-9);
    assert_true(fabs(cells[2] - 2.5) < 1e-9);
}

static void refuses_a_row_without_destination(void **state)
{
    (void)state;
    struct error err = {0};
    double cells[] = {0, 1, 1, 1};
    const double rows[] = {5, 5}, columns[] = {10, 0};
    struct furness matrix = {2, 2, cells, rows, columns};
    assert_int_equal(furness_balance(&matrix, 1e-9, NULL, &err), STATUS_DATA);
    assert_int_equal(err.finding_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(balances_a_matrix_known_in_closed_form),
                                       cmocka_unit_test(scales_the_columns_to_the_rows),
                                       cmocka_unit_test(refuses_a_row_without_destination)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
