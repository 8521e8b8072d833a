// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_PARAMETERS_H
#define ROAD_ROAD_PARAMETERS_H

#include "base/fields.h"

/** What a scenario may set about road traffic. */
struct road_parameters {
    double jam_spacing_m;  /**< length of road that a passenger car takes in a standing queue, per
                              lane */
    double saturation_vps; /**< flow per lane that a link carries inside, and that leaves it at
                              green */
    double
        street_factor;      /**< capacity and storage of the streets of a town (primary and below)
                               times this:   each also stands for parallel streets that are not drawn */
    double truck_units;     /**< passenger-car units of a truck */
    double truck_speed_mps; /**< highest speed of a truck */
    double bus_units;       /**< passenger-car units of a bus */
    double bus_speed_mps;   /**< highest speed of a bus */
    double patience_s;      /**< one vehicle of a gridlock that lasts longer is moved by force */
    double weight; /**< vehicles that each simulated one stands for: 1 / sample; not set by the
                      author */
};

extern const struct field road_parameter_fields[];

#endif
