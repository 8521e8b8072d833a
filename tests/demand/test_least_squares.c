// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/least_squares.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

/** Points on y = exp(a x) + b. */
static const double x[] = {0, 1, 2, 3}, slope = 0.5, height = -2;

static int residuals(const gsl_vector *unknowns, void *params, gsl_vector *out)
{
    (void)params;
    for (size_t i = 0; i < 4; i++)
        gsl_vector_set(out, i,
                       exp(gsl_vector_get(unknowns, 0) * x[i]) + gsl_vector_get(unknowns, 1) -
                           exp(slope * x[i]) - height);
    return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *unknowns, void *params, gsl_matrix *out)
{
    (void)params;
    for (size_t i = 0; i < 4; i++) {
        gsl_matrix_set(out, i, 0, x[i] * exp(gsl_vector_get(unknowns, 0) * x[i]));
        gsl_matrix_set(out, i, 1, 1);
    }
    return GSL_SUCCESS;
}

static int no_residuals(const gsl_vector *unknowns, void *params, gsl_vector *out)
{
    (void)unknowns, (void)params, (void)out;
    return GSL_EDOM;
}

static void the_unknowns_are_found(void **state)
{
    (void)state;
    struct least_squares problem = {residuals, jacobian, NULL, 4, 2, 1e-9, "the points"};
    struct error err = {0};
    double found[2];
    uint32_t iterations;
    assert_int_equal(least_squares_solve(&problem, found, &iterations, &err), STATUS_OK);
    assert_true(fabs(found[0] - slope) < 1e-6);
    assert_true(fabs(found[1] - height) < 1e-6);
    assert_true(iterations > 1);
    problem.residuals = no_residuals;
    assert_int_equal(least_squares_solve(&problem, found, NULL, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "the points were not found: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_unknowns_are_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
