// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PEOPLE_PARAMETERS_H
#define PEOPLE_PEOPLE_PARAMETERS_H

#include "base/fields.h"

/** What a scenario may set about people on their way. */
struct people_parameters {
    double walk_speed_mps, bike_speed_mps;
    double local_speed_mps; /**< of a car between the door and the road network */
    double detour_factor;   /**< way / straight line to a stop */
    double access_radius_m; /**< how far (straight line) people walk to a stop */
    double bike_radius_m;   /**< how far (straight line) people cycle to a stop */
    double stop_slack_s;    /**< how long before a planned departure people reach the stop */
    double search_window_s; /**< people take no public transport that arrives later than this after
                               leaving */
    double guidance_s;      /**< how often drivers' knowledge of travel times is renewed */
    double indifference;    /**< drivers leave their usual route for one that is faster by more than
                               this share and a minute */
    double bicycle_aboard;  /**< share of persons who bring a bicycle where vehicles take it */
    double parking_search_s; /**< to inspect one parking space, where the table does not say */
    double parking_most_s;   /**< nobody searches for a space for longer */
};

extern const struct field people_parameter_fields[];

#endif
