// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_kinds.h"

struct rolling_stock {
    const char *line, *vehicle;
};

static const struct field fields[] = {
    {.name = "line",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rolling_stock, line),
     .is_list = true,
     .doc = "Line, or a list of lines."},
    {.name = "vehicle",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rolling_stock, vehicle),
     .doc = "Type in the table of vehicles that all their runs get."},
    FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct rolling_stock *stock = parameters;
    struct transit_tables *tables = &edit->spec->transit_tables;
    uint32_t vehicle = measure_find(edit, &tables->vehicles, &measure_vehicle_name, stock->vehicle);
    const char *rest = stock->line, *name;
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t line = measure_find(edit, &tables->lines, &measure_line_name, name);
        if (line == NONE || vehicle == NONE)
            continue;
        struct line_row *row = MEASURE_ROW(&tables->lines, struct line_row, line);
        measure_set_text(edit, &row->vehicle, stock->vehicle);
    }
}

const struct measure_kind measure_rolling_stock = {
    .name = "rolling_stock",
    .doc =
        "Other vehicles on a line: their places, doors, acceleration and top speed. Running times "
        "of lines on blocks follow from them; other lines keep their timetable.",
    .fields = fields,
    .size = sizeof(struct rolling_stock),
    .fixed = "vehicles have been given their runs in the morning",
    .apply = apply};
