// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable.h"

#include "network/timetable_closures.h"
#include "network/timetable_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t timetable_ms(double seconds)
{
    return (uint32_t)llround(seconds * 1000.0);
}

struct way_text timetable_way_text(uint32_t direction, uint32_t variant)
{
    struct way_text way;
    if (variant == 0)
        snprintf(way.text, sizeof way.text, "direction %u", (unsigned)direction);
    else
        snprintf(way.text, sizeof way.text, "direction %u variant %u", (unsigned)direction,
                 (unsigned)variant);
    return way;
}

uint32_t timetable_find_name(const struct names *names, const char *text, const char *what,
                             const char *home, struct name_place place, struct error *err)
{
    uint32_t id = names_find(names, text);
    if (id != NONE)
        return id;
    const char *similar = names_suggest(names, text);
    if (similar != NULL)
        table_fail(place.table, place.line, err, "there is no %s '%s' in %s, did you mean '%s'?",
                   what, text, home, similar);
    else
        table_fail(place.table, place.line, err, "there is no %s '%s' in %s", what, text, home);
    return NONE;
}

/** Adds a name that must be new. STATUS_DATA when it is there already. */
static enum status name_add_new(struct names *names, const char *text, const char *what,
                                struct name_place place, struct error *err)
{
    uint32_t id;
    bool is_new;
    enum status status = names_add(names, text, &id, &is_new, err);
    if (status == STATUS_OK && !is_new)
        status = table_fail(place.table, place.line, err, "%s '%s' is listed twice", what, text);
    return status;
}

static enum status stops_build(struct timetable *timetable, const struct network *network,
                               struct error *err)
{
    const struct table *table = &timetable->tables->stops;
    enum status result = STATUS_OK;
    timetable->stop_count = table->count;
    timetable->stop_points = mem_alloc(table->count, sizeof(struct point), err);
    timetable->stop_access_ms = mem_alloc(table->count, sizeof(uint32_t), err);
    if (timetable->stop_points == NULL || timetable->stop_access_ms == NULL)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct stop_row *row = TABLE_ROW(table, struct stop_row, i);
        struct name_place place = {table, row->line};
        enum status status = name_add_new(&timetable->stop_names, row->id, "stop", place, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
        timetable->stop_points[i] = network_project(network, row->lat, row->lon);
        timetable->stop_access_ms[i] = timetable_ms(row->access_s);
    }
    return result;
}

/** Names of the vehicle types; the id is the row. */
static enum status vehicles_read(const struct table *table, struct names *out, struct error *err)
{
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct transit_vehicle_row *row = TABLE_ROW(table, struct transit_vehicle_row, i);
        struct name_place place = {table, row->line};
        enum status status = name_add_new(out, row->type, "vehicle type", place, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status == STATUS_OK && row->seats + row->standing == 0)
            status = table_fail(table, row->line, err,
                                "vehicle type '%s' has 0 seats and 0 standing places", row->type);
        if (status != STATUS_OK)
            result = status;
    }
    return result;
}

/** What a line runs on when its row leaves that to the mode. */
static enum service_way way_of_mode(enum service_mode mode)
{
    switch (mode) {
    case SERVICE_BUS:
    case SERVICE_NIGHT_BUS:
        return SERVICE_WAY_STREET;
    case SERVICE_RAIL:
        return SERVICE_WAY_RAIL;
    case SERVICE_LIGHT_RAIL:
    case SERVICE_TRAM:
        break;
    }
    return SERVICE_WAY_OWN;
}

struct transit_line timetable_line(const struct transit_tables *tables, uint32_t row, int mode,
                                   uint32_t vehicle)
{
    const struct line_row *line = TABLE_ROW(&tables->lines, struct line_row, row);
    const struct transit_vehicle_row *type =
        TABLE_ROW(&tables->vehicles, struct transit_vehicle_row, vehicle);
    bool has_way = line->mode == mode && line->way != SERVICE_WAY_BY_MODE;
    int way = has_way ? line->way : (int)way_of_mode((enum service_mode)mode);
    return (struct transit_line){.row = row,
                                 .vehicle = vehicle,
                                 .priority = (uint32_t)line->priority,
                                 .mode = (uint8_t)mode,
                                 .way = (uint8_t)way,
                                 .seats = (uint32_t)type->seats,
                                 .standing = (uint32_t)type->standing,
                                 .bicycle_places = (uint32_t)type->bicycle_places,
                                 .doors = (uint32_t)type->doors_per_side};
}

static enum status lines_fill(struct timetable *timetable, const struct names *types,
                              struct error *err)
{
    const struct table *table = &timetable->tables->lines;
    const struct table *vehicles = &timetable->tables->vehicles;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_row *row = TABLE_ROW(table, struct line_row, i);
        struct name_place place = {table, row->line};
        enum status status = name_add_new(&timetable->line_names, row->id, "line", place, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
        uint32_t type =
            timetable_find_name(types, row->vehicle, "vehicle type", vehicles->path, place, err);
        if (type == NONE) {
            result = STATUS_DATA;
            continue;
        }
        timetable->lines[i] = timetable_line(timetable->tables, i, row->mode, type);
    }
    return result;
}

