// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RAIL_PARAMETERS_H
#define RAIL_RAIL_PARAMETERS_H

#include "base/fields.h"

/** What a scenario may set about trains on tracks. */
struct rail_parameters {
    int dispatching;        /**< index into `dispatch_policy_names` */
    double route_setting_s; /**< from the order to set a route until its signal clears */
    double release_s;       /**< from the tail leaving a section until it can be given again */
    double sight_s;         /**< the driver sees the distant signal so long before passing it */
    double approach_m;      /**< from the distant signal to the signal */
    double hold_s;  /**< how late a train may be for which others wait, in timetable order */
    double clear_s; /**< from the last arrival of a train until its platform is free */
    double axle_load_kg, front_m2, rotating; /**< for resistance and acceleration */
};

extern const struct field rail_parameter_fields[];

#endif
