// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

struct closure {
    const char *lines, *from_stop, *to_stop, *vehicle;
    double from_s, to_s, ride_s, change_s;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(closure, "line", lines,
                          "Line, or a list of lines; left out: all that call at both stops."),
    MEASURE_TEXT(closure, "from_stop", from_stop,
                 "One end of the closed section, by id or by a name that only one stop has."),
    MEASURE_TEXT(closure, "to_stop", to_stop, "The other end; both directions are closed."),
    MEASURE_WINDOW(closure),
    MEASURE_REAL_OPTIONAL(closure, "replacement", ride_s, QUANTITY_TIME, 60, 6 * 3600.0,
                          "Running time of a bus from end to end, one for every run that is cut; "
                          "left out: no bus."),
    MEASURE_TEXT_OPTIONAL(closure, "vehicle", vehicle,
                          "Type of that bus in the table of vehicles."),
    {.name = "change",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct closure, change_s),
     .optional = true,
     .min = 0,
     .max = 7200,
     .standard = "5 min",
     .doc = "How long after the planned arrival of the run at the section the bus leaves. "
            "Estimate."},
    FIELD_END};

static void close_line(struct measure_edit *edit, const struct closure *closure, const char *line,
                       const char *const stops[2])
{
    struct closure_row *row = measure_add_row(edit, &edit->spec->transit_tables.closures);
    if (!row)
        return;
    row->line_id = line;
    row->from_stop = stops[0];
    row->to_stop = stops[1];
    row->from_s = closure->from_s;
    row->until_s = closure->to_s;
    row->has_replacement = closure->ride_s > 0;
    row->replacement_s = closure->ride_s;
    row->vehicle = closure->vehicle;
    row->change_s = closure->change_s;
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct closure *closure = parameters;
    const struct transit_tables *tables = &edit->spec->transit_tables;
    const char *const names[2] = {closure->from_stop, closure->to_stop};
    const char *stops[2], *rest = closure->lines, *name;
    bool is_good = true;
    for (int i = 0; i < 2; i++) {
        uint32_t stop = measure_find(edit, &tables->stops, &measure_stop_name, names[i]);
        is_good = is_good && stop != NONE;
        stops[i] = stop == NONE ? "" : TABLE_ROW(&tables->stops, struct stop_row, stop)->id;
    }
    if ((closure->ride_s > 0) != (closure->vehicle[0] != '\0')) {
        measure_fail(edit, "a replacement bus needs both 'replacement', its running time, and "
                           "'vehicle', its type");
        is_good = false;
    }
    if (closure->vehicle[0] != '\0' &&
        measure_find(edit, &tables->vehicles, &measure_vehicle_name, closure->vehicle) == NONE)
        is_good = false;
    if (closure->lines[0] == '\0' && is_good)
        close_line(edit, closure, "*", stops);
    while ((name = measure_list_take(edit, &rest)))
        if (measure_find(edit, &tables->lines, &measure_line_name, name) != NONE && is_good)
            close_line(edit, closure, name, stops);
}

const struct measure_kind measure_closure = {
    .name = "closure",
    .doc = "Closes the section between two stops for lines: runs end before it and begin again "
           "behind it, if wanted with replacement buses between. Known beforehand.",
    .fields = fields,
    .size = sizeof(struct closure),
    .fixed = "it makes other runs, and travellers and vehicles know runs by their number",
    .apply = apply};
