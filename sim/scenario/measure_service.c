// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_service.h"

#include "network/timetable.h"

#include <stdlib.h>
#include <string.h>

bool measure_departures_add(struct measure_edit *edit, struct measure_departures *departures,
                            struct measure_departure added)
{
    enum status status = MEM_RESERVE(&departures->items, &departures->capacity,
                                     (size_t)departures->count + 1, &edit->scratch);
    measure_pass_on(edit, status);
    if (status == STATUS_OK)
        departures->items[departures->count++] = added;
    return status == STATUS_OK;
}

void measure_departures_deinit(struct measure_departures *departures)
{
    mem_free(departures->items);
    *departures = (struct measure_departures){0};
}

static int departure_compare(const void *left, const void *right)
{
    const struct measure_departure *a = left, *b = right;
    if (a->depart_s != b->depart_s)
        return a->depart_s < b->depart_s ? -1 : 1;
    return (a->variant > b->variant) - (a->variant < b->variant);
}

bool measure_departures_read(struct measure_edit *edit, const struct line_row *line,
                             int64_t direction, struct measure_departures *out)
{
    const struct transit_tables *tables = &edit->spec->transit_tables;
    uint32_t *by_headway, count;
    bool is_good = true;
    enum status status = timetable_headway_departures(&tables->lines, line, (uint32_t)direction,
                                                      &by_headway, &count, &edit->scratch);
    measure_pass_on(edit, status);
    if (status != STATUS_OK)
        return false;
    for (uint32_t i = 0; i < count && is_good; i++)
        is_good = measure_departures_add(edit, out,
                                         (struct measure_departure){by_headway[i] / 1000.0, 0});
    mem_free(by_headway);
    for (uint32_t i = 0; i < tables->departures.count && is_good; i++) {
        const struct departure_row *row = TABLE_ROW(&tables->departures, struct departure_row, i);
        if (row->direction == direction && strcmp(row->line_id, line->id) == 0)
            is_good = measure_departures_add(
                edit, out, (struct measure_departure){row->depart_s, row->variant});
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, departure_compare);
    return is_good;
}

static bool is_of_line(const void *row, const void *line)
{
    return strcmp(((const struct departure_row *)row)->line_id, line) == 0;
}

void measure_departures_write(struct measure_edit *edit, struct line_row *line,
                              const struct measure_departures of[2])
{
    struct table *table = &edit->spec->transit_tables.departures;
    measure_remove_rows(edit, table, is_of_line, line->id);
    for (int period = 0; period < SERVICE_PERIOD_COUNT; period++)
        measure_set_real(edit, &line->headway_s[period], 0);
    for (int64_t direction = 0; direction < 2; direction++) {
        measure_set_text(edit, &line->first[direction], "");
        measure_set_text(edit, &line->last[direction], "");
        for (uint32_t i = 0; i < of[direction].count; i++) {
            struct departure_row *row = measure_add_row(edit, table);
            if (!row)
                return;
            row->line_id = line->id;
            row->direction = direction;
            row->variant = of[direction].items[i].variant;
            row->depart_s = of[direction].items[i].depart_s;
        }
    }
}

int64_t measure_main_variant(const struct measure_departures *departures)
{
    int64_t best = 0;
    uint32_t best_count = 0;
    for (uint32_t i = 0; i < departures->count; i++) {
        int64_t variant = departures->items[i].variant;
        uint32_t count = 0;
        for (uint32_t k = 0; k < departures->count; k++)
            count += departures->items[k].variant == variant;
        if (count > best_count || (count == best_count && variant < best)) {
            best = variant;
            best_count = count;
        }
    }
    return best;
}

bool measure_has_stops(const struct measure_edit *edit, const char *line, int64_t direction,
                       int64_t variant)
{
    const struct table *table = &edit->spec->transit_tables.line_stops;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        if (row->direction == direction && row->variant == variant &&
            strcmp(row->line_id, line) == 0)
            return true;
    }
    return false;
}
