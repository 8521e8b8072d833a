// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_GRAVITY_H
#define DEMAND_DEMAND_GRAVITY_H

#include "demand/demand_people.h"
#include "demand/demand_reach.h"

#include <stdbool.h>

/** Deterrence f(d) = (1 + d / scale)^-exponent, d the length of the way. */
struct demand_deterrence {
    double scale_m, exponent;
};

/** f(d) of the way between two places; within a place d is the mean length of the first band. */
double demand_deterrence_value(const struct demand_deterrence *deterrence,
                               const struct demand_reach *reach, const struct demand_rules *rules,
                               uint32_t from, uint32_t to);

/** What a gravity model distributes: the queued persons over places. */
struct demand_gravity {
    const struct demand_reach *reach;
    const struct demand_rules *rules;
    const struct demand_queue *queue;
    const double *weights; /**< [place] jobs, places of pupils ...; 0: not a destination */
    struct demand_deterrence deterrence;
    bool is_constrained; /**< whether the weights are totals to meet (Furness); else only an
                            attraction */
};

/** Gives every queued person a main place: T_ij = a_i O_i b_j D_j f(d_ij) (b = 1 when not
 * constrained). The k-th of the K persons of an origin takes the destination at (k + u) / K of the
 * origin's distribution, u the second number of its RANDOM_WORKPLACE stream: the numbers per
 * destination follow T within 1 per origin. STATUS_DATA when there is nowhere to go. */
enum status demand_gravity_assign(const struct demand_gravity *gravity, uint64_t seed,
                                  struct demand_people *people, struct error *err);

#endif
