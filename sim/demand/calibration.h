// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CALIBRATION_H
#define DEMAND_CALIBRATION_H

#include "demand/choice_parameters.h"
#include "demand/demand_rules.h"
#include "kernel/team.h"

#include <stdint.h>

/** Finds the mode constants with which the choice model gives observed shares of modes by length
 * band, at fixed levels of service. Maximum likelihood of a logit with a full set of constants
 * reproduces aggregate shares (Train 2009, 2.8); here the shares alone are given, so the squares of
 * their differences are made least (Levenberg-Marquardt; GSL). */

/** A trip of a tour: by which mode it is made when the tour is made by each mode. */
struct calibration_trip {
    uint8_t band;
    uint8_t mode[MODE_COUNT]; /**< [mode of the tour] enum mode */
};

/** A tour whose mode is chosen; its trips follow those of the tour before it. */
struct calibration_tour {
    uint32_t trip_count;
    bool is_possible[MODE_COUNT];
    double cost_eur[MODE_COUNT]; /**< with the present constants, without tastes */
};

/** An observed share: of the trips in a band that are made by some modes. */
struct calibration_share {
    uint8_t band;
    uint32_t modes; /**< bit per enum mode */
    double share;
};

struct calibration_input {
    const struct choice_parameters *parameters;
    const struct calibration_tour *tours;   /**< [tour_count] */
    const struct calibration_trip *trips;   /**< of all tours in their order */
    const struct calibration_share *shares; /**< [share_count] */
    uint32_t tour_count, share_count;
    double ridge; /**< weight of (EUR moved)^2 beside (share missed)^2; > 0 */
};

#define CALIBRATION_SHARES_MAX (DEMAND_BANDS_MAX * MODE_COUNT)

/** What was found. The constants of all modes of a share's set in its band move by `move_eur`; walk
 * is what the others are measured by and does not move. */
struct calibration_fit {
    double move_eur[CALIBRATION_SHARES_MAX];                              /**< [share_count] */
    double before[CALIBRATION_SHARES_MAX], after[CALIBRATION_SHARES_MAX]; /**< predicted shares */
    double worst_before, worst_after; /**< greatest |predicted - observed| */
    uint32_t iterations;
};

/** The same for any number of threads: sums are made in the order of the tours, in blocks of fixed
 * size. STATUS_DATA when there is no tour, a share is outside 0 to 1, a mode stands in two shares
 * of a band, or no tour has a choice for a share above 0. O(iterations * tours * trips^2). */
enum status calibration_fit(const struct calibration_input *input, struct team *team,
                            struct calibration_fit *out, struct error *err);

#endif
