// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit.h"

const struct field transit_parameter_fields[] = {
    {.name = "change",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct transit_parameters, change_s),
     .optional = true,
     .min = 0.0,
     .max = 3600.0,
     .standard = "60 s",
     .doc = "Least time to change between two vehicles at the same stop."},
    FIELD_END};
