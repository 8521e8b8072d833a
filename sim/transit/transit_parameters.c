// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit.h"

const struct field transit_parameter_fields[] = {
    FIELD_PARAMETER(transit_parameters, "change", change_s, QUANTITY_TIME, 0, 3600, "60 s",
                    "Least time to change between two vehicles at the same stop."),
    FIELD_END};
