// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/through_fit.h"

#include "demand/least_squares.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#define HOURS_PER_DAY  24.0
#define STEP_TOLERANCE 1e-9

static double flow(const struct through_fit_input *input, const gsl_vector *u, uint32_t j)
{
    return input->prior_per_day[j] * exp(gsl_vector_get(u, j));
}

/** What a vehicle more at a counter adds to its residual. */
static double per_vehicle(const struct through_fit_input *input, uint32_t i)
{
    return 1.0 / sqrt(HOURS_PER_DAY * input->counted[i]);
}

static int residuals(const gsl_vector *u, void *params, gsl_vector *out)
{
    const struct through_fit_input *input = params;
    for (uint32_t i = 0; i < input->count_count; i++) {
        double sum = input->fixed[i] - input->counted[i];
        for (uint32_t j = 0; j < input->flow_count; j++)
            sum += input->share[i * input->flow_count + j] * flow(input, u, j);
        gsl_vector_set(out, i, sum * per_vehicle(input, i));
    }
    for (uint32_t j = 0; j < input->flow_count; j++)
        gsl_vector_set(out, input->count_count + j, sqrt(input->weight) * gsl_vector_get(u, j));
    return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *u, void *params, gsl_matrix *out)
{
    const struct through_fit_input *input = params;
    gsl_matrix_set_zero(out);
    for (uint32_t j = 0; j < input->flow_count; j++) {
        for (uint32_t i = 0; i < input->count_count; i++)
            gsl_matrix_set(out, i, j,
                           input->share[i * input->flow_count + j] * flow(input, u, j) *
                               per_vehicle(input, i));
        gsl_matrix_set(out, input->count_count + j, j, sqrt(input->weight));
    }
    return GSL_SUCCESS;
}

static enum status check(const struct through_fit_input *input, struct error *err)
{
    double passing = 0;
    if (input->flow_count == 0 || input->count_count == 0)
        return error_fail(err, STATUS_DATA, "%u flows and %u counts: nothing can be fitted",
                          input->flow_count, input->count_count);
    for (uint32_t i = 0; i < input->count_count; i++) {
        if (!(input->counted[i] > 0))
            return error_fail(err, STATUS_DATA, "count %u is %g, must be above 0", i,
                              input->counted[i]);
        for (uint32_t j = 0; j < input->flow_count; j++)
            passing += input->share[i * input->flow_count + j] * input->prior_per_day[j];
    }
    if (!(passing > 0))
        return error_fail(err, STATUS_DATA, "none of the %u flows passes one of the %u counters",
                          input->flow_count, input->count_count);
    return STATUS_OK;
}

enum status through_fit(const struct through_fit_input *input, double *out_per_day,
                        struct error *err)
{
    enum status status = check(input, err);
    if (status != STATUS_OK)
        return status;
    struct through_fit_input copy = *input;
    size_t flows = input->flow_count, rows = input->count_count + flows;
    const struct least_squares problem = {residuals, jacobian,       &copy,      rows,
                                          flows,     STEP_TOLERANCE, "the flows"};
    status = least_squares_solve(&problem, out_per_day, NULL, err);
    if (status != STATUS_OK)
        return status;
    gsl_vector_const_view found = gsl_vector_const_view_array(out_per_day, flows);
    for (uint32_t j = 0; j < input->flow_count; j++)
        out_per_day[j] = flow(input, &found.vector, j);
    return STATUS_OK;
}
