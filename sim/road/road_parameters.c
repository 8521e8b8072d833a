// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_parameters.h"

#define REAL(key, member, kind, least, most, default_text, about)                                  \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct road_parameters, member), .optional = true, .min = least,        \
        .max = most, .standard = default_text, .doc = about                                        \
    }

const struct field road_parameter_fields[] = {
    REAL("jam_spacing", jam_spacing_m, QUANTITY_LENGTH, 3, 30, "7.5 m",
         "length of road that a passenger car takes in a standing queue, per lane"),
    REAL("saturation", saturation_vps, QUANTITY_FLOW, 0.1, 1.5, "1800 veh/h",
         "flow per lane that a link carries inside, and that leaves it at green"),
    REAL("street_factor", street_factor, QUANTITY_NUMBER, 0.1, 10, "1",
         "capacity and storage of primary, secondary, tertiary and residential links times this: "
         "each also stands for parallel streets that are not drawn"),
    REAL("truck_units", truck_units, QUANTITY_NUMBER, 1, 10, "2.5",
         "passenger-car units of a truck"),
    REAL("truck_speed", truck_speed_mps, QUANTITY_SPEED, 5, 40, "85 km/h",
         "highest speed of a truck"),
    REAL("patience", patience_s, QUANTITY_TIME, 10, 86400, "5 min",
         "a vehicle that is blocked for longer is moved by force, and counted"),
    FIELD_END,
};
