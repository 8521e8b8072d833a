// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_stops.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EARTH_M  6371008.8
#define SEQ_STEP 100

uint32_t measure_ways_of(struct measure_edit *edit, const char *line, int64_t direction,
                         struct measure_way out[MEASURE_WAYS_MAX])
{
    const struct table *table = &edit->spec->transit_tables.line_stops;
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        uint32_t k = 0;
        if (strcmp(row->line_id, line) != 0 || (direction >= 0 && row->direction != direction))
            continue;
        while (k < count && (out[k].direction != row->direction || out[k].variant != row->variant))
            k++;
        if (k < count)
            continue;
        if (count == MEASURE_WAYS_MAX) {
            measure_fail(edit, "line '%s' has more than %u ways", line, MEASURE_WAYS_MAX);
            return 0;
        }
        out[count++] = (struct measure_way){row->direction, row->variant};
    }
    return count;
}

static int call_compare(const void *left, const void *right)
{
    const struct line_stop_row *a = *(struct line_stop_row *const *)left,
                               *b = *(struct line_stop_row *const *)right;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

bool measure_calls_read(struct measure_edit *edit, const char *line, struct measure_way way,
                        struct measure_calls *out)
{
    const struct table *table = &edit->spec->transit_tables.line_stops;
    for (uint32_t i = 0; i < table->count; i++) {
        struct line_stop_row *row = MEASURE_ROW(table, struct line_stop_row, i);
        if (row->direction != way.direction || row->variant != way.variant ||
            strcmp(row->line_id, line) != 0)
            continue;
        enum status status =
            MEM_RESERVE(&out->rows, &out->capacity, (size_t)out->count + 1, &edit->scratch);
        measure_pass_on(edit, status);
        if (status != STATUS_OK)
            return false;
        out->rows[out->count++] = row;
    }
    if (out->count > 1)
        qsort(out->rows, out->count, sizeof *out->rows, call_compare);
    return true;
}

void measure_calls_deinit(struct measure_calls *calls)
{
    mem_free(calls->rows);
    *calls = (struct measure_calls){0};
}

void measure_spread_seq(const struct measure_calls *calls)
{
    for (uint32_t i = 0; i < calls->count; i++)
        calls->rows[i]->seq = (int64_t)(i + 1) * SEQ_STEP;
}

static bool is_hop(const struct rail_route_row *row, const char *line, const char *from,
                   const char *to)
{
    return strcmp(row->line_id, line) == 0 && strcmp(row->from_stop, from) == 0 &&
           strcmp(row->to_stop, to) == 0;
}

/** Copies the pieces of one hop to another. */
static void copy_hop(struct measure_edit *edit, const char *line, const char *const from[2],
                     const char *const to[2])
{
    struct table *routes = &edit->spec->rail_tables.routes;
    uint32_t count = routes->count;
    for (uint32_t i = 0; i < count; i++) {
        struct rail_route_row piece = *TABLE_ROW(routes, struct rail_route_row, i);
        if (!is_hop(&piece, line, from[0], from[1]))
            continue;
        struct rail_route_row *row = measure_add_row(edit, routes);
        if (!row)
            return;
        piece.line = row->line;
        piece.from_stop = to[0];
        piece.to_stop = to[1];
        *row = piece;
    }
}

void measure_join_hops(struct measure_edit *edit, const char *line, struct measure_hop hop)
{
    const struct table *routes = &edit->spec->rail_tables.routes;
    /* The table has each hop once, in one of its two directions. */
    const char *const ends[2][2] = {{hop.from, hop.to}, {hop.to, hop.from}};
    for (uint32_t i = 0; i < routes->count; i++)
        for (int k = 0; k < 2; k++)
            if (is_hop(TABLE_ROW(routes, struct rail_route_row, i), line, ends[k][0], ends[k][1]))
                return;
    for (int k = 0; k < 2; k++) {
        const char *const first[2] = {ends[k][0], hop.by}, *const second[2] = {hop.by, ends[k][1]};
        copy_hop(edit, line, first, ends[k]);
        copy_hop(edit, line, second, ends[k]);
    }
}

double measure_distance_m(double lat_a, double lon_a, double lat_b, double lon_b)
{
    double radians = M_PI / 180, north = sin((lat_b - lat_a) * radians / 2),
           east = sin((lon_b - lon_a) * radians / 2);
    double a = north * north + cos(lat_a * radians) * cos(lat_b * radians) * east * east;
    return 2 * EARTH_M * asin(fmin(1, sqrt(a)));
}

static const struct stop_row *stop_find(const struct measure_edit *edit, const char *id)
{
    const struct table *stops = &edit->spec->transit_tables.stops;
    for (uint32_t i = 0; i < stops->count; i++)
        if (strcmp(TABLE_ROW(stops, struct stop_row, i)->id, id) == 0)
            return TABLE_ROW(stops, struct stop_row, i);
    return NULL;
}

double measure_stop_distance_m(const struct measure_edit *edit, const char *a, const char *b)
{
    const struct stop_row *from = stop_find(edit, a), *to = stop_find(edit, b);
    return from && to ? measure_distance_m(from->lat, from->lon, to->lat, to->lon) : 0;
}

double measure_stop_share(const struct measure_edit *edit, const char *from, const char *by,
                          const char *to)
{
    double before_m = measure_stop_distance_m(edit, from, by),
           behind_m = measure_stop_distance_m(edit, by, to);
    return before_m + behind_m > 0 ? before_m / (before_m + behind_m) : 0.5;
}
