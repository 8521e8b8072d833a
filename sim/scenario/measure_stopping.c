// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_tracks.h"
#include "scenario/measure_window.h"

#include <math.h>
#include <string.h>

struct stopping {
    const char *lines, *skip, *serve, *after;
    struct measure_window window;
    double time_s, dwell_s;
};

static const struct field fields[] = {
    MEASURE_LIST(stopping, "line", lines, "Line, or a list of lines."),
    MEASURE_LIST_OPTIONAL(stopping, "skip", skip,
                          "Stop that the lines no longer serve, by id or name, or a list; not the "
                          "first or the last one."),
    MEASURE_TEXT_OPTIONAL(stopping, "serve", serve,
                          "Stop that they serve from now on, by id or name."),
    MEASURE_TEXT_OPTIONAL(stopping, "after", after,
                          "With serve: the stop of the line before it in direction 0, and behind "
                          "it on the way back."),
    {.name = "direction",
     .type = FIELD_INT,
     .offset = offsetof(struct stopping, window.direction),
     .optional = true,
     .min = -1,
     .max = 1,
     .standard = "-1",
     .doc = "Direction of the line, 0 or 1; left out: both."},
    {.name = "from",
     .type = FIELD_REAL,
     .quantity = QUANTITY_CLOCK,
     .offset = offsetof(struct stopping, window.from_s),
     .optional = true,
     .max = MEASURE_DAY_END_S,
     .standard = "00:00",
     .doc = "Vehicles that leave their first stop from this time on; left out: from the first one "
            "on."},
    {.name = "to",
     .type = FIELD_REAL,
     .quantity = QUANTITY_CLOCK,
     .offset = offsetof(struct stopping, window.to_s),
     .optional = true,
     .max = MEASURE_DAY_END_S,
     .standard = "48:00",
     .doc = "Vehicles that leave it before this time; left out: up to the last one."},
    {.name = "time",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct stopping, time_s),
     .optional = true,
     .max = 1800,
     .standard = "1 min",
     .doc = "What a call costs: braking, standing, pulling away; with skip at least as long as the "
            "timetable stands. All later stops are that much earlier or later. Estimate."},
    {.name = "dwell",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct stopping, dwell_s),
     .optional = true,
     .max = 1800,
     .standard = "30 s",
     .doc = "With serve: the part of it that the vehicle stands."},
    FIELD_END};

static const char *find_stop(struct measure_edit *edit, const char *name)
{
    const struct table *stops = &edit->spec->transit_tables.stops;
    uint32_t i = measure_find(edit, stops, &measure_stop_name, name);
    return i == NONE ? NULL : TABLE_ROW(stops, struct stop_row, i)->id;
}

/** Moves the calls from `first` on. A call never comes before the one ahead of it. */
static void shift(struct measure_edit *edit, const struct measure_calls *calls, uint32_t first,
                  double by_s)
{
    double least_s = first > 0 ? calls->rows[first - 1]->depart_s : 0;
    if (first < calls->count && calls->rows[first]->arrive_s + by_s < least_s)
        by_s = least_s - calls->rows[first]->arrive_s;
    for (uint32_t i = first; i < calls->count; i++) {
        measure_set_real(edit, &calls->rows[i]->arrive_s, calls->rows[i]->arrive_s + by_s);
        measure_set_real(edit, &calls->rows[i]->depart_s, calls->rows[i]->depart_s + by_s);
    }
}

static bool is_row(const void *row, const void *wanted)
{
    return row == wanted;
}

/** Takes a stop out of one way of a line. */
static bool skip_call(struct measure_edit *edit, const struct stopping *measure,
                      const struct measure_calls *calls, const char *stop)
{
    uint32_t i = 0;
    while (i < calls->count && strcmp(calls->rows[i]->stop, stop) != 0)
        i++;
    if (i == calls->count)
        return false;
    if (i == 0 || i + 1 == calls->count) {
        measure_fail(edit, "line '%s' begins or ends at '%s', so it cannot skip it",
                     calls->rows[i]->line_id, stop);
        return true;
    }
    measure_join_hops(
        edit, calls->rows[i]->line_id,
        (struct measure_hop){calls->rows[i - 1]->stop, stop, calls->rows[i + 1]->stop});
    double dwell_s = calls->rows[i]->depart_s - calls->rows[i]->arrive_s;
    shift(edit, calls, i + 1, -fmax(measure->time_s, dwell_s));
    measure_remove_rows(edit, &edit->spec->transit_tables.line_stops, is_row, calls->rows[i]);
    return true;
}

/** Gives a line that is on tracks a way over them to a stop that it now serves, where one leads
 * there. */
static void lay_hop(struct measure_edit *edit, const char *line, const char *from, const char *to)
{
    const char *const stops[2] = {from, to};
    const struct table *routes = &edit->spec->rail_tables.routes;
    struct measure_tracks tracks = {0};
    bool is_on_tracks = false;
    for (uint32_t i = 0; i < routes->count && !is_on_tracks; i++)
        is_on_tracks = strcmp(TABLE_ROW(routes, struct rail_route_row, i)->line_id, line) == 0;
    if (is_on_tracks && measure_tracks_find(edit, from, to, &tracks))
        measure_tracks_lay(edit, line, stops, &tracks);
    measure_tracks_deinit(&tracks);
}

