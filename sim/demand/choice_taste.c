// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_taste.h"

#include "kernel/random.h"

#include <math.h>

#define PI 3.14159265358979323846

enum nest { NEST_WALK, NEST_BIKE, NEST_CAR, NEST_PT, NEST_COUNT };

/* Park and ride is public transport in the city and needs a car at home: who dislikes trains
 * dislikes it, so it is in their nest. */
static const uint8_t nest_of_mode[MODE_COUNT] = {
    [MODE_WALK] = NEST_WALK,    [MODE_BIKE] = NEST_BIKE,   [MODE_CAR] = NEST_CAR,
    [MODE_RIDE] = NEST_CAR,     [MODE_PT] = NEST_PT,       [MODE_PARK_RIDE] = NEST_PT,
    [MODE_BIKE_RIDE] = NEST_PT, [MODE_TRUCK] = NEST_COUNT, [MODE_SHUTTLE] = NEST_PT,
};

static double nest_parameter(const struct choice_parameters *parameters, uint32_t nest)
{
    return nest == NEST_CAR ? parameters->nest_car : nest == NEST_PT ? parameters->nest_pt : 1.0;
}

/** In (0, 1): neither end, whose logarithms are infinite. */
static double unit_inside(struct random_stream *stream)
{
    return (random_bits(stream) + 0.5) / 4294967296.0;
}

/** Logarithm of a positive stable number of index `l`. */
static double log_stable(struct random_stream *stream, double l)
{
    double u = PI * unit_inside(stream);
    double w = -log(unit_inside(stream));
    if (l >= 1.0)
        return 0.0;
    return log(sin(l * u)) - log(sin(u)) / l + (1.0 - l) / l * (log(sin((1.0 - l) * u)) - log(w));
}

void choice_taste_draw(const struct choice_parameters *parameters, uint64_t seed, uint32_t person,
                       uint32_t tour, double out_eur[MODE_COUNT])
{
    struct random_stream stream;
    double shared[NEST_COUNT] = {0.0};
    random_stream_init(&stream, seed, person, RANDOM_TASTE);
    stream.counter[1] = tour;
    shared[NEST_CAR] = log_stable(&stream, parameters->nest_car);
    shared[NEST_PT] = log_stable(&stream, parameters->nest_pt);
    for (uint32_t m = 0; m < MODE_COUNT; m++) {
        uint32_t nest = nest_of_mode[m];
        out_eur[m] = 0.0;
        if (nest == NEST_COUNT)
            continue;
        double gumbel = -log(-log(unit_inside(&stream)));
        out_eur[m] =
            parameters->spread_eur * nest_parameter(parameters, nest) * (gumbel + shared[nest]);
    }
}

void choice_taste_shares(const struct choice_parameters *parameters,
                         const bool is_possible[MODE_COUNT], const double cost_eur[MODE_COUNT],
                         double out[MODE_COUNT])
{
    double least_eur = INFINITY, sum = 0.0;
    double inside[NEST_COUNT] = {0.0}, nest_share[NEST_COUNT] = {0.0};
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        if (is_possible[m] && nest_of_mode[m] != NEST_COUNT)
            least_eur = fmin(least_eur, cost_eur[m]);
    for (uint32_t m = 0; m < MODE_COUNT; m++) {
        uint32_t nest = nest_of_mode[m];
        out[m] = 0.0;
        if (!is_possible[m] || nest == NEST_COUNT)
            continue;
        out[m] = exp((least_eur - cost_eur[m]) / parameters->spread_eur /
                     nest_parameter(parameters, nest));
        inside[nest] += out[m];
    }
    for (uint32_t n = 0; n < NEST_COUNT; n++) {
        nest_share[n] = inside[n] > 0.0 ? pow(inside[n], nest_parameter(parameters, n)) : 0.0;
        sum += nest_share[n];
    }
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        if (out[m] > 0.0)
            out[m] *= nest_share[nest_of_mode[m]] / inside[nest_of_mode[m]] / sum;
}

void choice_taste_slopes(const struct choice_parameters *parameters,
                         const double shares[MODE_COUNT], double out[MODE_COUNT][MODE_COUNT])
{
    double nest_share[NEST_COUNT + 1] = {0.0};
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        nest_share[nest_of_mode[m]] += shares[m];
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        for (uint32_t j = 0; j < MODE_COUNT; j++) {
            uint32_t nest = nest_of_mode[m];
            out[m][j] = 0.0;
            if (!(shares[m] > 0.0 && shares[j] > 0.0))
                continue;
            double l = nest_parameter(parameters, nest);
            double slope = (m == j ? 1.0 / l : 0.0) - shares[j];
            if (nest_of_mode[j] == nest)
                slope -= (1.0 - l) / l * shares[j] / nest_share[nest];
            out[m][j] = -shares[m] * slope / parameters->spread_eur;
        }
}
