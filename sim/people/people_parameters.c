// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/people_parameters.h"

#define REAL(key, member, kind, least, most, default_text, about)                                  \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct people_parameters, member), .optional = true, .min = least,      \
        .max = most, .standard = default_text, .doc = about                                        \
    }

const struct field people_parameter_fields[] = {
    REAL("walk_speed", walk_speed_mps, QUANTITY_SPEED, 0.3, 3, "4.8 km/h", "speed of walking"),
    REAL("bike_speed", bike_speed_mps, QUANTITY_SPEED, 1, 12, "15 km/h",
         "speed of cycling, stops included"),
    REAL("local_speed", local_speed_mps, QUANTITY_SPEED, 1, 20, "20 km/h",
         "speed of a car between the door and the road network"),
    REAL("detour_factor", detour_factor, QUANTITY_NUMBER, 1, 3, "1.3",
         "way divided by straight line, to a stop"),
    REAL("access_radius", access_radius_m, QUANTITY_LENGTH, 100, 5000, "1 km",
         "how far, in a straight line, people walk to a stop"),
    REAL("stop_slack", stop_slack_s, QUANTITY_TIME, 0, 1800, "2 min",
         "how long before a planned departure people reach the stop"),
    REAL("search_window", search_window_s, QUANTITY_TIME, 600, 28800, "3 h",
         "people take no public transport that arrives later than this after they want to leave"),
    REAL("guidance", guidance_s, QUANTITY_TIME, 60, 86400, "10 min",
         "how often drivers' knowledge of travel times is renewed"),
    FIELD_END,
};
