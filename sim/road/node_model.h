// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_NODE_MODEL_H
#define ROAD_NODE_MODEL_H

#include "base/error.h"

#include <stdint.h>

/** The fluid node: what a crossing lets through when vehicles are a liquid. The node of the
 * simulation works vehicle by vehicle; over a long time its flows come near these.
 *
 * The supply of each exit is shared in proportion to the capacities of the in-links that want it,
 * each split over the exits as its traffic is (oriented capacities). An in-link that is held back
 * at one exit is held back as a whole: first in, first out.
 * Source: Tampère, Corthout, Cattrysse, Immers 2011: A generic class of first order node models for
 * dynamic macroscopic simulation of traffic flows, Transportation Research Part B 45(1), 289-309,
 * section 4. */

#define NODE_ARMS_MAX 32u

/** Demand and supply at a node. All flows in one unit, such as vehicles per hour. */
struct node_demand {
    uint32_t in_count, out_count; /**< 1 to NODE_ARMS_MAX each */
    const double *turning;        /**< [in][out] flow that wants to go, >= 0; a row's sum is the
                                     sending flow of its in-link */
    const double *capacity;  /**< [in] of the in-links, > 0: their priorities, and at least what
                                they send */
    const double *receiving; /**< [out] supply of the exits, >= 0 */
};

/** Writes to `out_share` [in] which part of its sending flow each in-link may send, from 0 to 1; 1
 * for an in-link that sends nothing. STATUS_USAGE when the numbers of arms or a value are outside
 * what is said above. O(in * out * (in + out)). */
enum status node_demand_solve(const struct node_demand *demand, double *out_share,
                              struct error *err);

#endif