static enum status lines_build(struct timetable *timetable, struct error *err)
{
    struct names types = {0};
    timetable->line_count = timetable->tables->lines.count;
    timetable->lines = mem_alloc(timetable->line_count, sizeof *timetable->lines, err);
    if (timetable->lines == NULL)
        return STATUS_RESOURCE;
    enum status vehicles = vehicles_read(&timetable->tables->vehicles, &types, err);
    enum status lines = vehicles == STATUS_RESOURCE ? vehicles : lines_fill(timetable, &types, err);
    names_deinit(&types);
    return vehicles != STATUS_OK ? vehicles : lines;
}

static enum status stop_calls_build(struct timetable *timetable, struct error *err)
{
    uint32_t stop_count = timetable->stop_count, call_count = timetable->call_count;
    timetable->stop_first_call = mem_alloc(stop_count + 1, sizeof(uint32_t), err);
    timetable->stop_calls = mem_alloc(call_count, sizeof(uint32_t), err);
    if (timetable->stop_first_call == NULL || timetable->stop_calls == NULL)
        return STATUS_RESOURCE;

    uint32_t *first = timetable->stop_first_call;
    for (uint32_t i = 0; i < call_count; i++)
        first[timetable->calls[i].stop + 1]++;
    for (uint32_t i = 0; i < stop_count; i++)
        first[i + 1] += first[i];
    /* Entry i + 1 takes the start of stop i and serves as its cursor; it ends at the start of i
     * + 1. */
    for (uint32_t i = stop_count; i > 0; i--)
        first[i] = first[i - 1];
    for (uint32_t i = 0; i < call_count; i++)
        timetable->stop_calls[first[timetable->calls[i].stop + 1]++] = i;
    return STATUS_OK;
}

/** A footpath in one direction, while building. */
struct path_entry {
    uint32_t from, to, walk_ms, row;
};

static int path_entry_compare(const void *a, const void *b)
{
    const struct path_entry *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static enum status paths_read(const struct timetable *timetable, struct path_entry *entries,
                              struct error *err)
{
    const struct table *table = &timetable->tables->transfers;
    const char *home = timetable->tables->stops.path;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct transfer_row *row = TABLE_ROW(table, struct transfer_row, i);
        struct name_place place = {table, row->line};
        const struct names *names = &timetable->stop_names;
        uint32_t from = timetable_find_name(names, row->from_stop, "stop", home, place, err);
        uint32_t to = timetable_find_name(names, row->to_stop, "stop", home, place, err);
        uint32_t walk_ms = timetable_ms(row->walk_s);
        if (walk_ms < TIMETABLE_LEAST_WALK_MS)
            walk_ms = TIMETABLE_LEAST_WALK_MS;
        entries[2 * i] = (struct path_entry){from, to, walk_ms, i};
        entries[2 * i + 1] = (struct path_entry){to, from, walk_ms, i};
        if (from == NONE || to == NONE)
            result = STATUS_DATA;
        else if (from == to)
            result = table_fail(table, row->line, err, "a footpath leads from stop '%s' to itself",
                                row->from_stop);
    }
    return result;
}

/** Findings about pairs that are listed more than once; `entries` are sorted and have both
 * directions. */
static enum status paths_check_pairs(const struct timetable *timetable,
                                     const struct path_entry *entries, uint32_t count,
                                     struct error *err)
{
    const struct table *table = &timetable->tables->transfers;
    enum status result = STATUS_OK;
    for (uint32_t i = 1; i < count; i++) {
        const struct path_entry *a = &entries[i - 1], *b = &entries[i];
        if (a->from != b->from || a->to != b->to || a->from > a->to)
            continue;
        result = table_fail(
            table, TABLE_ROW(table, struct transfer_row, b->row)->line, err,
            "the footpath between '%s' and '%s' is in %s already",
            names_text(&timetable->stop_names, a->from), names_text(&timetable->stop_names, a->to),
            table_line_text(table, TABLE_ROW(table, struct transfer_row, a->row)->line).text);
    }
    return result;
}

static enum status paths_build(struct timetable *timetable, struct error *err)
{
    uint32_t count = 2 * timetable->tables->transfers.count;
    struct path_entry *entries = mem_alloc(count, sizeof *entries, err);
    timetable->footpath_count = count;
    timetable->footpaths = mem_alloc(count, sizeof *timetable->footpaths, err);
    timetable->stop_first_path = mem_alloc(timetable->stop_count + 1, sizeof(uint32_t), err);
    if (entries == NULL || timetable->footpaths == NULL || timetable->stop_first_path == NULL) {
        mem_free(entries);
        return STATUS_RESOURCE;
    }
    enum status status = paths_read(timetable, entries, err);
    if (status == STATUS_OK) {
        qsort(entries, count, sizeof *entries, path_entry_compare);
        status = paths_check_pairs(timetable, entries, count, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        timetable->footpaths[i] = (struct footpath){entries[i].to, entries[i].walk_ms};
        timetable->stop_first_path[entries[i].from + 1] = i + 1;
    }
    for (uint32_t i = 0; i < timetable->stop_count; i++)
        if (timetable->stop_first_path[i + 1] < timetable->stop_first_path[i])
            timetable->stop_first_path[i + 1] = timetable->stop_first_path[i];
    mem_free(entries);
    return status;
}

static enum status place_stops_check(const struct timetable *timetable,
                                     const struct network *network, struct error *err)
{
    const struct table *table = &timetable->tables->place_stops;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct place_stop_row *row = TABLE_ROW(table, struct place_stop_row, i);
        struct name_place place = {table, row->line};
        if (timetable_find_name(&network->place_names, row->place, "place", "the table of places",
                                place, err) == NONE)
            result = STATUS_DATA;
        if (timetable_find_name(&timetable->stop_names, row->stop, "stop",
                                timetable->tables->stops.path, place, err) == NONE)
            result = STATUS_DATA;
    }
    return result;
}

