// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct parking_measure {
    const char *places, *zones;
    int64_t spaces;
    double search_s;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(parking_measure, "place", places, "Place, or a list of places."),
    MEASURE_LIST_OPTIONAL(parking_measure, "zone", zones,
                          "Zone by id or name, or a list: all their places."),
    MEASURE_INT(parking_measure, "spaces", spaces, 0, 1000000,
                "Parking spaces of each of these places."),
    MEASURE_REAL_OPTIONAL(parking_measure, "search", search_s, QUANTITY_TIME, 0.01, 600,
                          "Time to inspect one space; left out: as it is."),
    FIELD_END};

static void set_row(struct measure_edit *edit, struct parking_row *row, const void *parameters)
{
    const struct parking_measure *measure = parameters;
    measure_set_int(edit, &row->spaces, measure->spaces);
    if (measure->search_s > 0)
        measure_set_real(edit, &row->search_s, measure->search_s);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct parking_measure *measure = parameters;
    measure_each_parking(edit, measure->places, measure->zones, 0, set_row, measure);
}

const struct measure_kind measure_parking = {
    .name = "parking",
    .doc = "Parking spaces of places. Places without a number have room for everybody.",
    .fields = fields,
    .size = sizeof(struct parking_measure),
    .fixed = "places have their spaces from the morning on",
    .apply = apply};
