// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_service.h"

#include <math.h>

struct headway {
    const char *lines;
    int64_t direction;
    double from_s, to_s, headway_s;
    bool is_cancelled;
};

static const struct field fields[] = {
    MEASURE_LIST(headway, "line", lines, "Line, or a list of lines."),
    MEASURE_DIRECTION(headway),
    MEASURE_REAL_OPTIONAL(headway, "headway", headway_s, QUANTITY_TIME, 30, 86400,
                          "Time from one departure to the next."),
    MEASURE_FLAG(headway, "cancel", is_cancelled, "No departures, in place of a headway."),
    {.name = "from",
     .type = FIELD_REAL,
     .quantity = QUANTITY_CLOCK,
     .offset = offsetof(struct headway, from_s),
     .optional = true,
     .max = MEASURE_DAY_END_S,
     .standard = "00:00",
     .doc = "Departures at the first stop from this time on; left out: from the first one on. An "
            "earlier time makes the service begin earlier."},
    {.name = "to",
     .type = FIELD_REAL,
     .quantity = QUANTITY_CLOCK,
     .offset = offsetof(struct headway, to_s),
     .optional = true,
     .max = MEASURE_DAY_END_S,
     .standard = "48:00",
     .doc = "Departures before this time; left out: up to the last one."},
    FIELD_END};

/** The times that a measure holds for, of one direction. */
struct span {
    double from_s, to_s; /**< half open */
    double anchor_s;     /**< a departure of the grid */
};

/** Without a time in the scenario the span is that of the service. The grid goes through the first
 * departure inside, so that connections that are kept up stay; else it goes on from the one before.
 */
static struct span span_of(const struct headway *measure, const struct measure_departures *old)
{
    const double millisecond = 0.001;
    struct span span = {measure->from_s, measure->to_s, measure->from_s};
    if (span.from_s <= 0)
        span.from_s = old->items[0].depart_s;
    if (span.to_s >= MEASURE_DAY_END_S)
        span.to_s = old->items[old->count - 1].depart_s + millisecond;
    span.anchor_s = span.from_s;
    for (uint32_t i = 0; i < old->count; i++) {
        double depart_s = old->items[i].depart_s;
        if (depart_s >= span.to_s)
            break;
        span.anchor_s = depart_s;
        if (depart_s >= span.from_s)
            break;
    }
    return span;
}

/** Adds the grid inside the span. */
static bool add_grid(struct measure_edit *edit, const struct headway *measure, struct span span,
                     int64_t variant, struct measure_departures *out)
{
    double steps = ceil((span.from_s - span.anchor_s) / measure->headway_s);
    for (;; steps++) {
        double depart_s = span.anchor_s + steps * measure->headway_s;
        if (depart_s >= span.to_s)
            return true;
        if (!measure_departures_add(edit, out, (struct measure_departure){depart_s, variant}))
            return false;
    }
}

static bool is_equal(const struct measure_departures *a, const struct measure_departures *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->items[i].depart_s != b->items[i].depart_s ||
            a->items[i].variant != b->items[i].variant)
            return false;
    return true;
}

/** Makes the new departures of a direction from the old ones. */
static bool renew(struct measure_edit *edit, const struct headway *measure,
                  const struct line_row *line, int64_t direction,
                  const struct measure_departures *old, struct measure_departures *out)
{
    int64_t variant = measure_main_variant(old);
    bool is_meant = measure->direction < 0 || measure->direction == direction;
    bool has_times = measure->from_s > 0 && measure->to_s < MEASURE_DAY_END_S;
    is_meant = is_meant && (old->count > 0 || has_times) &&
               measure_has_stops(edit, line->id, direction, variant);
    struct span span = {.to_s = -1};
    if (is_meant)
        span = span_of(measure, old);
    bool is_good = true, is_made = !is_meant || measure->is_cancelled;
    for (uint32_t i = 0; i <= old->count && is_good; i++) {
        bool is_end = i == old->count;
        if (!is_made && (is_end || old->items[i].depart_s >= span.from_s)) {
            is_good = add_grid(edit, measure, span, variant, out);
            is_made = true;
        }
        bool is_inside =
            !is_end && old->items[i].depart_s >= span.from_s && old->items[i].depart_s < span.to_s;
        if (!is_end && !is_inside && is_good)
            is_good = measure_departures_add(edit, out, old->items[i]);
    }
    return is_good;
}

static void change_line(struct measure_edit *edit, const struct headway *measure,
                        struct line_row *line)
{
    struct measure_departures old[2] = {{0}, {0}}, new[2] = {{0}, {0}};
    bool is_good = true;
    for (int64_t direction = 0; direction < 2 && is_good; direction++)
        is_good = measure_departures_read(edit, line, direction, &old[direction]) &&
                  renew(edit, measure, line, direction, &old[direction], &new[direction]);
    if (is_good && !(is_equal(&old[0], &new[0]) && is_equal(&old[1], &new[1])))
        measure_departures_write(edit, line, new);
    for (int i = 0; i < 2; i++) {
        measure_departures_deinit(&old[i]);
        measure_departures_deinit(&new[i]);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct headway *measure = parameters;
    const struct table *lines = &edit->spec->transit_tables.lines;
    const char *rest = measure->lines, *name;
    if ((measure->headway_s > 0) == measure->is_cancelled) {
        measure_fail(edit, "needs either 'headway' or 'cancel'");
        return;
    }
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t line = measure_find(edit, lines, &measure_line_name, name);
        if (line != NONE)
            change_line(edit, measure, MEASURE_ROW(lines, struct line_row, line));
    }
}

const struct measure_kind measure_headway = {
    .name = "headway",
    .doc = "Another headway of lines, for a part of the day or all of it. The departures inside "
           "the window are replaced by a grid through the first of them; all others stay. Earlier "
           "or later times than the present ones prolong the service.",
    .fields = fields,
    .size = sizeof(struct headway),
    .fixed = "it makes other runs, and travellers and vehicles know runs by their number",
    .apply = apply};
