// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct one_incident {
    const char *line, *stop;
    int64_t direction;
    double depart_s, delay_s;
    int cancelled;
};

static const char *const cancellation_names[] = {"no", "run", "from_stop", NULL};

static const struct field fields[] = {
    MEASURE_TEXT(one_incident, "line", line, "Line."),
    MEASURE_INT(one_incident, "direction", direction, 0, 1, "Direction, 0 or 1."),
    MEASURE_REAL(one_incident, "depart", depart_s, QUANTITY_CLOCK, 0, MEASURE_DAY_END_S,
                 "Planned departure at the first stop of the run: tells which run is meant."),
    MEASURE_TEXT_OPTIONAL(one_incident, "stop", stop,
                          "Stop where it happens, by id or name; left out: the first one."),
    MEASURE_REAL_OPTIONAL(one_incident, "delay", delay_s, QUANTITY_TIME, 0, 12 * 3600.0,
                          "How much longer the vehicle stands at the stop."),
    {.name = "cancelled",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct one_incident, cancelled),
     .optional = true,
     .choices = cancellation_names,
     .doc = "Whether the run does not take place, or ends at the stop."},
    FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct one_incident *incident = parameters;
    const struct transit_tables *tables = &edit->spec->transit_tables;
    uint32_t stop = NONE;
    if (measure_find(edit, &tables->lines, &measure_line_name, incident->line) == NONE)
        return;
    if (incident->stop[0] != '\0') {
        stop = measure_find(edit, &tables->stops, &measure_stop_name, incident->stop);
        if (stop == NONE)
            return;
    }
    if (incident->delay_s <= 0 && incident->cancelled == CANCEL_NOTHING) {
        measure_fail(edit, "needs 'delay' or 'cancelled'");
        return;
    }
    struct incident_row *row = measure_add_row(edit, &edit->spec->transit_tables.incidents);
    if (!row)
        return;
    row->line_id = incident->line;
    row->direction = incident->direction;
    row->depart_s = incident->depart_s;
    row->stop = stop == NONE ? "" : TABLE_ROW(&tables->stops, struct stop_row, stop)->id;
    row->delay_s = incident->delay_s;
    row->cancelled = incident->cancelled;
}

const struct measure_kind measure_incident = {
    .name = "incident",
    .doc = "What happens to one run of the day: a delay at a stop, or no service from there on. A "
           "surprise: it does not happen while people settle.",
    .fields = fields,
    .size = sizeof(struct one_incident),
    .apply = apply};
