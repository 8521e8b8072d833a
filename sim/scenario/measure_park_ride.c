// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

struct park_ride {
    const char *stop;
    int64_t spaces;
};

static const struct field fields[] = {
    MEASURE_TEXT(park_ride, "stop", stop,
                 "Stop beside the car park, by id or by a name that only one stop has."),
    MEASURE_INT(park_ride, "spaces", spaces, 0, 100000,
                "Parking spaces for people who go on by public transport; 0 closes the car park."),
    FIELD_END};

static bool is_of_stop(const void *row, const void *stop)
{
    return strcmp(((const struct park_ride_row *)row)->stop, stop) == 0;
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct park_ride *measure = parameters;
    struct transit_tables *tables = &edit->spec->transit_tables;
    uint32_t i = measure_find(edit, &tables->stops, &measure_stop_name, measure->stop);
    if (i == NONE)
        return;
    const char *stop = TABLE_ROW(&tables->stops, struct stop_row, i)->id;
    if (measure->spaces == 0) {
        measure_remove_rows(edit, &tables->park_ride, is_of_stop, stop);
        return;
    }
    struct park_ride_row *row = NULL;
    for (i = 0; i < tables->park_ride.count && !row; i++)
        if (is_of_stop(MEASURE_ROW(&tables->park_ride, struct park_ride_row, i), stop))
            row = MEASURE_ROW(&tables->park_ride, struct park_ride_row, i);
    if (!row) {
        row = measure_add_row(edit, &tables->park_ride);
        if (!row)
            return;
        row->stop = stop;
    }
    measure_set_int(edit, &row->spaces, measure->spaces);
}

const struct measure_kind measure_park_ride = {
    .name = "park_ride",
    .doc = "A car park at a stop: a new one, another size, or none. People may park there and go "
           "on by public transport.",
    .fields = fields,
    .size = sizeof(struct park_ride),
    .fixed = "people have chosen with the stops of the morning",
    .apply = apply};
