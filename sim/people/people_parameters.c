// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/people_parameters.h"

const struct field people_parameter_fields[] = {
    FIELD_PARAMETER(people_parameters, "walk_speed", walk_speed_mps, QUANTITY_SPEED, 0.3, 3,
                    "4.8 km/h", "Speed of walking."),
    FIELD_PARAMETER(people_parameters, "bike_speed", bike_speed_mps, QUANTITY_SPEED, 1, 12,
                    "15 km/h", "Speed of cycling, stops included."),
    FIELD_PARAMETER(people_parameters, "local_speed", local_speed_mps, QUANTITY_SPEED, 1, 20,
                    "20 km/h", "Speed of a car between the door and the road network."),
    FIELD_PARAMETER(people_parameters, "detour_factor", detour_factor, QUANTITY_NUMBER, 1, 3, "1.3",
                    "Way divided by straight line, to a stop."),
    FIELD_PARAMETER(people_parameters, "access_radius", access_radius_m, QUANTITY_LENGTH, 100, 5000,
                    "1 km", "How far, in a straight line, people walk to a stop."),
    FIELD_PARAMETER(people_parameters, "bike_radius", bike_radius_m, QUANTITY_LENGTH, 100, 20000,
                    "4 km",
                    "How far, in a straight line, people cycle to a stop. Estimate: a quarter of "
                    "an hour at 15 km/h."),
    FIELD_PARAMETER(people_parameters, "stop_slack", stop_slack_s, QUANTITY_TIME, 0, 1800, "2 min",
                    "How long before a planned departure people reach the stop."),
    FIELD_PARAMETER(
        people_parameters, "search_window", search_window_s, QUANTITY_TIME, 600, 28800, "3 h",
        "People take no public transport that arrives later than this after they want to leave."),
    FIELD_PARAMETER(
        people_parameters, "bicycle_aboard", bicycle_aboard, QUANTITY_SHARE, 0, 1, "3 %",
        "Share of the users of public transport who bring a bicycle, where all vehicles "
        "of their way take it. Estimate."),
    FIELD_PARAMETER(people_parameters, "guidance", guidance_s, QUANTITY_TIME, 60, 86400, "10 min",
                    "How often drivers' knowledge of travel times is renewed."),
    FIELD_PARAMETER(people_parameters, "indifference", indifference, QUANTITY_SHARE, 0, 10, "20 %",
                    "Drivers who settle keep to their usual route as long as another one is not "
                    "faster by more than this and a minute (Mahmassani, Jayakrishnan 1991)."),
    FIELD_PARAMETER(people_parameters, "parking_search", parking_search_s, QUANTITY_TIME, 0, 600,
                    "1 s",
                    "Time to inspect one parking space where the table of parking does not say: "
                    "5.5 m of kerb at 20 km/h. Estimate."),
    FIELD_PARAMETER(people_parameters, "parking_most", parking_most_s, QUANTITY_TIME, 1, 7200,
                    "15 min", "Nobody searches for a parking space for longer. Estimate."),
    FIELD_END,
};
