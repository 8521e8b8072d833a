// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/mode_split.h"

#include <math.h>
#include <string.h>

#define ROUNDS              300
#define CORRECTION_EXPONENT 0.7
#define CORRECTION_MAX      4.0
#define FACTOR_RANGE        100.0

bool mode_split_allows(enum day_class class, enum day_tour_kind kind, uint8_t mode)
{
    bool is_driver = class == DAY_RESIDENT_WITH_CAR || class == DAY_COMMUTER_WITH_CAR;
    switch (mode) {
    case MODE_WALK:
    case MODE_BIKE:
        return kind != DAY_TOUR_OUTSIDE;
    case MODE_CAR:
        return kind != DAY_TOUR_LOCAL && is_driver;
    case MODE_RIDE:
        return true;
    case MODE_PT:
        return kind != DAY_TOUR_LOCAL;
    default:
        return false;
    }
}

/* Probabilities of every class and kind from the factors of the longest band. */
static void spread(uint32_t band_count, double factors[][MODE_COUNT], int first_class,
                   mode_split out)
{
    for (int c = first_class; c < first_class + 2; c++) {
        for (int k = 0; k < DAY_TOUR_KIND_COUNT; k++) {
            for (uint32_t b = 0; b < band_count; b++) {
                double sum = 0.0, *shares = out[c][k][b];
                for (uint8_t m = 0; m < MODE_COUNT; m++) {
                    bool is_allowed =
                        mode_split_allows((enum day_class)c, (enum day_tour_kind)k, m);
                    shares[m] = is_allowed ? factors[b][m] : 0.0;
                    sum += shares[m];
                }
                for (uint8_t m = 0; m < MODE_COUNT && sum > 0.0; m++) {
                    shares[m] /= sum;
                }
                if (!(sum > 0.0)) {
                    shares[MODE_RIDE] = 1.0; /* the table leaves nothing that is possible */
                }
            }
        }
    }
}

/* Trips by their own band and mode that the probabilities give. */
static void predict(uint32_t band_count, const struct mode_tally *tally, int first_class,
                    mode_split split, double out[][MODE_COUNT])
{
    memset(out, 0, DEMAND_BANDS_MAX * sizeof *out);
    for (int c = first_class; c < first_class + 2; c++) {
        for (int k = 0; k < DAY_TOUR_KIND_COUNT; k++) {
            for (uint32_t longest = 0; longest < band_count; longest++) {
                const double *shares = split[c][k][longest];
                for (uint32_t b = 0; b <= longest; b++) {
                    const uint32_t *trips = tally->trips[c][k][longest][b];
                    for (uint8_t m = 0; m < MODE_COUNT; m++) {
                        for (int step = 0; step < DAY_STEP_COUNT; step++) {
                            uint8_t mode = day_trip_mode(m, (enum day_step)step);
                            out[b][mode] += trips[step] * shares[m];
                        }
                    }
                }
            }
        }
    }
}

/* Where most trips leave the two cities, walking and cycling keep their shares of the trips inside
 * only; the other modes share the rest as in the table. */
static void set_wanted(const struct demand_rules *rules, const struct mode_tally *tally,
                       int first_class, double wanted[][MODE_COUNT])
{
    for (uint32_t b = 0; b < rules->band_count; b++) {
        double inside = 0.0, outside = 0.0;
        for (int c = first_class; c < first_class + 2; c++) {
            for (int k = 0; k < DAY_TOUR_KIND_COUNT; k++) {
                for (uint32_t longest = b; longest < rules->band_count; longest++) {
                    for (int step = 0; step < DAY_STEP_COUNT; step++) {
                        double trips = (double)tally->trips[c][k][longest][b][step];
                        inside += k != DAY_TOUR_OUTSIDE ? trips : 0.0;
                        outside += k == DAY_TOUR_OUTSIDE ? trips : 0.0;
                    }
                }
            }
        }
        const double *share = rules->mode_share[b];
        double total = inside + outside;
        double base = outside > inside ? inside : total;
        double active = base * (share[MODE_WALK] + share[MODE_BIKE]);
        double others = share[MODE_CAR] + share[MODE_RIDE] + share[MODE_PT];
        for (uint8_t m = 0; m < MODE_COUNT; m++) {
            bool is_active = m == MODE_WALK || m == MODE_BIKE;
            wanted[b][m] = is_active      ? base * share[m]
                           : others > 0.0 ? (total - active) * share[m] / others
                                          : 0.0;
        }
    }
}

/* Corrects the factors of one band; they stay within a wide range of the table's shares, so that a
 * mode that cannot meet its share does not drive out the others. */
static void correct(const double *share, const double *wanted, const double *trips, double *factors)
{
    double log_sum = 0.0, count = 0.0;
    for (uint8_t m = 0; m < MODE_COUNT; m++) {
        if (wanted[m] > 0.0 && trips[m] > 0.0) {
            double ratio = pow(wanted[m] / trips[m], CORRECTION_EXPONENT);
            factors[m] *= fmin(fmax(ratio, 1.0 / CORRECTION_MAX), CORRECTION_MAX);
        }
        if (factors[m] > 0.0) {
            log_sum += log(factors[m] / share[m]);
            count += 1.0;
        }
    }
    double level = count > 0.0 ? exp(log_sum / count) : 1.0; /* only ratios matter */
    for (uint8_t m = 0; m < MODE_COUNT; m++) {
        double relative = share[m] > 0.0 ? factors[m] / share[m] / level : 0.0;
        factors[m] = share[m] * fmin(fmax(relative, 1.0 / FACTOR_RANGE), FACTOR_RANGE);
    }
}

void mode_split_solve(const struct demand_rules *rules, const struct mode_tally *tally,
                      mode_split out)
{
    for (int first = 0; first < DAY_CLASS_COUNT; first += 2) {
        double factors[DEMAND_BANDS_MAX][MODE_COUNT], trips[DEMAND_BANDS_MAX][MODE_COUNT];
        double wanted[DEMAND_BANDS_MAX][MODE_COUNT];
        set_wanted(rules, tally, first, wanted);
        memcpy(factors, rules->mode_share, sizeof factors);
        for (int round = 0; round < ROUNDS; round++) {
            spread(rules->band_count, factors, first, out);
            predict(rules->band_count, tally, first, out, trips);
            for (uint32_t b = 0; b < rules->band_count; b++) {
                correct(rules->mode_share[b], wanted[b], trips[b], factors[b]);
            }
        }
        spread(rules->band_count, factors, first, out);
    }
}
