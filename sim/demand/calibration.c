// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/calibration.h"

#include "base/memory.h"
#include "demand/choice_taste.h"
#include "demand/least_squares.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#define BLOCK_TOURS    1024u
#define STEP_TOLERANCE 1e-8
#define NOTHING        UINT8_MAX

struct calibration {
    const struct calibration_input *input;
    struct team *team;
    uint32_t block_count;
    uint32_t *block_trip; /**< [block_count] first trip of each block */
    double *block_trips;  /**< [block_count x share_count] */
    double *block_slopes; /**< [block_count x share_count x share_count] */
    double band_trips[DEMAND_BANDS_MAX];
    uint8_t share_of[DEMAND_BANDS_MAX][MODE_COUNT]; /**< share whose set has the mode, or NOTHING */
    bool is_base[CALIBRATION_SHARES_MAX];           /**< does not move */
    const double *move_eur;                         /**< [share_count] of the present evaluation */
    bool has_slopes;
};

/** The cost of a tour with the moves, by mode. */
static void tour_shares(const struct calibration *fit, const struct calibration_tour *tour,
                        const struct calibration_trip *trips, double out[MODE_COUNT])
{
    double cost_eur[MODE_COUNT];
    for (uint32_t m = 0; m < MODE_COUNT; m++) {
        cost_eur[m] = tour->cost_eur[m];
        for (uint32_t t = 0; tour->is_possible[m] && t < tour->trip_count; t++) {
            uint8_t share = fit->share_of[trips[t].band][trips[t].mode[m]];
            cost_eur[m] += share == NOTHING ? 0.0 : fit->move_eur[share];
        }
    }
    choice_taste_shares(fit->input->parameters, tour->is_possible, cost_eur, out);
}

/** Adds what the trips of a tour tell when the probabilities of its modes change by `change`. */
static void add_trips(const struct calibration *fit, const struct calibration_tour *tour,
                      const struct calibration_trip *trips, const double change[MODE_COUNT],
                      double *sums, size_t stride)
{
    for (uint32_t t = 0; t < tour->trip_count; t++)
        for (uint32_t m = 0; m < MODE_COUNT; m++) {
            uint8_t share =
                tour->is_possible[m] ? fit->share_of[trips[t].band][trips[t].mode[m]] : NOTHING;
            if (share != NOTHING)
                sums[share * stride] += change[m];
        }
}

static void add_slopes(const struct calibration *fit, const struct calibration_tour *tour,
                       const struct calibration_trip *trips, const double shares[MODE_COUNT],
                       double *slopes)
{
    double by_cost[MODE_COUNT][MODE_COUNT], change[MODE_COUNT];
    choice_taste_slopes(fit->input->parameters, shares, by_cost);
    for (uint32_t t = 0; t < tour->trip_count; t++)
        for (uint32_t j = 0; j < MODE_COUNT; j++) {
            uint8_t move =
                tour->is_possible[j] ? fit->share_of[trips[t].band][trips[t].mode[j]] : NOTHING;
            if (move == NOTHING || fit->is_base[move])
                continue;
            for (uint32_t m = 0; m < MODE_COUNT; m++)
                change[m] = by_cost[m][j];
            add_trips(fit, tour, trips, change, slopes + move, fit->input->share_count);
        }
}

static void sum_block(void *context, uint32_t block, uint32_t worker)
{
    (void)worker;
    struct calibration *fit = context;
    const struct calibration_input *input = fit->input;
    uint32_t count = input->share_count, end = (block + 1) * BLOCK_TOURS;
    const struct calibration_trip *trips = input->trips + fit->block_trip[block];
    double *sums = fit->block_trips + (size_t)block * count;
    double *slopes = fit->block_slopes + (size_t)block * count * count;
    for (uint32_t i = 0; i < count; i++)
        sums[i] = 0;
    for (uint32_t i = 0; i < count * count; i++)
        slopes[i] = 0;
    end = end < input->tour_count ? end : input->tour_count;
    for (uint32_t i = block * BLOCK_TOURS; i < end; i++) {
        const struct calibration_tour *tour = &input->tours[i];
        double shares[MODE_COUNT];
        tour_shares(fit, tour, trips, shares);
        add_trips(fit, tour, trips, shares, sums, 1);
        if (fit->has_slopes)
            add_slopes(fit, tour, trips, shares, slopes);
        trips += tour->trip_count;
    }
}

/** Predicted shares, and their slopes [share][move] unless NULL. */
static void predict(struct calibration *fit, const double *move_eur, double *shares, double *slopes)
{
    const struct calibration_input *input = fit->input;
    uint32_t count = input->share_count;
    fit->move_eur = move_eur;
    fit->has_slopes = slopes != NULL;
    team_run(fit->team, fit->block_count, sum_block, fit);
    for (uint32_t i = 0; i < count; i++) {
        double trips = fit->band_trips[input->shares[i].band], sum = 0;
        for (uint32_t b = 0; b < fit->block_count; b++)
            sum += fit->block_trips[(size_t)b * count + i];
        shares[i] = sum / trips;
        for (uint32_t j = 0; slopes && j < count; j++) {
            double slope = 0;
            for (uint32_t b = 0; b < fit->block_count; b++)
                slope += fit->block_slopes[((size_t)b * count + i) * count + j];
            slopes[i * count + j] = slope / trips;
        }
    }
}

/* What is made least: first the shares missed, then the moves times the root of the ridge. */

