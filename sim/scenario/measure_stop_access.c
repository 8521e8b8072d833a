// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct stop_access_change {
    const char *stop;
    double time_s;
};

static const struct field fields[] = {
    MEASURE_TEXT(stop_access_change, "stop", stop, "Stop, by id or by a name of one stop."),
    MEASURE_REAL(stop_access_change, "time", time_s, QUANTITY_TIME, 0, 1800,
                 "Time on foot between the street and the platform."),
    FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct stop_access_change *measure = parameters;
    struct table *stops = &edit->spec->transit_tables.stops;
    uint32_t i = measure_find(edit, stops, &measure_stop_name, measure->stop);
    if (i != NONE)
        measure_set_real(edit, &MEASURE_ROW(stops, struct stop_row, i)->access_s, measure->time_s);
}

const struct measure_kind measure_stop_access = {
    .name = "stop_access",
    .doc = "Another way between the street and the platform of a stop: a lift, a second entrance, "
           "stairs that are closed. Footpaths to other stops keep their times.",
    .fields = fields,
    .size = sizeof(struct stop_access_change),
    .fixed = "people have chosen with the stops of the morning",
    .apply = apply};
