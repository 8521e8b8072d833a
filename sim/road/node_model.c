// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/node_model.h"

#include <math.h>
#include <stdbool.h>

/** The state of the algorithm. An in-link is open until its flow is known, an exit until nobody
 * open wants it or its supply is given away. */
struct solver {
    const struct node_demand *demand;
    double sending[NODE_ARMS_MAX], left[NODE_ARMS_MAX]; /**< [in]; [out] supply */
    bool is_open_in[NODE_ARMS_MAX], is_open_out[NODE_ARMS_MAX];
    double *share;
};

static double turning(const struct node_demand *demand, uint32_t in, uint32_t out)
{
    return demand->turning[in * demand->out_count + out];
}

/** Whether the in-link competes for the exit. */
static bool wants(const struct solver *solver, uint32_t in, uint32_t out)
{
    return solver->is_open_in[in] && turning(solver->demand, in, out) > 0;
}

/** Capacity of the in-link, the part that its traffic turns to the exit. */
static double oriented_capacity(const struct solver *solver, uint32_t in, uint32_t out)
{
    return solver->demand->capacity[in] * turning(solver->demand, in, out) / solver->sending[in];
}

/** Supply left per oriented capacity that wants it; infinite when nobody does. */
static double exit_level(const struct solver *solver, uint32_t out)
{
    double wanted = 0;
    for (uint32_t in = 0; in < solver->demand->in_count; in++)
        if (wants(solver, in, out))
            wanted += oriented_capacity(solver, in, out);
    return wanted > 0 ? fmax(solver->left[out], 0) / wanted : INFINITY;
}

/** Decides an in-link: its flow is taken from all exits. */
static void close_in(struct solver *solver, uint32_t in, double share)
{
    solver->share[in] = share;
    solver->is_open_in[in] = false;
    for (uint32_t out = 0; out < solver->demand->out_count; out++)
        solver->left[out] -= share * turning(solver->demand, in, out);
}

/** Serves the in-links that want the most restrictive exit. Those that send less than their part of
 * it are decided by their demand, and what they leave is shared anew; when there is none, the exit
 * decides all of them. */
static void serve(struct solver *solver, uint32_t out, double level)
{
    const struct node_demand *demand = solver->demand;
    bool is_demand_bound = false, wanting[NODE_ARMS_MAX];
    for (uint32_t in = 0; in < demand->in_count; in++) {
        wanting[in] = wants(solver, in, out);
        is_demand_bound |= wanting[in] && solver->sending[in] <= level * demand->capacity[in];
    }
    for (uint32_t in = 0; in < demand->in_count; in++) {
        double granted = level * demand->capacity[in];
        if (!wanting[in])
            continue;
        if (!is_demand_bound)
            close_in(solver, in, granted / solver->sending[in]);
        else if (solver->sending[in] <= granted)
            close_in(solver, in, 1);
    }
    if (!is_demand_bound)
        solver->is_open_out[out] = false;
}

static enum status demand_check(const struct node_demand *demand, struct error *err)
{
    if (demand->in_count < 1 || demand->in_count > NODE_ARMS_MAX || demand->out_count < 1 ||
        demand->out_count > NODE_ARMS_MAX)
        return error_fail(err, STATUS_USAGE, "a node of %u in-links and %u exits: 1 to %u of each",
                          demand->in_count, demand->out_count, NODE_ARMS_MAX);
    for (uint32_t in = 0; in < demand->in_count; in++) {
        if (!(demand->capacity[in] > 0) || !isfinite(demand->capacity[in]))
            return error_fail(err, STATUS_USAGE, "capacity of in-link %u is %g, must be above 0",
                              in, demand->capacity[in]);
        for (uint32_t out = 0; out < demand->out_count; out++)
            if (!(turning(demand, in, out) >= 0) || !isfinite(turning(demand, in, out)))
                return error_fail(err, STATUS_USAGE,
                                  "flow from in-link %u to exit %u is %g, must be 0 or more", in,
                                  out, turning(demand, in, out));
    }
    for (uint32_t out = 0; out < demand->out_count; out++)
        if (!(demand->receiving[out] >= 0) || !isfinite(demand->receiving[out]))
            return error_fail(err, STATUS_USAGE, "supply of exit %u is %g, must be 0 or more", out,
                              demand->receiving[out]);
    return STATUS_OK;
}

enum status node_demand_solve(const struct node_demand *demand, double *out_share,
                              struct error *err)
{
    struct solver solver = {.demand = demand, .share = out_share};
    enum status status = demand_check(demand, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t in = 0; in < demand->in_count; in++) {
        for (uint32_t out = 0; out < demand->out_count; out++)
            solver.sending[in] += turning(demand, in, out);
        solver.is_open_in[in] = solver.sending[in] > 0;
        out_share[in] = 1;
    }
    for (uint32_t out = 0; out < demand->out_count; out++) {
        solver.left[out] = demand->receiving[out];
        solver.is_open_out[out] = true;
    }
    for (;;) {
        uint32_t tightest = NODE_ARMS_MAX;
        double level = INFINITY;
        for (uint32_t out = 0; out < demand->out_count; out++)
            if (solver.is_open_out[out] && exit_level(&solver, out) < level) {
                tightest = out;
                level = exit_level(&solver, out);
            }
        if (tightest == NODE_ARMS_MAX)
            return STATUS_OK;
        serve(&solver, tightest, level);
    }
}
