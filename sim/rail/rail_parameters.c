// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_parameters.h"

#include "rail/dispatch_policy.h"

const struct field rail_parameter_fields[] = {
    {.name = "dispatching",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct rail_parameters, dispatching),
     .optional = true,
     .choices = dispatch_policy_names,
     .doc = "Which train goes first where several want the same track: that of the timetable, the "
            "one that asked first, or the one with the lower `priority` of its line."},
    FIELD_PARAMETER(rail_parameters, "route_setting", route_setting_s, QUANTITY_TIME, 1, 120,
                    "12 s",
                    "From the order to set a route until its signal clears. Estimate: electronic "
                    "interlocking with a dispatcher."),
    FIELD_PARAMETER(rail_parameters, "release", release_s, QUANTITY_TIME, 0, 120, "6 s",
                    "From the tail leaving a section until it can be given again. Estimate."),
    FIELD_PARAMETER(rail_parameters, "sight", sight_s, QUANTITY_TIME, 0, 60, "9 s",
                    "The driver must see the distant signal clear so long before passing it. "
                    "Estimate."),
    FIELD_PARAMETER(rail_parameters, "approach", approach_m, QUANTITY_LENGTH, 0, 5000, "1000 m",
                    "From a distant signal to its signal: the German standard braking distance on "
                    "main lines."),
    FIELD_PARAMETER(
        rail_parameters, "hold", hold_s, QUANTITY_TIME, 0, 7200, "5 min",
        "With dispatching by the timetable: a train waits for one that is planned before "
        "it on the next section, until that one is so late. With the others: it lets one that "
        "waits and goes first pass a single track against it, for so long. Estimate."),
    FIELD_PARAMETER(rail_parameters, "clear", clear_s, QUANTITY_TIME, 1, 7200, "3 min",
                    "From the last arrival of a train until its platform is free. Estimate."),
    FIELD_PARAMETER(rail_parameters, "axle_load", axle_load_kg, QUANTITY_NUMBER, 1000, 50000,
                    "14000", "Mass per axle in kg, for the running resistance. Estimate."),
    FIELD_PARAMETER(rail_parameters, "front", front_m2, QUANTITY_NUMBER, 0, 50, "10",
                    "Area of the front in m2, for the running resistance. Estimate."),
    FIELD_PARAMETER(rail_parameters, "rotating", rotating, QUANTITY_NUMBER, 1, 2, "1.08",
                    "Mass that has to be accelerated over mass: wheels and motors turn. Estimate."),
    FIELD_END,
};