static int residuals(const gsl_vector *moves, void *params, gsl_vector *out)
{
    struct calibration *fit = params;
    uint32_t count = fit->input->share_count;
    double shares[CALIBRATION_SHARES_MAX];
    predict(fit, moves->data, shares, NULL);
    for (uint32_t i = 0; i < count; i++) {
        gsl_vector_set(out, i, shares[i] - fit->input->shares[i].share);
        gsl_vector_set(out, count + i, sqrt(fit->input->ridge) * gsl_vector_get(moves, i));
    }
    return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *moves, void *params, gsl_matrix *out)
{
    struct calibration *fit = params;
    uint32_t count = fit->input->share_count;
    double shares[CALIBRATION_SHARES_MAX];
    double slopes[CALIBRATION_SHARES_MAX * CALIBRATION_SHARES_MAX];
    predict(fit, moves->data, shares, slopes);
    gsl_matrix_set_zero(out);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < count; j++)
            gsl_matrix_set(out, i, j, slopes[i * count + j]);
        gsl_matrix_set(out, count + i, i, sqrt(fit->input->ridge));
    }
    return GSL_SUCCESS;
}

static enum status check_shares(struct calibration *fit, struct error *err)
{
    const struct calibration_input *input = fit->input;
    if (input->tour_count == 0 || input->share_count == 0)
        return error_fail(err, STATUS_DATA,
                          "%u tours and %u observed shares: nothing can be fitted",
                          input->tour_count, input->share_count);
    for (uint32_t i = 0; i < input->share_count; i++) {
        const struct calibration_share *share = &input->shares[i];
        if (!(share->share >= 0 && share->share <= 1))
            return error_fail(err, STATUS_DATA, "the observed share %g in band %u must be 0 to 1",
                              share->share, share->band);
        fit->is_base[i] = share->modes >> MODE_WALK & 1u;
        for (uint32_t m = 0; m < MODE_COUNT; m++) {
            if (!(share->modes >> m & 1u))
                continue;
            if (fit->share_of[share->band][m] != NOTHING)
                return error_fail(err, STATUS_DATA, "%s stands in two observed shares of band %u",
                                  mode_names[m], share->band);
            fit->share_of[share->band][m] = (uint8_t)i;
        }
    }
    return STATUS_OK;
}

/** A share above 0 of which no tour has a trip would pull its constant away for ever. */
static enum status check_choices(const struct calibration *fit, const double *shares,
                                 struct error *err)
{
    for (uint32_t i = 0; i < fit->input->share_count; i++) {
        const struct calibration_share *share = &fit->input->shares[i];
        if (!(fit->band_trips[share->band] > 0))
            return error_fail(err, STATUS_DATA, "no trip of the tours lies in length band %u",
                              share->band);
        if (share->share > 0 && !(shares[i] > 0))
            return error_fail(err, STATUS_DATA,
                              "%.1f %% were observed in length band %u for modes by which no tour "
                              "can be made there",
                              100 * share->share, share->band);
    }
    return STATUS_OK;
}

static enum status fit_init(struct calibration *fit, struct error *err)
{
    const struct calibration_input *input = fit->input;
    size_t count = input->share_count;
    for (uint32_t b = 0; b < DEMAND_BANDS_MAX; b++)
        for (uint32_t m = 0; m < MODE_COUNT; m++)
            fit->share_of[b][m] = NOTHING;
    enum status status = check_shares(fit, err);
    if (status != STATUS_OK)
        return status;
    fit->block_count = (input->tour_count + BLOCK_TOURS - 1) / BLOCK_TOURS;
    fit->block_trip = mem_alloc(fit->block_count, sizeof *fit->block_trip, err);
    fit->block_trips = mem_alloc(fit->block_count * count, sizeof *fit->block_trips, err);
    fit->block_slopes = mem_alloc(fit->block_count * count * count, sizeof *fit->block_slopes, err);
    if (!fit->block_trip || !fit->block_trips || !fit->block_slopes)
        return STATUS_RESOURCE;
    uint32_t trip = 0;
    for (uint32_t i = 0; i < input->tour_count; i++) {
        if (i % BLOCK_TOURS == 0)
            fit->block_trip[i / BLOCK_TOURS] = trip;
        for (uint32_t t = 0; t < input->tours[i].trip_count; t++)
            fit->band_trips[input->trips[trip++].band]++;
    }
    return STATUS_OK;
}

static double worst(const struct calibration_input *input, const double *shares)
{
    double most = 0;
    for (uint32_t i = 0; i < input->share_count; i++)
        most = fmax(most, fabs(shares[i] - input->shares[i].share));
    return most;
}

static enum status minimise(struct calibration *fit, struct calibration_fit *out, struct error *err)
{
    size_t count = fit->input->share_count;
    const struct least_squares problem = {
        residuals, jacobian, fit, 2 * count, count, STEP_TOLERANCE, "the mode constants"};
    return least_squares_solve(&problem, out->move_eur, &out->iterations, err);
}

enum status calibration_fit(const struct calibration_input *input, struct team *team,
                            struct calibration_fit *out, struct error *err)
{
    struct calibration fit = {.input = input, .team = team};
    struct calibration_fit found = {0};
    enum status status = fit_init(&fit, err);
    if (status == STATUS_OK) {
        predict(&fit, found.move_eur, found.before, NULL);
        status = check_choices(&fit, found.before, err);
    }
    if (status == STATUS_OK)
        status = minimise(&fit, &found, err);
    if (status == STATUS_OK) {
        predict(&fit, found.move_eur, found.after, NULL);
        found.worst_before = worst(input, found.before);
        found.worst_after = worst(input, found.after);
        *out = found;
    }
    mem_free(fit.block_trip);
    mem_free(fit.block_trips);
    mem_free(fit.block_slopes);
    return status;
}
