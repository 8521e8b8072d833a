// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_window.h"

#include "scenario/measure_service.h"

#include <string.h>

/** The ways found so far. */
struct ways {
    struct measure_edit *edit;
    const struct line_row *line;
    const struct measure_window *window;
    struct measure_way *items; /**< [MEASURE_WAYS_MAX] */
    uint32_t count;
};

static bool is_inside(const struct measure_window *window, double depart_s)
{
    return depart_s >= window->from_s && depart_s < window->to_s;
}

static int64_t free_variant(const struct ways *ways, int64_t direction)
{
    const struct table *table = &ways->edit->spec->transit_tables.line_stops;
    int64_t most = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        if (row->direction == direction && row->variant > most &&
            strcmp(row->line_id, ways->line->id) == 0)
            most = row->variant;
    }
    return most + 1;
}

/** Copies the calls of a way; false and a finding when memory runs out. */
static bool copy_way(const struct ways *ways, struct measure_way from, int64_t variant)
{
    struct table *table = &ways->edit->spec->transit_tables.line_stops;
    uint32_t count = table->count;
    for (uint32_t i = 0; i < count; i++) {
        struct line_stop_row call = *TABLE_ROW(table, struct line_stop_row, i);
        if (call.direction != from.direction || call.variant != from.variant ||
            strcmp(call.line_id, ways->line->id) != 0)
            continue;
        struct line_stop_row *row = measure_add_row(ways->edit, table);
        if (!row)
            return false;
        call.line = row->line;
        call.variant = variant;
        *row = call;
    }
    return true;
}

/** The way of the departure `at`, the first one of its variant inside: itself when all its
 * departures are inside, else a copy that those inside change to. */
static bool take_way(struct ways *ways, int64_t direction, struct measure_departures *departures,
                     uint32_t at)
{
    struct measure_way way = {direction, departures->items[at].variant};
    bool is_shared = false;
    for (uint32_t i = 0; i < departures->count; i++)
        is_shared |= departures->items[i].variant == way.variant &&
                     !is_inside(ways->window, departures->items[i].depart_s);
    int64_t variant = is_shared ? free_variant(ways, direction) : way.variant;
    if (is_shared && !copy_way(ways, way, variant))
        return false;
    for (uint32_t i = at; i < departures->count; i++)
        if (departures->items[i].variant == way.variant &&
            is_inside(ways->window, departures->items[i].depart_s))
            departures->items[i].variant = variant;
    if (ways->count == MEASURE_WAYS_MAX) {
        measure_fail(ways->edit, "line '%s' has more than %u ways", ways->line->id,
                     MEASURE_WAYS_MAX);
        return false;
    }
    ways->items[ways->count++] = (struct measure_way){direction, variant};
    return true;
}

static bool is_taken(const struct ways *ways, int64_t direction, int64_t variant)
{
    for (uint32_t i = 0; i < ways->count; i++)
        if (ways->items[i].direction == direction && ways->items[i].variant == variant)
            return true;
    return false;
}

uint32_t measure_ways_inside(struct measure_edit *edit, struct line_row *line,
                             const struct measure_window *window,
                             struct measure_way out[MEASURE_WAYS_MAX])
{
    if (window->from_s <= 0 && window->to_s >= MEASURE_DAY_END_S)
        return measure_ways_of(edit, line->id, window->direction, out);
    struct measure_departures departures[2] = {{0}, {0}};
    struct ways ways = {.edit = edit, .line = line, .window = window, .items = out};
    bool is_good = true;
    for (int64_t direction = 0; direction < 2 && is_good; direction++) {
        struct measure_departures *of = &departures[direction];
        is_good = measure_departures_read(edit, line, direction, of);
        bool is_meant = window->direction < 0 || window->direction == direction;
        for (uint32_t i = 0; is_meant && is_good && i < of->count; i++)
            if (is_inside(window, of->items[i].depart_s) &&
                !is_taken(&ways, direction, of->items[i].variant))
                is_good = take_way(&ways, direction, of, i);
    }
    if (is_good && ways.count == 0)
        measure_fail(edit, "line '%s' has no departure between from and to", line->id);
    else if (is_good)
        measure_departures_write(edit, line, departures);
    measure_departures_deinit(&departures[0]);
    measure_departures_deinit(&departures[1]);
    return is_good ? ways.count : 0;
}