static enum status park_ride_check(const struct timetable *timetable, struct error *err)
{
    const struct table *table = &timetable->tables->park_ride;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct park_ride_row *row = TABLE_ROW(table, struct park_ride_row, i);
        struct name_place place = {table, row->line};
        if (timetable_find_name(&timetable->stop_names, row->stop, "stop",
                                timetable->tables->stops.path, place, err) == NONE)
            result = STATUS_DATA;
        for (uint32_t j = 0; j < i; j++)
            if (strcmp(TABLE_ROW(table, struct park_ride_row, j)->stop, row->stop) == 0)
                result = table_fail(
                    table, row->line, err, "stop '%s' is in %s already", row->stop,
                    table_line_text(table, TABLE_ROW(table, struct park_ride_row, j)->line).text);
    }
    return result;
}

/** Runs and calls are as they stay. */
static enum status run_hops_count(struct timetable *timetable, struct error *err)
{
    uint64_t count = 0;
    timetable->run_first_hop = mem_alloc((size_t)timetable->run_count + 1, sizeof(uint32_t), err);
    if (timetable->run_first_hop == NULL)
        return STATUS_RESOURCE;
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        count += timetable->patterns[timetable->run_pattern[run]].call_count - 1;
        if (count > UINT32_MAX)
            return error_fail(err, STATUS_RESOURCE, "the timetable has more than %u hops of runs",
                              UINT32_MAX);
        timetable->run_first_hop[run + 1] = (uint32_t)count;
    }
    return STATUS_OK;
}

static enum status timetable_fill(struct timetable *timetable, const struct network *network,
                                  struct error *err)
{
    enum status stops = stops_build(timetable, network, err);
    if (stops == STATUS_RESOURCE)
        return stops;
    enum status lines = lines_build(timetable, err);
    if (lines == STATUS_RESOURCE)
        return lines;
    /* What refers to stops and lines can only be checked when their own tables are right. */
    if (stops != STATUS_OK || lines != STATUS_OK)
        return STATUS_DATA;

    enum status patterns = timetable_patterns_build(timetable, err);
    if (patterns == STATUS_RESOURCE)
        return patterns;
    enum status paths = paths_build(timetable, err);
    if (paths == STATUS_RESOURCE)
        return paths;
    enum status places = place_stops_check(timetable, network, err);
    enum status parks = park_ride_check(timetable, err);
    if (patterns != STATUS_OK || paths != STATUS_OK || places != STATUS_OK || parks != STATUS_OK)
        return STATUS_DATA;

    enum status status = timetable_runs_build(timetable, err);
    if (status == STATUS_OK)
        status = timetable_closures_apply(timetable, err);
    if (status == STATUS_OK)
        status = timetable_disruptions_build(timetable, err);
    if (status == STATUS_OK)
        status = run_hops_count(timetable, err);
    return status != STATUS_OK ? status : stop_calls_build(timetable, err);
}

enum status timetable_build(const struct transit_tables *tables, const struct network *network,
                            struct timetable **out, struct error *err)
{
    struct timetable *timetable = mem_alloc(1, sizeof *timetable, err);
    if (timetable == NULL)
        return STATUS_RESOURCE;
    timetable->tables = tables;
    enum status status = timetable_fill(timetable, network, err);
    if (status != STATUS_OK) {
        timetable_destroy(timetable);
        return status;
    }
    *out = timetable;
    return STATUS_OK;
}

void timetable_destroy(struct timetable *timetable)
{
    if (timetable == NULL)
        return;
    mem_free(timetable->stop_points);
    mem_free(timetable->stop_access_ms);
    mem_free(timetable->lines);
    mem_free(timetable->patterns);
    mem_free(timetable->calls);
    mem_free(timetable->run_depart_ms);
    mem_free(timetable->run_pattern);
    mem_free(timetable->run_first_hop);
    mem_free(timetable->stop_first_call);
    mem_free(timetable->stop_calls);
    mem_free(timetable->stop_first_path);
    mem_free(timetable->footpaths);
    mem_free(timetable->delay_rules);
    mem_free(timetable->incidents);
    names_deinit(&timetable->stop_names);
    names_deinit(&timetable->line_names);
    mem_free(timetable);
}
