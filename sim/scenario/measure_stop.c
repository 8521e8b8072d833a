// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_stops.h"

#include <math.h>
#include <string.h>

/* As in the import of timetables: a way is this much longer than the straight line. Estimates. */
#define DETOUR   1.3
#define WALK_MPS (4.8 / 3.6)

struct new_stop {
    const char *id, *name;
    double lat, lon, near_m;
};

static const struct field fields[] = {
    MEASURE_TEXT(new_stop, "id", id, "Its id, which no other stop has."),
    MEASURE_TEXT(new_stop, "name", name, "Its name."),
    MEASURE_REAL(new_stop, "lat", lat, QUANTITY_NUMBER, -90, 90, "Latitude in degrees, WGS 84."),
    MEASURE_REAL(new_stop, "lon", lon, QUANTITY_NUMBER, -180, 180, "Longitude in degrees."),
    {.name = "near",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct new_stop, near_m),
     .optional = true,
     .max = 2000,
     .standard = "300 m",
     .doc = "Stops at most this far away in a straight line get a footpath, 1.3 times as long and "
            "walked at 4.8 km/h; 0: none."},
    FIELD_END};

static void add_footpaths(struct measure_edit *edit, const struct new_stop *measure)
{
    struct transit_tables *tables = &edit->spec->transit_tables;
    for (uint32_t i = 0; i < tables->stops.count && measure->near_m > 0; i++) {
        const struct stop_row *stop = TABLE_ROW(&tables->stops, struct stop_row, i);
        double distance_m = measure_distance_m(stop->lat, stop->lon, measure->lat, measure->lon);
        if (distance_m > measure->near_m || strcmp(stop->id, measure->id) == 0)
            continue;
        struct transfer_row *row = measure_add_row(edit, &tables->transfers);
        if (!row)
            return;
        row->from_stop = measure->id;
        row->to_stop = stop->id;
        row->walk_m = DETOUR * distance_m;
        row->walk_s = row->walk_m / WALK_MPS;
    }
}

/** Nobody means a stop that lies so far from all others. */
#define FAR_M 300000.0

/** How far the nearest stop is, m; 0 when there is none. */
static double nearest_m(const struct table *stops, const struct new_stop *measure)
{
    double least_m = stops->count > 0 ? (double)INFINITY : 0;
    for (uint32_t i = 0; i < stops->count; i++) {
        const struct stop_row *stop = TABLE_ROW(stops, struct stop_row, i);
        least_m =
            fmin(least_m, measure_distance_m(stop->lat, stop->lon, measure->lat, measure->lon));
    }
    return least_m;
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct new_stop *measure = parameters;
    struct table *stops = &edit->spec->transit_tables.stops;
    if (nearest_m(stops, measure) > FAR_M) {
        measure_fail(edit,
                     "lat %.5g, lon %.5g lies %.0f km from the nearest stop; are the two "
                     "exchanged?",
                     measure->lat, measure->lon, nearest_m(stops, measure) / 1000);
        return;
    }
    for (uint32_t i = 0; i < stops->count; i++)
        if (strcmp(TABLE_ROW(stops, struct stop_row, i)->id, measure->id) == 0) {
            measure_fail(edit, "there is a stop '%.60s' already: %s", measure->id,
                         TABLE_ROW(stops, struct stop_row, i)->name);
            return;
        }
    struct stop_row *row = measure_add_row(edit, stops);
    if (!row)
        return;
    row->id = measure->id;
    row->name = measure->name;
    row->lat = measure->lat;
    row->lon = measure->lon;
    add_footpaths(edit, measure);
}

const struct measure_kind measure_stop = {
    .name = "stop",
    .doc = "A new stop, with footpaths to the stops around. Lines come by `stopping` or `line`; "
           "people who live near find it by themselves.",
    .fields = fields,
    .size = sizeof(struct new_stop),
    .fixed = "people know the stops from the morning on",
    .apply = apply};
