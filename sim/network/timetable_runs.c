// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable_parts.h"

#include <stdlib.h>

#define HOUR_MS         (3600u * 1000u)
#define NOON_MS         (12u * HOUR_MS)
#define LEAST_HEADWAY_S 30.0
#define PERIOD_NOON     2 /**< index of the period that holds noon */

/** Starts of the periods in hours, and the end of the last one. */
static const uint32_t period_start_h[SERVICE_PERIOD_COUNT + 1] = {4, 6, 9, 15, 19, 21, 24, 28};

/** The departures of the day while they grow. */
struct run_list {
    uint32_t *depart_ms;
    size_t capacity;
    uint32_t count;
};

static enum status run_list_add(struct run_list *list, uint32_t depart_ms, struct error *err)
{
    enum status status =
        MEM_RESERVE(&list->depart_ms, &list->capacity, (size_t)list->count + 1, err);
    if (status == STATUS_OK)
        list->depart_ms[list->count++] = depart_ms;
    return status;
}

/** Adds the times `anchor_ms + k * step_ms`, k any whole number, in [from_ms, to_ms). */
static enum status grid_add(struct run_list *list, uint32_t anchor_ms, uint32_t step_ms,
                            uint32_t from_ms, uint32_t to_ms, struct error *err)
{
    uint32_t phase = anchor_ms % step_ms;
    uint32_t past = from_ms % step_ms;
    uint32_t t_ms = from_ms + (phase + step_ms - past) % step_ms;
    for (; t_ms < to_ms; t_ms += step_ms) {
        enum status status = run_list_add(list, t_ms, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/** First and last departure of one direction, and the headways. */
struct service {
    uint32_t first_ms, last_ms;
    const double *headway_s; /**< [SERVICE_PERIOD_COUNT] */
};

/** Adds the departures of one period: before noon on the grid through the first departure, from
 * noon on through the last. Where both meet in one period they may come close together: a departure
 * that follows the one before noon by less than half a headway is left out, so that the gap is
 * between a half and one and a half headways. */
static enum status period_add(struct run_list *list, const struct service *service, int period,
                              struct error *err)
{
    if (service->headway_s[period] == 0.0)
        return STATUS_OK;
    uint32_t step_ms = timetable_ms(service->headway_s[period]);
    uint32_t from_ms = most(period_start_h[period] * HOUR_MS, service->first_ms);
    uint32_t to_ms = least(period_start_h[period + 1] * HOUR_MS, service->last_ms + 1);
    uint32_t count_before = list->count;

    enum status status =
        grid_add(list, service->first_ms, step_ms, from_ms, least(to_ms, NOON_MS), err);
    if (status != STATUS_OK)
        return status;
    uint32_t afternoon_ms = most(from_ms, NOON_MS);
    if (period == PERIOD_NOON && list->count > count_before) {
        uint32_t seam_ms = list->depart_ms[list->count - 1] + (step_ms + 1) / 2;
        afternoon_ms = most(afternoon_ms, seam_ms);
    }
    return grid_add(list, service->last_ms, step_ms, afternoon_ms, to_ms, err);
}

/** Reads one end of the service from clock text. */
static enum status clock_read(const struct table *table, const struct line_row *row,
                              const char *column, const char *text, uint32_t *out_ms,
                              struct error *err)
{
    double clock_s;
    double from_s = 3600.0 * period_start_h[0],
           to_s = 3600.0 * period_start_h[SERVICE_PERIOD_COUNT];
    if (!quantity_parse(QUANTITY_CLOCK, text, &clock_s))
        return table_fail(table, row->line, err,
                          "%s of line '%s' is '%s', must be a time such as %s", column, row->id,
                          text, quantity_example(QUANTITY_CLOCK));
    if (clock_s < from_s || clock_s >= to_s)
        return table_fail(table, row->line, err,
                          "%s of line '%s' is %s, must be from 04:00 to before 28:00 (00:30 after "
                          "midnight is 24:30)",
                          column, row->id, text);
    *out_ms = timetable_ms(clock_s);
    return STATUS_OK;
}

static enum status service_read(const struct table *table, const struct line_row *row,
                                uint32_t direction, struct service *out, struct error *err)
{
    static const char *const first_names[] = {"first_dep0", "first_dep1"};
    static const char *const last_names[] = {"last_dep0", "last_dep1"};
    const char *first = row->first[direction], *last = row->last[direction];
    if (last[0] == '\0')
        return table_fail(table, row->line, err, "line '%s' has %s %s but no %s", row->id,
                          first_names[direction], first, last_names[direction]);
    struct service service = {.headway_s = row->headway_s};
    enum status a = clock_read(table, row, first_names[direction], first, &service.first_ms, err);
    enum status b = clock_read(table, row, last_names[direction], last, &service.last_ms, err);
    if (a != STATUS_OK || b != STATUS_OK)
        return STATUS_DATA;
    if (service.last_ms < service.first_ms)
        return table_fail(table, row->line, err, "%s of line '%s' is %s, before %s %s",
                          last_names[direction], row->id, last, first_names[direction], first);
    for (int i = 0; i < SERVICE_PERIOD_COUNT; i++)
        if (row->headway_s[i] != 0.0 && row->headway_s[i] < LEAST_HEADWAY_S)
            return table_fail(table, row->line, err,
                              "line '%s' has a headway of %g min, must be at least %g", row->id,
                              row->headway_s[i] / 60.0, LEAST_HEADWAY_S / 60.0);
    *out = service;
    return STATUS_OK;
}

/** Adds the departures of all periods of a direction. */
static enum status periods_add(const struct table *table, const struct line_row *row,
                               uint32_t direction, struct run_list *list, struct error *err)
{
    struct service service = {0};
    enum status status = service_read(table, row, direction, &service, err);
    for (int period = 0; status == STATUS_OK && period < SERVICE_PERIOD_COUNT; period++)
        status = period_add(list, &service, period, err);
    return status;
}

enum status timetable_headway_departures(const struct table *lines, const struct line_row *row,
                                         uint32_t direction, uint32_t **out_ms, uint32_t *out_count,
                                         struct error *err)
{
    struct run_list list = {0};
    enum status status = STATUS_OK;
    if (row->first[direction][0] != '\0')
        status = periods_add(lines, row, direction, &list, err);
    if (status != STATUS_OK) {
        mem_free(list.depart_ms);
        return status;
    }
    *out_ms = list.depart_ms;
    *out_count = list.count;
    return STATUS_OK;
}

/** A row of the table of departures with its line resolved. */
struct depart_entry {
    uint32_t line, direction, variant, depart_ms, row;
};

static int depart_entry_compare(const void *a, const void *b)
{
    const struct depart_entry *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->direction != y->direction)
        return x->direction < y->direction ? -1 : 1;
    if (x->variant != y->variant)
        return x->variant < y->variant ? -1 : 1;
    if (x->depart_ms != y->depart_ms)
        return x->depart_ms < y->depart_ms ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static enum status departs_read(const struct timetable *timetable, struct depart_entry *entries,
                                struct error *err)
{
    const struct table *table = &timetable->tables->departures;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct departure_row *row = TABLE_ROW(table, struct departure_row, i);
        struct name_place place = {table, row->line};
        uint32_t line = timetable_find_name(&timetable->line_names, row->line_id, "line",
                                            timetable->tables->lines.path, place, err);
        if (line == NONE)
            result = STATUS_DATA;
        entries[i] = (struct depart_entry){line, (uint32_t)row->direction, (uint32_t)row->variant,
                                           timetable_ms(row->depart_s), i};
    }
    return result;
}

/** The departures of all lines in order, and how far they are used up. */
struct depart_cursor {
    const struct depart_entry *entries;
    uint32_t count, next;
};

/** A variant of a direction of a line: what departures are made for at one time. */
struct way {
    uint32_t line, direction, variant;
};

static bool entry_is_of(const struct depart_entry *entry, struct way way)
{
    return entry->line == way.line && entry->direction == way.direction &&
           entry->variant == way.variant;
}

/** Adds the single departures of one way. */
static enum status departs_add(const struct timetable *timetable, struct depart_cursor *cursor,
                               struct way way, struct run_list *list, struct error *err)
{
    const struct table *table = &timetable->tables->departures;
    enum status result = STATUS_OK;
    uint32_t begin = cursor->next;
    for (; cursor->next < cursor->count; cursor->next++) {
        const struct depart_entry *entry = &cursor->entries[cursor->next];
        if (!entry_is_of(entry, way))
            break;
        const struct departure_row *row = TABLE_ROW(table, struct departure_row, entry->row);
        if (cursor->next > begin && entry[-1].depart_ms == entry->depart_ms) {
            result = table_fail(
                table, row->line, err, "this departure of line '%s' is in %s already", row->line_id,
                table_line_text(table, TABLE_ROW(table, struct departure_row, entry[-1].row)->line)
                    .text);
            continue;
        }
        enum status status = run_list_add(list, entry->depart_ms, err);
        if (status != STATUS_OK)
            return status;
    }
    return result;
}

static bool has_headway(const struct line_row *row)
{
    for (int i = 0; i < SERVICE_PERIOD_COUNT; i++)
        if (row->headway_s[i] != 0.0)
            return true;
    return false;
}

/** Adds the departures by headway of variant 0 of a direction, where `has_singles` tells whether it
 * has single departures. */
static enum status headways_add(const struct timetable *timetable, struct way way, bool has_singles,
                                struct run_list *list, struct error *err)
{
    const struct table *table = &timetable->tables->lines;
    const struct line_row *row = TABLE_ROW(table, struct line_row, way.line);
    unsigned direction = (unsigned)way.direction;
    if (row->first[way.direction][0] == '\0') {
        if (row->last[way.direction][0] != '\0')
            return table_fail(table, row->line, err,
                              "line '%s' has last_dep%u %s but no first_dep%u", row->id, direction,
                              row->last[way.direction], direction);
        if (!has_singles && has_headway(row))
            return table_fail(
                table, row->line, err,
                "line '%s' has headways but neither first_dep%u nor rows in the table "
                "of departures for direction %u",
                row->id, direction, direction);
        return STATUS_OK;
    }
    if (has_singles)
        return table_fail(table, row->line, err,
                          "line '%s' has first_dep%u %s and also rows in the table of departures",
                          row->id, direction, row->first[way.direction]);
    return periods_add(table, row, way.direction, list, err);
}

/** Adds the departures of a way that has stops. */
static enum status way_add(const struct timetable *timetable, struct way way,
                           struct depart_cursor *cursor, struct run_list *list, struct error *err)
{
    uint32_t single_begin = cursor->next;
    enum status status = departs_add(timetable, cursor, way, list, err);
    if (status != STATUS_OK || way.variant > 0)
        return status;
    return headways_add(timetable, way, cursor->next > single_begin, list, err);
}

/** A way without stops must not have departures: they would vanish. */
static enum status stopless_check(const struct timetable *timetable, struct way way,
                                  const struct depart_cursor *cursor, struct error *err)
{
    const struct table *table = &timetable->tables->lines;
    const struct line_row *row = TABLE_ROW(table, struct line_row, way.line);
    bool has_singles =
        cursor->next < cursor->count && entry_is_of(&cursor->entries[cursor->next], way);
    bool has_headways = way.variant == 0 && row->first[way.direction][0] != '\0';
    if (!has_headways && !has_singles)
        return STATUS_OK;
    return table_fail(table, row->line, err, "line '%s' has departures but no stops in %s", row->id,
                      timetable_way_text(way.direction, way.variant).text);
}

/** Makes the runs of one way, with stops (the next pattern) or without. */
static enum status way_make(struct timetable *timetable, struct way way, struct pattern *pattern,
                            struct depart_cursor *cursor, struct run_list *list, struct error *err)
{
    enum status status;
    if (pattern != NULL) {
        pattern->first_run = list->count;
        status = way_add(timetable, way, cursor, list, err);
        pattern->run_count = list->count - pattern->first_run;
    } else {
        status = stopless_check(timetable, way, cursor, err);
    }
    while (cursor->next < cursor->count && entry_is_of(&cursor->entries[cursor->next], way))
        cursor->next++;
    return status;
}

/** Makes the runs of all ways of one direction: variant 0, and what else has stops or departures.
 */
static enum status direction_make(struct timetable *timetable, struct way way, uint32_t *pattern,
                                  struct depart_cursor *cursor, struct run_list *list,
                                  struct error *err)
{
    enum status result = STATUS_OK;
    for (way.variant = 0; way.variant != NONE;) {
        const struct pattern *end = timetable->patterns + timetable->pattern_count;
        struct pattern *next = timetable->patterns + *pattern;
        bool has_stops = next < end && next->line == way.line && next->direction == way.direction &&
                         next->variant == way.variant;
        enum status status = way_make(timetable, way, has_stops ? next : NULL, cursor, list, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
        *pattern += has_stops;

        next = timetable->patterns + *pattern;
        way.variant = NONE;
        if (next < end && next->line == way.line && next->direction == way.direction)
            way.variant = next->variant;
        const struct depart_entry *entry = &cursor->entries[cursor->next];
        if (cursor->next < cursor->count && entry->line == way.line &&
            entry->direction == way.direction && entry->variant < way.variant)
            way.variant = entry->variant;
    }
    return result;
}

static enum status runs_make(struct timetable *timetable, struct depart_cursor *cursor,
                             struct run_list *list, struct error *err)
{
    enum status result = STATUS_OK;
    uint32_t pattern = 0;
    for (uint32_t line = 0; line < timetable->line_count; line++)
        for (uint32_t direction = 0; direction < 2; direction++) {
            struct way way = {line, direction, 0};
            enum status status = direction_make(timetable, way, &pattern, cursor, list, err);
            if (status == STATUS_RESOURCE)
                return status;
            if (status != STATUS_OK)
                result = status;
        }
    return result;
}

enum status timetable_runs_build(struct timetable *timetable, struct error *err)
{
    uint32_t count = timetable->tables->departures.count;
    struct run_list list = {0};
    struct depart_entry *entries = mem_alloc(count, sizeof *entries, err);
    if (entries == NULL)
        return STATUS_RESOURCE;
    enum status status = departs_read(timetable, entries, err);
    if (status == STATUS_OK) {
        qsort(entries, count, sizeof *entries, depart_entry_compare);
        struct depart_cursor cursor = {entries, count, 0};
        status = runs_make(timetable, &cursor, &list, err);
    }
    mem_free(entries);
    timetable->run_depart_ms = list.depart_ms;
    timetable->run_count = list.count;
    if (status != STATUS_OK)
        return status;
    timetable->run_pattern = mem_alloc(list.count, sizeof(uint32_t), err);
    if (timetable->run_pattern == NULL)
        return STATUS_RESOURCE;
    for (uint32_t p = 0; p < timetable->pattern_count; p++)
        for (uint32_t i = 0; i < timetable->patterns[p].run_count; i++)
            timetable->run_pattern[timetable->patterns[p].first_run + i] = p;
    return STATUS_OK;
}
