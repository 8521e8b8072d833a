// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_PULL_CURVE_H
#define RAIL_PULL_CURVE_H

#include "base/error.h"

#include <stdint.h>

/** How fast a train gains speed on level track: adhesion or comfort limits the start, then the
 * engine's power, and the resistance takes its part of it. */
struct train_pull {
    double acceleration_mps2; /**< at the start, at most; > 0 */
    double power_w;           /**< at the wheel, > 0 */
    double mass_kg;           /**< > 0 */
    double rotating;          /**< mass that counts for acceleration over mass: 1 + share of the
                                 rotating parts */
    /** Running resistance in N: `constant_n + linear_n_per_mps v + square_n_per_mps2 v^2`. */
    double constant_n, linear_n_per_mps, square_n_per_mps2;
};

/** Running resistance by Davis's formula for passenger cars, in SI units: 6.374 N per tonne and
 * 129.0 N per axle, 0.3291 N per tonne and m/s, 0.5750 N per m2 of front and (m/s)^2. Source: Davis
 * 1926: The tractive resistance of electric locomotives and cars, General Electric Review 29
 * (1.3 lb/ton, 29 lb per axle, 0.03 lb/ton and mph, 0.0024 lb per sq ft and mph^2). */
void train_pull_davis(struct train_pull *pull, double axle_load_kg, double front_m2);

/** Distance and time from a stand, by speed: acceleration is constant over each step of speed, that
 * of its middle. */
struct pull_curve {
    double step_mps;
    uint32_t count;     /**< steps */
    double *distance_m; /**< [count + 1] */
    double *time_s;     /**< [count + 1] */
};

/** Up to `top_mps`, or the speed where less than PULL_LEAST_MPS2 of acceleration is left. O(top /
 * PULL_STEP_MPS). STATUS_USAGE when the train cannot move. The caller owns it
 * (`pull_curve_deinit`). */
enum status pull_curve_init(struct pull_curve *curve, const struct train_pull *pull, double top_mps,
                            struct error *err);
void pull_curve_deinit(struct pull_curve *curve);

#define PULL_STEP_MPS   0.1
#define PULL_LEAST_MPS2 0.01

/** The highest speed of the curve. */
double pull_curve_top_mps(const struct pull_curve *curve);

/** Distance and time to gain speed; both speeds within the curve, `from <= to`. O(1). */
double pull_curve_distance_m(const struct pull_curve *curve, double from_mps, double to_mps);
double pull_curve_time_s(const struct pull_curve *curve, double from_mps, double to_mps);

/** The speed after a distance of pulling. O(log steps). */
double pull_curve_speed_after_mps(const struct pull_curve *curve, double from_mps,
                                  double distance_m);

#endif
