// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/least_squares.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>

#define ITERATIONS_MAX  200
#define SLOPE_TOLERANCE 1e-12

enum status least_squares_solve(const struct least_squares *problem, double *out,
                                uint32_t *out_iterations, struct error *err)
{
    size_t rows = problem->row_count, unknowns = problem->unknown_count;
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_fdf system = {.f = problem->residuals,
                                       .df = problem->jacobian,
                                       .n = rows,
                                       .p = unknowns,
                                       .params = problem->params};
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_multifit_nlinear_workspace *workspace =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, rows, unknowns);
    gsl_vector *start = gsl_vector_calloc(unknowns);
    enum status status = STATUS_OK;
    if (!workspace || !start) {
        status = error_fail(err, STATUS_RESOURCE, "out of memory");
    } else {
        int info = 0;
        int code = gsl_multifit_nlinear_init(start, &system, workspace);
        if (code == GSL_SUCCESS)
            code = gsl_multifit_nlinear_driver(ITERATIONS_MAX, problem->step_tolerance,
                                               SLOPE_TOLERANCE, 0, NULL, NULL, &info, workspace);
        /* No further step makes the sum smaller: that is the least one, too. */
        if (code != GSL_SUCCESS && code != GSL_ENOPROG)
            status = error_fail(err, STATUS_DATA, "%s were not found: %s", problem->what,
                                gsl_strerror(code));
        const gsl_vector *found = gsl_multifit_nlinear_position(workspace);
        for (size_t i = 0; status == STATUS_OK && i < unknowns; i++)
            out[i] = gsl_vector_get(found, i);
        if (status == STATUS_OK && out_iterations)
            *out_iterations = (uint32_t)gsl_multifit_nlinear_niter(workspace);
    }
    gsl_vector_free(start);
    gsl_multifit_nlinear_free(workspace);
    gsl_set_error_handler(handler);
    return status;
}
