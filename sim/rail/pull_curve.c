// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/pull_curve.h"

#include "base/memory.h"

#include <math.h>

#define KG_PER_T 1000.0

void train_pull_davis(struct train_pull *pull, double axle_load_kg, double front_m2)
{
    double mass_t = pull->mass_kg / KG_PER_T;
    pull->constant_n = 6.374 * mass_t + 129.0 * pull->mass_kg / axle_load_kg;
    pull->linear_n_per_mps = 0.3291 * mass_t;
    pull->square_n_per_mps2 = 0.5750 * front_m2;
}

static double pull_acceleration(const struct train_pull *pull, double speed_mps)
{
    double resistance_n = pull->constant_n + pull->linear_n_per_mps * speed_mps +
                          pull->square_n_per_mps2 * speed_mps * speed_mps;
    double mps2 = (pull->power_w / speed_mps - resistance_n) / (pull->mass_kg * pull->rotating);
    return fmin(pull->acceleration_mps2, mps2);
}

enum status pull_curve_init(struct pull_curve *curve, const struct train_pull *pull, double top_mps,
                            struct error *err)
{
    uint32_t most = (uint32_t)ceil(top_mps / PULL_STEP_MPS);
    *curve = (struct pull_curve){.step_mps = PULL_STEP_MPS};
    curve->distance_m = mem_alloc((size_t)most + 1, sizeof *curve->distance_m, err);
    curve->time_s = mem_alloc((size_t)most + 1, sizeof *curve->time_s, err);
    if (!curve->distance_m || !curve->time_s) {
        pull_curve_deinit(curve);
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < most; i++) {
        double middle_mps = (i + 0.5) * PULL_STEP_MPS;
        double mps2 = pull_acceleration(pull, middle_mps);
        if (!(mps2 >= PULL_LEAST_MPS2))
            break;
        double time_s = PULL_STEP_MPS / mps2;
        curve->time_s[i + 1] = curve->time_s[i] + time_s;
        curve->distance_m[i + 1] = curve->distance_m[i] + middle_mps * time_s;
        curve->count = i + 1;
    }
    if (curve->count > 0)
        return STATUS_OK;
    pull_curve_deinit(curve);
    return error_fail(err, STATUS_USAGE,
                      "a train of %g t with %g kW and %g m/s2 does not get going",
                      pull->mass_kg / KG_PER_T, pull->power_w / 1000, pull->acceleration_mps2);
}

void pull_curve_deinit(struct pull_curve *curve)
{
    mem_free(curve->distance_m);
    mem_free(curve->time_s);
    *curve = (struct pull_curve){0};
}

double pull_curve_top_mps(const struct pull_curve *curve)
{
    return curve->count * curve->step_mps;
}

/** The step of a speed. */
static uint32_t curve_step(const struct pull_curve *curve, double speed_mps)
{
    uint32_t step = (uint32_t)(speed_mps / curve->step_mps);
    return step < curve->count ? step : curve->count - 1;
}

static double curve_time(const struct pull_curve *curve, double speed_mps)
{
    uint32_t step = curve_step(curve, speed_mps);
    double share = speed_mps / curve->step_mps - step;
    return curve->time_s[step] + share * (curve->time_s[step + 1] - curve->time_s[step]);
}

static double curve_distance(const struct pull_curve *curve, double speed_mps)
{
    uint32_t step = curve_step(curve, speed_mps);
    double start_mps = step * curve->step_mps;
    double mps2 = curve->step_mps / (curve->time_s[step + 1] - curve->time_s[step]);
    return curve->distance_m[step] + (speed_mps * speed_mps - start_mps * start_mps) / (2 * mps2);
}

double pull_curve_distance_m(const struct pull_curve *curve, double from_mps, double to_mps)
{
    return curve_distance(curve, to_mps) - curve_distance(curve, from_mps);
}

double pull_curve_time_s(const struct pull_curve *curve, double from_mps, double to_mps)
{
    return curve_time(curve, to_mps) - curve_time(curve, from_mps);
}

double pull_curve_speed_after_mps(const struct pull_curve *curve, double from_mps,
                                  double distance_m)
{
    double at_m = curve_distance(curve, from_mps) + distance_m;
    if (at_m >= curve->distance_m[curve->count])
        return fmax(from_mps, pull_curve_top_mps(curve));
    uint32_t low = 0, high = curve->count; /* distance[low] <= at < distance[high] */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (curve->distance_m[middle] <= at_m)
            low = middle;
        else
            high = middle;
    }
    double start_mps = low * curve->step_mps;
    double mps2 = curve->step_mps / (curve->time_s[low + 1] - curve->time_s[low]);
    return fmax(from_mps, sqrt(start_mps * start_mps + 2 * mps2 * (at_m - curve->distance_m[low])));
}
