// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_routes.h"

#include "base/memory.h"
#include "network/rail_parts.h"

#include <stdlib.h>

static int hop_compare(const struct rail_piece *a, const struct rail_piece *b)
{
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->from_stop != b->from_stop)
        return a->from_stop < b->from_stop ? -1 : 1;
    return (a->to_stop > b->to_stop) - (a->to_stop < b->to_stop);
}

static int piece_compare(const void *left, const void *right)
{
    const struct rail_piece *a = left, *b = right;
    int order = hop_compare(a, b);
    if (order != 0)
        return order;
    if (a->seq != b->seq)
        return a->seq < b->seq ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static const struct rail_route_row *piece_row(const struct rail_build *build,
                                              const struct rail_piece *piece)
{
    return TABLE_ROW(&build->network->tables->routes, struct rail_route_row, piece->row);
}

static enum status pieces_read(const struct rail_build *build, struct rail_routes *routes,
                               struct error *err)
{
    const struct table *table = &build->network->tables->routes;
    const struct timetable *timetable = build->network->timetable;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct rail_route_row *row = TABLE_ROW(table, struct rail_route_row, i);
        struct rail_piece *piece = &routes->pieces[i];
        *piece = (struct rail_piece){
            .line = rail_find(&timetable->line_names, row->line_id, "line", table, row->line, err),
            .from_stop =
                rail_find(&timetable->stop_names, row->from_stop, "stop", table, row->line, err),
            .to_stop =
                rail_find(&timetable->stop_names, row->to_stop, "stop", table, row->line, err),
            .railway = names_find(&build->railways, row->railway),
            .from_m = rail_metres(row->km_from),
            .to_m = rail_metres(row->km_to),
            .speed_mps = (float)row->speed_mps,
            .row = i,
            .seq = row->seq};
        if (piece->line == NONE || piece->from_stop == NONE || piece->to_stop == NONE)
            result = STATUS_DATA;
        else if (row->railway[0] != '\0' && piece->from_m == piece->to_m)
            result =
                table_fail(table, row->line, err,
                           "the way of line '%s' from '%s' to '%s' has a piece of line '%s' "
                           "that begins and ends at km %.3f",
                           row->line_id, row->from_stop, row->to_stop, row->railway, row->km_from);
    }
    return result;
}

/** Pieces of a hop on the same railway line must join. */
static enum status pieces_check_chain(const struct rail_build *build,
                                      const struct rail_routes *routes, struct error *err)
{
    const struct table *table = &build->network->tables->routes;
    enum status result = STATUS_OK;
    for (uint32_t i = 1; i < routes->count; i++) {
        const struct rail_piece *piece = &routes->pieces[i], *before = piece - 1;
        const struct rail_route_row *row = piece_row(build, piece),
                                    *other = piece_row(build, before);
        if (hop_compare(piece, before) != 0)
            continue;
        if (piece->seq == before->seq)
            result = table_fail(table, row->line, err,
                                "line '%s' has seq %lld twice between '%s' and '%s', first in "
                                "%s",
                                row->line_id, (long long)row->seq, row->from_stop, row->to_stop,
                                table_line_text(table, other->line).text);
        else if (piece->railway == before->railway && piece->railway != NONE &&
                 piece->from_m != before->to_m)
            result = table_fail(table, row->line, err,
                                "the way of line '%s' goes on at km %.3f of line '%s', but stopped "
                                "at km %.3f in %s",
                                row->line_id, row->km_from, row->railway, other->km_to,
                                table_line_text(table, other->line).text);
    }
    return result;
}

enum status rail_routes_read(const struct rail_build *build, struct rail_routes *out,
                             struct error *err)
{
    uint32_t count = build->network->tables->routes.count;
    struct rail_routes routes = {.count = count};
    routes.pieces = mem_alloc(count, sizeof *routes.pieces, err);
    if (routes.pieces == NULL)
        return STATUS_RESOURCE;
    enum status status = pieces_read(build, &routes, err);
    if (status == STATUS_OK) {
        qsort(routes.pieces, count, sizeof *routes.pieces, piece_compare);
        status = pieces_check_chain(build, &routes, err);
    }
    if (status != STATUS_OK) {
        mem_free(routes.pieces);
        return status;
    }
    *out = routes;
    return STATUS_OK;
}

void rail_routes_deinit(struct rail_routes *routes)
{
    mem_free(routes->pieces);
}

/** The pieces of exactly this hop, and their number. */
static const struct rail_piece *pieces_find(const struct rail_routes *routes,
                                            const struct rail_piece *key, uint32_t *out_count)
{
    uint32_t low = 0, high = routes->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (hop_compare(&routes->pieces[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t count = 0;
    while (low + count < routes->count && hop_compare(&routes->pieces[low + count], key) == 0)
        count++;
    *out_count = count;
    return routes->pieces + low;
}

static enum status piece_add(struct rail_way *way, struct rail_piece piece, struct error *err)
{
    if (MEM_RESERVE(&way->pieces, &way->capacity, (size_t)way->count + 1, err) != STATUS_OK)
        return STATUS_RESOURCE;
    way->pieces[way->count++] = piece;
    return STATUS_OK;
}

static enum status hop_add(const struct rail_routes *routes, const struct call *call, uint32_t line,
                           struct rail_way *way, struct error *err)
{
    struct rail_piece key = {.line = line, .from_stop = call[0].stop, .to_stop = call[1].stop};
    uint32_t count;
    const struct rail_piece *pieces = pieces_find(routes, &key, &count);
    bool is_mirrored = count == 0;
    if (is_mirrored) {
        key.from_stop = call[1].stop;
        key.to_stop = call[0].stop;
        pieces = pieces_find(routes, &key, &count);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct rail_piece piece = pieces[is_mirrored ? count - 1 - i : i];
        if (is_mirrored) {
            int32_t from_m = piece.from_m;
            piece.from_m = piece.to_m;
            piece.to_m = from_m;
        }
        if (piece_add(way, piece, err) != STATUS_OK)
            return STATUS_RESOURCE;
    }
    return count > 0 ? STATUS_OK
                     : piece_add(way, (struct rail_piece){.railway = NONE, .row = NONE}, err);
}

enum status rail_routes_lay(const struct rail_routes *routes, const struct timetable *timetable,
                            uint32_t pattern, struct rail_way *out, struct error *err)
{
    const struct pattern *at = &timetable->patterns[pattern];
    out->count = 0;
    for (uint32_t i = 0; i + 1 < at->call_count; i++) {
        uint32_t first = out->count;
        if (hop_add(routes, &timetable->calls[at->first_call + i], at->line, out, err) != STATUS_OK)
            return STATUS_RESOURCE;
        for (uint32_t k = first; k < out->count; k++)
            out->pieces[k].call = at->first_call + i;
    }
    return STATUS_OK;
}

void rail_way_deinit(struct rail_way *way)
{
    mem_free(way->pieces);
}
