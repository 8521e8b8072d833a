// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_VEHICLE_MOTION_H
#define RAIL_VEHICLE_MOTION_H

#include "network/transit_tables.h"
#include "rail/rail_parameters.h"
#include "rail/running_time.h"

/** How the trains of a type of vehicle move. `motion.pull` points into it: it must not be copied.
 * Initialise with `{0}`. */
struct vehicle_motion {
    struct train_motion motion;
    struct pull_curve curve;
};

/** By the row's power and mass where it has both, else by its constant acceleration. STATUS_USAGE
 * when such a train does not get going. The caller owns it (`vehicle_motion_deinit`), also after a
 * failure. */
enum status vehicle_motion_init(struct vehicle_motion *motion,
                                const struct transit_vehicle_row *vehicle,
                                const struct rail_parameters *parameters, struct error *err);
void vehicle_motion_deinit(struct vehicle_motion *motion);

#endif
