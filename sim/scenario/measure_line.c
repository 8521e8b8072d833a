// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_service.h"
#include "scenario/measure_stops.h"
#include "scenario/measure_tracks.h"

#include <math.h>

#include <string.h>

#define STOPS_MAX 400u

/* Doors open, people get off and on, doors close. Estimate. */
#define LEAST_STAND_S 30.0

/* A way is longer than the straight lines between stops. Estimate. */
#define DETOUR 1.2

struct new_line {
    const char *id, *route, *operator_name, *vehicle, *stops, *minutes;
    int mode, way;
    int64_t priority;
    bool is_one_way;
    double from_s, to_s, headway_s, dwell_s, back_s, margin;
};

static const char *const way_names[] = {"by_mode", "own", "street", "rail", NULL};

#define CLOCK(key, member, is_optional, about)                                                     \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct new_line, member), .optional = is_optional,                      \
        .max = MEASURE_DAY_END_S, .doc = about                                                     \
    }

static const struct field fields[] = {
    MEASURE_TEXT(new_line, "id", id, "Its id, which no other line has."),
    MEASURE_TEXT_OPTIONAL(new_line, "route", route, "Its way in words."),
    {.name = "mode",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct new_line, mode),
     .choices = service_mode_names,
     .doc = "Kind of service."},
    MEASURE_TEXT_OPTIONAL(new_line, "operator", operator_name, "Who runs it."),
    MEASURE_TEXT(new_line, "vehicle", vehicle, "Type in the table of vehicles."),
    MEASURE_LIST(new_line, "stops", stops, "List of its stops in direction 0, by id or name."),
    MEASURE_LIST_OPTIONAL(new_line, "minutes", minutes,
                          "List of as many numbers: minutes from the departure at the first stop "
                          "to the arrival at each; the first one is 0. May be left out for trains "
                          "on tracks: then by their running times and the margin."),
    {.name = "margin",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SHARE,
     .offset = offsetof(struct new_line, margin),
     .optional = true,
     .max = 1,
     .standard = "0.07",
     .doc = "Without minutes: how much longer than the least running time the timetable gives "
            "them. Estimate."},
    {.name = "dwell",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct new_line, dwell_s),
     .optional = true,
     .max = 1800,
     .standard = "0 s",
     .doc = "How long it stands at each stop between, out of the minutes to the next; without "
            "minutes, on top of the running times, at least 30 s."},
    MEASURE_REAL(new_line, "headway", headway_s, QUANTITY_TIME, 30, 86400,
                 "Time from one departure to the next."),
    CLOCK("from", from_s, false, "First departure of direction 0."),
    CLOCK("to", to_s, false, "No departure later than this."),
    CLOCK("back", back_s, true,
          "First departure of the way back; left out: one headway after the first arrival, on the "
          "same grid."),
    MEASURE_FLAG(new_line, "one_way", is_one_way, "There is no way back, as on a ring."),
    {.name = "priority",
     .type = FIELD_INT,
     .offset = offsetof(struct new_line, priority),
     .optional = true,
     .min = 0,
     .max = 9,
     .doc = "Lower goes first where trains are dispatched by priority."},
    {.name = "way",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct new_line, way),
     .optional = true,
     .choices = way_names,
     .doc = "What its vehicles run on, as in the table of lines."},
    FIELD_END};

/** Where the line goes. */
struct course {
    const char *stops[STOPS_MAX];
    double arrive_s[STOPS_MAX], km[STOPS_MAX], stand_s;
    uint32_t count;
};

