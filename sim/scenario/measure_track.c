// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#define KM_PER_H (1.0 / 3.6)

struct track {
    const char *railway, *reason;
    int direction;
    double km_from, km_to, from_s, to_s, speed_mps;
    bool is_closed;
};

static const struct field fields[] = {
    MEASURE_TEXT(track, "railway", railway,
                 "Railway line, by its number in the register, as the table of blocks has it."),
    MEASURE_REAL(track, "km_from", km_from, QUANTITY_NUMBER, 0, 10000,
                 "Lower end of the stretch, kilometres of the railway line."),
    MEASURE_REAL(track, "km_to", km_to, QUANTITY_NUMBER, 0, 10000,
                 "Upper end; every block of the open line that the stretch touches is meant, and a "
                 "station when the stretch lies within its block."),
    {.name = "direction",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct track, direction),
     .optional = true,
     .choices = rail_direction_names,
     .doc = "Tracks that are meant."},
    MEASURE_WINDOW(track),
    MEASURE_FLAG(track, "close", is_closed, "No train enters meanwhile."),
    MEASURE_REAL_OPTIONAL(track, "speed", speed_mps, QUANTITY_SPEED, 1 * KM_PER_H, 500 * KM_PER_H,
                          "Highest speed meanwhile."),
    MEASURE_TEXT_OPTIONAL(track, "reason", reason, "Why: works, an incident, ..."),
    FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    static const struct measure_name name = {"railway line",
                                             offsetof(struct rail_block_row, railway), 0};
    const struct track *track = parameters;
    struct rail_tables *tables = &edit->spec->rail_tables;
    if (measure_find(edit, &tables->blocks, &name, track->railway) == NONE)
        return;
    if (!track->is_closed && track->speed_mps <= 0) {
        measure_fail(edit, "needs 'close' or 'speed'");
        return;
    }
    struct rail_change_row *row = measure_add_row(edit, &tables->changes);
    if (!row)
        return;
    row->railway = track->railway;
    row->direction = track->direction;
    row->km_from = track->km_from;
    row->km_to = track->km_to;
    row->from_s = track->from_s;
    row->until_s = track->to_s;
    row->speed_mps = track->speed_mps;
    row->is_open = !track->is_closed;
    row->reason = track->reason;
}

const struct measure_kind measure_track = {
    .name = "track",
    .doc = "Closes a stretch of railway track or makes it slower, for a part of the day or all of "
           "it. Trains wait in front of closed blocks; `closure` ends them at a stop.",
    .fields = fields,
    .size = sizeof(struct track),
    .apply = apply};
