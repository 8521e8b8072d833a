// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

struct new_footpath {
    const char *from_stop, *to_stop;
    double time_s, length_m;
};

static const struct field fields[] = {
    MEASURE_TEXT(new_footpath, "from_stop", from_stop, "One end, by id or by a name of one stop."),
    MEASURE_TEXT(new_footpath, "to_stop", to_stop, "The other end; it leads both ways."),
    MEASURE_REAL(new_footpath, "time", time_s, QUANTITY_TIME, 0, 3 * 3600.0,
                 "Time for the way, stairs included."),
    MEASURE_REAL_OPTIONAL(new_footpath, "length", length_m, QUANTITY_LENGTH, 0, 10000,
                          "Length of the way; left out: as it was, or what one walks in the time "
                          "at 4.8 km/h."),
    FIELD_END};

static bool joins(const struct transfer_row *row, const char *a, const char *b)
{
    return (strcmp(row->from_stop, a) == 0 && strcmp(row->to_stop, b) == 0) ||
           (strcmp(row->from_stop, b) == 0 && strcmp(row->to_stop, a) == 0);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct new_footpath *measure = parameters;
    struct transit_tables *tables = &edit->spec->transit_tables;
    struct table *paths = &tables->transfers;
    uint32_t a = measure_find(edit, &tables->stops, &measure_stop_name, measure->from_stop);
    uint32_t b = measure_find(edit, &tables->stops, &measure_stop_name, measure->to_stop);
    if (a == NONE || b == NONE)
        return;
    const char *from = TABLE_ROW(&tables->stops, struct stop_row, a)->id,
               *to = TABLE_ROW(&tables->stops, struct stop_row, b)->id;
    struct transfer_row *row = NULL;
    for (uint32_t i = 0; i < paths->count && !row; i++)
        if (joins(MEASURE_ROW(paths, struct transfer_row, i), from, to))
            row = MEASURE_ROW(paths, struct transfer_row, i);
    if (!row) {
        const double walk_mps = 4.8 / 3.6;
        row = measure_add_row(edit, paths);
        if (!row)
            return;
        row->from_stop = from;
        row->to_stop = to;
        row->walk_m = measure->time_s * walk_mps;
    }
    measure_set_real(edit, &row->walk_s, measure->time_s);
    if (measure->length_m > 0)
        measure_set_real(edit, &row->walk_m, measure->length_m);
}

const struct measure_kind measure_footpath = {
    .name = "footpath",
    .doc = "A footpath between two stops: a new one, or another time for one that there is, as "
           "where a mobility hub brings bus and train together.",
    .fields = fields,
    .size = sizeof(struct new_footpath),
    .fixed = "people know the ways between stops from the morning on",
    .apply = apply};
