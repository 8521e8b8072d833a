// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/exact_cases.h"

#include "rail/running_time.h"
#include "road/node_model.h"

#include <stdio.h>

#define ARMS          4u
#define QUANTITY_SIZE 96
#define KMH_TO_MPS    (1 / 3.6)

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

static enum status run_running_time(struct report *report, uint32_t threads, struct error *err)
{
    static const struct {
        double speed_kmh, rate_mps2, time_s;
    } runs[] = {{160, 0.5, 313.889}, {120, 0.7, 347.619}};
    (void)threads;
    for (uint32_t i = 0; i < 2; i++) {
        double time_s;
        char quantity[QUANTITY_SIZE];
        struct track_section section = {10000, runs[i].speed_kmh * KMH_TO_MPS};
        struct train_motion train = {runs[i].rate_mps2, runs[i].rate_mps2, section.speed_mps, NULL};
        struct track_run run = {.sections = &section, .count = 1};
        enum status status = track_run_time(&run, &train, &time_s, (struct track_times){0}, err);
        if (status != STATUS_OK)
            return status;
        snprintf(quantity, sizeof quantity, "10 km at %g km/h, %g m/s2 up and down",
                 runs[i].speed_kmh, runs[i].rate_mps2);
        report_add(report, &(struct finding){.quantity = quantity,
                                             .unit = "s",
                                             .expected = runs[i].time_s,
                                             .found = time_s,
                                             .tolerance = 0.0005,
                                             .why = "half of the last given digit"});
    }
    return STATUS_OK;
}

const struct builtin_case exact_cases[] = {
    {"node-fluid", "The fluid node: oriented capacities, first in, first out",
     "Tampere, Corthout, Cattrysse, Immers 2011", run_fluid_node},
    {"rail-running-time", "Constant acceleration and braking", "L/v + v/(2a) + v/(2b)",
     run_running_time},
    {0},
};
