// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/exact_cases.h"

#include "road/node_model.h"

#include <stdio.h>

#define ARMS          4u
#define QUANTITY_SIZE 96

static enum status run_fluid_node(struct report *report, uint32_t threads, struct error *err)
{
    static const double capacity[ARMS] = {1000, 2000, 1000, 2000};
    static const double turning[ARMS * ARMS] = {0,   50,  150, 300, 100, 0,   300, 1600,
                                                100, 100, 0,   600, 100, 800, 800, 0};
    static const double expected[ARMS] = {1, 0.68483412, 1, 0.80568720};
    double share[ARMS];
    (void)threads;
    struct node_demand demand = {ARMS, ARMS, turning, capacity, capacity};
    enum status status = node_demand_solve(&demand, share, err);
    for (uint32_t i = 0; status == STATUS_OK && i < ARMS; i++) {
        char quantity[QUANTITY_SIZE];
        snprintf(quantity, sizeof quantity, "accepted share of in-link %u", i + 1);
        report_add(report, &(struct finding){.quantity = quantity,
                                             .unit = "1",
                                             .expected = expected[i],
                                             .found = share[i],
                                             .tolerance = 5e-9,
                                             .why = "half of the last published digit"});
    }
    return status;
}

const struct builtin_case exact_cases[] = {
    {"node-fluid", "The fluid node: oriented capacities, first in, first out",
     "Tampere, Corthout, Cattrysse, Immers 2011", run_fluid_node},
    {0},
};