/** Reads the stops; false and findings when one is not there. */
static bool read_stops(struct measure_edit *edit, const struct new_line *measure,
                       struct course *course)
{
    const struct table *stops = &edit->spec->transit_tables.stops;
    const char *rest = measure->stops, *name;
    bool is_good = true;
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t stop = measure_find(edit, stops, &measure_stop_name, name);
        uint32_t i = course->count;
        is_good = is_good && stop != NONE;
        if (stop == NONE)
            continue;
        if (i == STOPS_MAX) {
            measure_fail(edit, "has more than %u stops", STOPS_MAX);
            return false;
        }
        course->stops[i] = TABLE_ROW(stops, struct stop_row, stop)->id;
        course->km[i] = 0;
        if (i > 0)
            course->km[i] =
                course->km[i - 1] +
                DETOUR / 1000 *
                    measure_stop_distance_m(edit, course->stops[i - 1], course->stops[i]);
        course->count++;
    }
    if (is_good && course->count < 2) {
        measure_fail(edit, "has %u stops, needs at least two", (unsigned)course->count);
        return false;
    }
    return is_good;
}

static bool read_minutes(struct measure_edit *edit, const struct new_line *measure,
                         struct course *course)
{
    const char *rest = measure->minutes, *text;
    uint32_t count = 0;
    double before_s = 0;
    course->stand_s = measure->dwell_s;
    for (; (text = measure_list_take(edit, &rest)); count++) {
        double minutes;
        if (!quantity_parse(QUANTITY_NUMBER, text, &minutes)) {
            measure_fail(edit, "minutes: '%.40s' is no number", text);
            return false;
        }
        bool is_later = count == 0 ? minutes == 0 : 60 * minutes >= before_s + measure->dwell_s;
        if (!is_later) {
            measure_fail(edit, "minutes: number %u is %s, must be %s", (unsigned)count + 1, text,
                         count == 0 ? "0" : "at least the one before and the dwell");
            return false;
        }
        before_s = 60 * minutes;
        if (count < course->count)
            course->arrive_s[count] = before_s;
    }
    if (count == course->count)
        return true;
    measure_fail(edit, "has %u stops, but %u minutes", (unsigned)course->count, (unsigned)count);
    return false;
}

static bool is_on_rails(const struct new_line *measure)
{
    return measure->way == SERVICE_WAY_RAIL ||
           (measure->way == SERVICE_WAY_BY_MODE && measure->mode == SERVICE_RAIL);
}

/** Lays a hop over the tracks, and times it where the scenario gives no minutes. */
static bool lay_hop(struct measure_edit *edit, const struct new_line *measure,
                    struct course *course, uint32_t hop)
{
    const char *const stops[2] = {course->stops[hop], course->stops[hop + 1]};
    struct measure_tracks tracks = {0};
    bool is_good = measure_tracks_find(edit, stops[0], stops[1], &tracks);
    if (!is_good)
        measure_fail(edit,
                     "no tracks that a line has lead from '%s' to '%s'; with way = \"own\" and "
                     "minutes the line runs by its timetable alone",
                     stops[0], stops[1]);
    if (is_good) {
        measure_tracks_lay(edit, measure->id, stops, &tracks);
        course->km[hop + 1] = course->km[hop] + tracks.length_m / 1000;
    }
    if (is_good && measure->minutes[0] == '\0') {
        double run_s = measure_tracks_time_s(edit, &tracks, measure->vehicle);
        double stand_s = hop > 0 ? course->stand_s : 0;
        course->arrive_s[hop + 1] =
            course->arrive_s[hop] + stand_s + ceil(run_s * (1 + measure->margin));
        is_good = isfinite(run_s);
    }
    measure_tracks_deinit(&tracks);
    return is_good;
}

/** The way over the tracks and the times of the line. */
static bool read_course(struct measure_edit *edit, const struct new_line *measure,
                        struct course *course)
{
    bool has_tracks = is_on_rails(measure) && edit->spec->rail_tables.routes.count > 0;
    bool has_minutes = measure->minutes[0] != '\0';
    if (!has_minutes && !has_tracks) {
        measure_fail(edit, "needs 'minutes': only trains on tracks have running times");
        return false;
    }
    bool is_good = !has_minutes || read_minutes(edit, measure, course);
    if (!has_minutes)
        course->stand_s = fmax(measure->dwell_s, LEAST_STAND_S);
    for (uint32_t i = 0; has_tracks && i + 1 < course->count; i++)
        is_good = lay_hop(edit, measure, course, i) && is_good;
    return is_good;
}

