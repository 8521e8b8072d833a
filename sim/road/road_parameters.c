// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_parameters.h"

const struct field road_parameter_fields[] = {
    FIELD_PARAMETER(road_parameters, "jam_spacing", jam_spacing_m, QUANTITY_LENGTH, 3, 30, "7.5 m",
                    "Length of road that a passenger car takes in a standing queue, per lane."),
    FIELD_PARAMETER(road_parameters, "saturation", saturation_vps, QUANTITY_FLOW, 0.1, 1.5,
                    "1800 veh/h",
                    "Flow per lane that a link carries inside, and that leaves it at green."),
    FIELD_PARAMETER(road_parameters, "street_factor", street_factor, QUANTITY_NUMBER, 0.1, 10, "1",
                    "Capacity and storage of primary, secondary, tertiary and residential links "
                    "times this: each also stands for parallel streets that are not drawn."),
    FIELD_PARAMETER(road_parameters, "truck_units", truck_units, QUANTITY_NUMBER, 1, 10, "2.5",
                    "Passenger-car units of a truck."),
    FIELD_PARAMETER(road_parameters, "truck_speed", truck_speed_mps, QUANTITY_SPEED, 5, 40,
                    "85 km/h", "Highest speed of a truck."),
    FIELD_PARAMETER(road_parameters, "bus_units", bus_units, QUANTITY_NUMBER, 1, 10, "2",
                    "Passenger-car units of a bus."),
    FIELD_PARAMETER(road_parameters, "bus_speed", bus_speed_mps, QUANTITY_SPEED, 5, 40, "80 km/h",
                    "Highest speed of a bus."),
    FIELD_PARAMETER(
        road_parameters, "patience", patience_s, QUANTITY_TIME, 10, 86400, "5 min",
        "Where nobody in a cycle of full links has moved for longer, one vehicle is moved by "
        "force, and counted."),
    FIELD_END,
};
