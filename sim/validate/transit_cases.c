// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/transit_cases.h"

#include "rail/running_time.h"
#include "routing/optimal_strategy.h"

#include <stdio.h>

#define QUANTITY_SIZE 96
#define KMH_TO_MPS    (1 / 3.6)
#define MINUTE_S      60.0

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

/** 100 t with 1 MW up to 40 m/s: P t = m v^2 / 2 gives 80 s, s = m v^3 / (3 P) gives 2133.333 m. On
 * 10 km, with 0.8 m/s^2 of braking (50 s, 1000 m), 6866.667 m are left for 40 m/s: 301.6667 s. */
static enum status run_constant_power(struct report *report, uint32_t threads, struct error *err)
{
    static const char steps[] = "midpoint rule in steps of 0.1 m/s: m v step^2 / (12 P) of way";
    const double speed_mps = 40, tolerance_m = 0.1 * speed_mps * 0.01 / 12;
    struct train_pull pull = {
        .acceleration_mps2 = 1e6, .power_w = 1e6, .mass_kg = 1e5, .rotating = 1};
    struct pull_curve curve;
    double time_s;
    (void)threads;
    enum status status = pull_curve_init(&curve, &pull, speed_mps, err);
    if (status != STATUS_OK)
        return status;
    struct train_motion train = {pull.acceleration_mps2, 0.8, speed_mps, &curve};
    struct track_section section = {10000, speed_mps};
    struct track_run run = {.sections = &section, .count = 1};
    status = track_run_time(&run, &train, &time_s, (struct track_times){0}, err);
    if (status == STATUS_OK) {
        report_add(report, &(struct finding){.quantity = "time to 40 m/s, 100 t, 1 MW",
                                             .unit = "s",
                                             .expected = 80,
                                             .found = pull_curve_time_s(&curve, 0, speed_mps),
                                             .tolerance = 1e-9,
                                             .why = "rounding of sums"});
        report_add(report, &(struct finding){.quantity = "way to 40 m/s, 100 t, 1 MW",
                                             .unit = "m",
                                             .expected = 6400.0 / 3,
                                             .found = pull_curve_distance_m(&curve, 0, speed_mps),
                                             .tolerance = tolerance_m,
                                             .why = steps});
        report_add(report, &(struct finding){.quantity = "10 km at 40 m/s, braking 0.8 m/s2",
                                             .unit = "s",
                                             .expected = 301.0 + 2.0 / 3,
                                             .found = time_s,
                                             .tolerance = tolerance_m / speed_mps,
                                             .why = "that way at 40 m/s"});
    }
    pull_curve_deinit(&curve);
    return status;
}

/** Davis in his own units, a car of 100 short tons on four axles with 100 sq ft at 60 mph: 1.3 x
 * 100 + 29 x 4 + 0.03 x 100 x 60 + 0.0024 x 100 x 60^2 = 130 + 116 + 180 + 864 = 1290 lbf, 5738.206
 * N. In ours: 90718.474 kg, 9.290304 m2, 26.8224 m/s. */
static enum status run_davis(struct report *report, uint32_t threads, struct error *err)
{
    const double mass_kg = 90718.474, speed_mps = 26.8224;
    struct train_pull pull = {.mass_kg = mass_kg};
    (void)threads, (void)err;
    train_pull_davis(&pull, mass_kg / 4, 9.290304);
    report_add(report,
               &(struct finding){.quantity = "resistance at 60 mph, 100 tons, 4 axles, 100 sq ft",
                                 .unit = "N",
                                 .expected = 5738.206,
                                 .found = pull.constant_n + pull.linear_n_per_mps * speed_mps +
                                          pull.square_n_per_mps2 * speed_mps * speed_mps,
                                 .tolerance = 0.7,
                                 .why = "half of the fourth digit of the four SI coefficients"});
    return STATUS_OK;
}

/** The paper's network. A node is a stop (A, X, Y, B), or being aboard a line at a stop. */
static enum status run_strategy(struct report *report, uint32_t threads, struct error *err)
{
    enum { A, X, Y, B, ABOARD_2_X, ABOARD_3_Y, NODES };
    static const struct strategy_link links[] = {
        {A, B, 25 * MINUTE_S, 12 * MINUTE_S},
        {A, ABOARD_2_X, 7 * MINUTE_S, 12 * MINUTE_S},
        {ABOARD_2_X, X, 0, 0},
        {ABOARD_2_X, Y, 6 * MINUTE_S, 0},
        {X, Y, 6 * MINUTE_S, 12 * MINUTE_S},
        {X, ABOARD_3_Y, 4 * MINUTE_S, 30 * MINUTE_S},
        {ABOARD_3_Y, Y, 0, 0},
        {ABOARD_3_Y, B, 4 * MINUTE_S, 0},
        {Y, B, 4 * MINUTE_S, 30 * MINUTE_S},
        {Y, B, 10 * MINUTE_S, 6 * MINUTE_S},
    };
    static const char *const names[] = {"line 1 at A", "line 2 at A", "line 3 at Y", "line 4 at Y"};
    static const uint32_t links_of[] = {0, 1, 8, 9};
    static const double expected[] = {0.5, 0.5, 1.0 / 6, 5.0 / 6};
    const struct strategy_graph graph = {NODES, sizeof links / sizeof links[0], links};
    double time_s[NODES], share[sizeof links / sizeof links[0]];
    (void)threads;
    enum status status = optimal_strategy_find(&graph, B, 0.5, time_s, share, err);
    if (status != STATUS_OK)
        return status;
    report_add(report, &(struct finding){.quantity = "expected time A to B",
                                         .unit = "min",
                                         .expected = 27.75,
                                         .found = time_s[A] / MINUTE_S,
                                         .tolerance = 1e-9,
                                         .why = "rounding of sums"});
    for (uint32_t i = 0; i < 4; i++) {
        char quantity[QUANTITY_SIZE];
        snprintf(quantity, sizeof quantity, "share of those who wait that takes %s", names[i]);
        report_add(report, &(struct finding){.quantity = quantity,
                                             .unit = "1",
                                             .expected = expected[i],
                                             .found = share[links_of[i]],
                                             .tolerance = 1e-9,
                                             .why = "rounding of sums"});
    }
    return STATUS_OK;
}

const struct builtin_case transit_cases[] = {
    {"rail-running-time", "Constant acceleration and braking", "L/v + v/(2a) + v/(2b)",
     run_running_time},
    {"rail-constant-power", "Constant power without resistance", "P t = m v^2/2, s = m v^3/(3P)",
     run_constant_power},
    {"rail-resistance", "Running resistance of a passenger car",
     "Davis 1926, in pounds, tons, miles per hour", run_davis},
    {"transit-strategy", "Passengers who do not know the timetable: optimal strategy",
     "Spiess, Florian 1989, example of section 2", run_strategy},
    {0},
};
