// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_H
#define DEMAND_DEMAND_H

#include "base/fields.h"
#include "demand/demand_tables.h"
#include "kernel/team.h"
#include "network/network.h"
#include "people/population.h"

/** What a scenario may set about the demand. */
struct demand_parameters {
    double sample;        /**< share of all persons and vehicles that is simulated, (0, 1] */
    double detour_factor; /**< way / straight line for walking, cycling and the length bands */
    uint64_t seed;        /**< of the run; not set here by the author */
};

extern const struct field demand_parameter_fields[];

/** Synthesises every resident, the commuters from outside and the through traffic, with their plans
 * for the day. A pure function of its arguments: neither threads nor the order of work matter. */
enum status demand_build(const struct demand_tables *tables, const struct network *network,
                         const struct demand_parameters *parameters, struct team *team,
                         struct population *out, struct error *err);

#endif