/** Adds the calls of a direction. The way back takes the same times the other way round. */
static void add_calls(struct measure_edit *edit, const struct new_line *measure,
                      const struct course *course, int64_t direction)
{
    uint32_t last = course->count - 1;
    for (uint32_t i = 0; i <= last; i++) {
        struct line_stop_row *row = measure_add_row(edit, &edit->spec->transit_tables.line_stops);
        if (!row)
            return;
        uint32_t at = direction == 0 ? i : last - i;
        double stand_s = i == 0 || i == last ? 0 : course->stand_s;
        row->line_id = measure->id;
        row->direction = direction;
        row->seq = (int64_t)i + 1;
        row->stop = course->stops[at];
        row->arrive_s = direction == 0 ? course->arrive_s[i]
                                       : course->arrive_s[last] - course->arrive_s[at] - stand_s;
        row->depart_s = row->arrive_s + stand_s;
        row->km = direction == 0 ? course->km[i] : course->km[last] - course->km[at];
    }
}

static bool add_departures(struct measure_edit *edit, const struct new_line *measure,
                           double first_s, struct measure_departures *out)
{
    for (uint32_t i = 0;; i++) {
        double depart_s = first_s + i * measure->headway_s;
        if (depart_s > measure->to_s)
            return true;
        if (!measure_departures_add(edit, out, (struct measure_departure){depart_s, 0}))
            return false;
    }
}

static void add_line(struct measure_edit *edit, const struct new_line *measure,
                     const struct course *course)
{
    struct table *lines = &edit->spec->transit_tables.lines;
    struct measure_departures departures[2] = {{0}, {0}};
    double back_s = measure->back_s;
    while (back_s <= 0 ||
           (measure->back_s <= 0 && back_s < measure->from_s + course->arrive_s[course->count - 1]))
        back_s = (back_s <= 0 ? measure->from_s : back_s) + measure->headway_s;
    struct line_row *row = measure_add_row(edit, lines);
    if (!row)
        return;
    row->id = measure->id;
    row->route = measure->route;
    row->mode = measure->mode;
    row->operator_name = measure->operator_name;
    row->vehicle = measure->vehicle;
    row->priority = measure->priority;
    row->way = measure->way;
    bool is_good = add_departures(edit, measure, measure->from_s, &departures[0]);
    add_calls(edit, measure, course, 0);
    if (!measure->is_one_way) {
        is_good = is_good && add_departures(edit, measure, back_s, &departures[1]);
        add_calls(edit, measure, course, 1);
    }
    if (is_good)
        measure_departures_write(edit, row, departures);
    measure_departures_deinit(&departures[0]);
    measure_departures_deinit(&departures[1]);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct new_line *measure = parameters;
    const struct transit_tables *tables = &edit->spec->transit_tables;
    struct course course = {.count = 0};
    for (uint32_t i = 0; i < tables->lines.count; i++)
        if (strcmp(TABLE_ROW(&tables->lines, struct line_row, i)->id, measure->id) == 0) {
            measure_fail(edit, "there is a line '%.60s' already", measure->id);
            return;
        }
    bool is_good =
        measure_find(edit, &tables->vehicles, &measure_vehicle_name, measure->vehicle) != NONE;
    is_good = read_stops(edit, measure, &course) && is_good;
    if (is_good && read_course(edit, measure, &course))
        add_line(edit, measure, &course);
}

const struct measure_kind measure_line = {
    .name = "line",
    .doc = "A new line of public transport with its stops, running times and headway. A line on "
           "rails goes over the tracks that other lines have from stop to stop, the shortest way "
           "without turning round; where there are none it is refused. Of others kilometres are "
           "1.2 times the straight lines between the stops (estimate).",
    .fields = fields,
    .size = sizeof(struct new_line),
    .fixed = "it makes other runs, and travellers and vehicles know runs by their number",
    .apply = apply};
