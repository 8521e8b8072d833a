// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/vehicle_motion.h"

enum status vehicle_motion_init(struct vehicle_motion *motion,
                                const struct transit_vehicle_row *vehicle,
                                const struct rail_parameters *parameters, struct error *err)
{
    motion->motion = (struct train_motion){.acceleration_mps2 = vehicle->accel_mps2,
                                           .braking_mps2 = vehicle->decel_mps2,
                                           .speed_mps = vehicle->vmax_mps};
    if (vehicle->power_w <= 0 || vehicle->mass_kg <= 0)
        return STATUS_OK; /* nothing is known of its engine */
    struct train_pull pull = {.acceleration_mps2 = vehicle->accel_mps2,
                              .power_w = vehicle->power_w,
                              .mass_kg = vehicle->mass_kg,
                              .rotating = parameters->rotating};
    train_pull_davis(&pull, parameters->axle_load_kg, parameters->front_m2);
    motion->motion.pull = &motion->curve;
    enum status status = pull_curve_init(&motion->curve, &pull, vehicle->vmax_mps, err);
    if (status != STATUS_USAGE)
        return status;
    error_reset(err);
    return error_fail(err, STATUS_USAGE, "vehicle type '%s' with %g t and %g kW does not get going",
                      vehicle->type, vehicle->mass_kg / 1000, vehicle->power_w / 1000);
}

void vehicle_motion_deinit(struct vehicle_motion *motion)
{
    pull_curve_deinit(&motion->curve);
}