/** Puts a stop into one way of a line, between two of its calls. */
static bool serve_call(struct measure_edit *edit, const struct stopping *measure,
                       const struct measure_calls *calls, const char *const stops[2])
{
    uint32_t i = 0;
    const char *stop = stops[0], *after = stops[1];
    bool is_back = calls->count > 0 && calls->rows[0]->direction == 1;
    while (i < calls->count && strcmp(calls->rows[i]->stop, after) != 0)
        i++;
    if (i == calls->count || (is_back ? i == 0 : i + 1 == calls->count))
        return false;
    uint32_t next = is_back ? i : i + 1;
    const struct line_stop_row before = *calls->rows[next - 1], behind = *calls->rows[next];
    if (behind.seq - before.seq < 2)
        measure_spread_seq(calls);
    double share = measure_stop_share(edit, before.stop, stop, behind.stop);
    double ride_s = behind.arrive_s - before.depart_s + measure->time_s - measure->dwell_s;
    struct line_stop_row made = before;
    made.seq = calls->rows[next - 1]->seq + 1;
    made.stop = stop;
    made.arrive_s = before.depart_s + share * (ride_s > 0 ? ride_s : 0);
    made.depart_s = made.arrive_s + measure->dwell_s;
    made.km = before.km + share * (behind.km - before.km);
    shift(edit, calls, next, measure->time_s);
    struct line_stop_row *row = measure_add_row(edit, &edit->spec->transit_tables.line_stops);
    if (row) {
        made.line = row->line;
        *row = made;
    }
    lay_hop(edit, before.line_id, before.stop, stop);
    lay_hop(edit, before.line_id, stop, behind.stop);
    return true;
}

/** Ways of a line that are changed. */
struct line_ways {
    const char *line;
    struct measure_way items[MEASURE_WAYS_MAX];
    uint32_t count;
};

/** Calls of one way after another; the rows move between them. `stops`: what is skipped, or what is
 * served and after which. */
static void change_ways(struct measure_edit *edit, const struct stopping *measure,
                        const struct line_ways *ways, const char *const stops[2])
{
    const char *line = ways->line;
    bool is_found = false;
    for (uint32_t i = 0; i < ways->count; i++) {
        struct measure_calls calls = {0};
        if (measure_calls_read(edit, line, ways->items[i], &calls))
            is_found |= stops[1] ? serve_call(edit, measure, &calls, stops)
                                 : skip_call(edit, measure, &calls, stops[0]);
        measure_calls_deinit(&calls);
    }
    if (!is_found && stops[1])
        measure_fail(edit, "no place behind '%s' in line '%s'", stops[1], line);
    else if (!is_found)
        measure_fail(edit, "line '%s' does not call at '%s'", line, stops[0]);
}

static void change_line(struct measure_edit *edit, const struct stopping *measure,
                        struct line_row *line, const char *const serve[2])
{
    struct line_ways ways = {.line = line->id};
    const char *skips = measure->skip, *skip;
    ways.count = measure_ways_inside(edit, line, &measure->window, ways.items);
    if (ways.count > 0 && serve[0])
        change_ways(edit, measure, &ways, serve);
    while (ways.count > 0 && (skip = measure_list_take(edit, &skips))) {
        const char *const stops[2] = {find_stop(edit, skip), NULL};
        if (stops[0])
            change_ways(edit, measure, &ways, stops);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct stopping *measure = parameters;
    const struct table *lines = &edit->spec->transit_tables.lines;
    const char *rest = measure->lines, *name;
    const char *serve[2] = {NULL, NULL};
    if ((measure->skip[0] != '\0') == (measure->serve[0] != '\0') ||
        (measure->serve[0] != '\0') != (measure->after[0] != '\0')) {
        measure_fail(edit, "needs either 'skip', or 'serve' with 'after'");
        return;
    }
    if (measure->serve[0] != '\0') {
        serve[0] = find_stop(edit, measure->serve);
        serve[1] = find_stop(edit, measure->after);
        if (!serve[0] || !serve[1])
            return;
    }
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t line = measure_find(edit, lines, &measure_line_name, name);
        if (line != NONE)
            change_line(edit, measure, MEASURE_ROW(lines, struct line_row, line), serve);
    }
}

const struct measure_kind measure_stopping = {
    .name = "stopping",
    .doc = "Lines skip stops or serve another one, all day or for a part of it. A line on blocks "
           "keeps its way over "
           "the tracks when it skips; to a stop that it now serves it goes over the tracks that "
           "other lines have there, and where there are none to the timetable alone.",
    .fields = fields,
    .size = sizeof(struct stopping),
    .fixed = "it makes other runs, and travellers and vehicles know runs by their number",
    .apply = apply};
