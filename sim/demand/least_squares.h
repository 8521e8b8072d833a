// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_LEAST_SQUARES_H
#define DEMAND_LEAST_SQUARES_H

#include "base/error.h"

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>
#include <stdint.h>

/** Unknowns with the least sum of squares. The functions are those of gsl_multifit_nlinear. */
struct least_squares {
    int (*residuals)(const gsl_vector *unknowns, void *params, gsl_vector *out);
    int (*jacobian)(const gsl_vector *unknowns, void *params, gsl_matrix *out);
    void *params;
    size_t row_count, unknown_count; /**< as many rows as unknowns at least */
    double step_tolerance;           /**< relative step of an unknown that ends the search */
    const char *what;                /**< for messages: "the flows" */
};

/** Starts with all unknowns 0; `out` [unknown_count], `*out_iterations` may be NULL. STATUS_DATA
 * when nothing is found, STATUS_RESOURCE. O(iterations * (rows * unknowns^2 + both functions)).
 * Levenberg-Marquardt with a trust region (GSL). */
enum status least_squares_solve(const struct least_squares *problem, double *out,
                                uint32_t *out_iterations, struct error *err);

#endif
