// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_paths.h"

#include "base/memory.h"
#include "import/gtfs_cells.h"

#include <stdlib.h>
#include <string.h>

#define WALK_DETOUR    1.3
#define WALK_MPS       (4.8 / 3.6)
#define LONGEST_WALK_M 10000.0
#define LONGEST_WALK_S (3.0 * 3600.0)
#define M_PER_DEGREE   111194.0 /* of latitude, less than a degree is anywhere */

static const char *const transfer_columns[] = {
    "from_stop_id",      "to_stop_id",    "transfer_type",
    "min_transfer_time", "from_route_id", "to_route_id",
    "from_trip_id",      "to_trip_id",    NULL};
enum {
    TRANSFER_FROM,
    TRANSFER_TO,
    TRANSFER_TYPE,
    TRANSFER_TIME,
    TRANSFER_SPECIAL,
    TRANSFER_COLUMNS = 8
};
static const struct feed_form transfers_form = {"transfers.txt", transfer_columns, 2, false};

/** Used stops by their station, then by id. */
struct station_stops {
    uint32_t *stops;
    uint32_t count;
};

/** A stop with what it is sorted by. */
struct stop_key {
    double lat;
    uint32_t stop, parent;
};

static int compare_ids(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_parents(const void *a, const void *b)
{
    const struct stop_key *x = a, *y = b;
    return x->parent != y->parent ? compare_ids(x->parent, y->parent)
                                  : compare_ids(x->stop, y->stop);
}

static int compare_latitudes(const void *a, const void *b)
{
    const struct stop_key *x = a, *y = b;
    if (x->lat != y->lat)
        return x->lat < y->lat ? -1 : 1;
    return compare_ids(x->stop, y->stop);
}

static int compare_paths(const void *a, const void *b)
{
    const struct gtfs_path *x = a, *y = b;
    if (x->a != y->a)
        return compare_ids(x->a, y->a);
    if (x->b != y->b)
        return compare_ids(x->b, y->b);
    if (x->origin != y->origin)
        return x->origin < y->origin ? -1 : 1;
    return x->walk_s == y->walk_s ? 0 : (x->walk_s > y->walk_s ? -1 : 1);
}

/** The used stops, unsorted; the caller frees them. */
static struct stop_key *keys_make(const struct gtfs_feed *feed, uint32_t *out_count,
                                  struct error *err)
{
    struct stop_key *keys = mem_alloc(feed->stop_ids.count, sizeof *keys, err);
    uint32_t count = 0;
    for (uint32_t i = 0; keys && i < feed->stop_ids.count; i++)
        if (feed->stops[i].is_used)
            keys[count++] = (struct stop_key){feed->stops[i].lat, i, feed->stops[i].parent};
    *out_count = count;
    return keys;
}

static enum status path_add(const struct gtfs_feed *feed, struct gtfs_paths *paths, uint32_t a,
                            uint32_t b, struct gtfs_path path, struct error *err)
{
    path.a = a < b ? a : b;
    path.b = a < b ? b : a;
    path.walk_m = WALK_DETOUR * gtfs_distance_m(&feed->stops[a], &feed->stops[b]);
    if (path.origin != GTFS_PATH_TIMED)
        path.walk_s = path.walk_m / WALK_MPS;
    if (MEM_RESERVE(&paths->items, &paths->capacity, (size_t)paths->count + 1, err) != STATUS_OK)
        return STATUS_RESOURCE;
    paths->items[paths->count++] = path;
    return STATUS_OK;
}

/** Pairs of the stops of one station. */
static enum status stations_add(const struct gtfs_feed *feed, const struct stop_key *keys,
                                uint32_t count, struct gtfs_paths *paths, struct error *err)
{
    struct gtfs_path made = {.origin = GTFS_PATH_MADE};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count && keys[i].parent != NONE; i++)
        for (uint32_t k = i + 1;
             status == STATUS_OK && k < count && keys[k].parent == keys[i].parent; k++)
            status = path_add(feed, paths, keys[i].stop, keys[k].stop, made, err);
    return status;
}

/** Pairs that are near each other. */
static enum status near_add(const struct gtfs_feed *feed, const struct stop_key *keys,
                            uint32_t count, double near_m, struct gtfs_paths *paths,
                            struct error *err)
{
    struct gtfs_path made = {.origin = GTFS_PATH_MADE};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; status == STATUS_OK && k < count &&
                                 (keys[k].lat - keys[i].lat) * M_PER_DEGREE <= near_m;
             k++)
            if (gtfs_distance_m(&feed->stops[keys[i].stop], &feed->stops[keys[k].stop]) <= near_m)
                status = path_add(feed, paths, keys[i].stop, keys[k].stop, made, err);
    return status;
}

/** The used stops that an end of a transfer stands for: itself, or those of a station. `keys` are
 * sorted by station. */
static void end_find(const struct gtfs_feed *feed, const struct stop_key *keys, uint32_t key_count,
                     uint32_t stop, struct station_stops *out)
{
    out->count = 0;
    if (feed->stops[stop].is_used) {
        out->stops[out->count++] = stop;
        return;
    }
    uint32_t first = 0, end = key_count;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (keys[middle].parent < stop)
            first = middle + 1;
        else
            end = middle;
    }
    for (; first < key_count && keys[first].parent == stop; first++)
        out->stops[out->count++] = keys[first].stop;
}

/** What is needed to read transfers.txt. */
struct transfer_reader {
    struct gtfs_feed *feed;
    const struct stop_key *keys; /**< by station */
    uint32_t key_count;
    struct station_stops from, to;
    struct gtfs_paths *paths;
};

static bool is_special(const struct feed_table *table, int64_t type)
{
    for (uint32_t i = TRANSFER_SPECIAL; i < TRANSFER_COLUMNS; i++)
        if (table->cells[i][0] != '\0')
            return true;
    return type == 4 || type == 5;
}

static void transfer_note(struct gtfs_feed *feed, enum import_item item,
                          const struct feed_table *table)
{
    import_report_add(
        &feed->report, item, "%s:%u: from '%s' to '%s', transfer_type '%s', min_transfer_time '%s'",
        table->name, (unsigned)table->line, table->cells[TRANSFER_FROM], table->cells[TRANSFER_TO],
        table->cells[TRANSFER_TYPE], table->cells[TRANSFER_TIME]);
}

static enum status transfer_take(struct transfer_reader *reader, const struct feed_table *table,
                                 struct error *err)
{
    struct gtfs_feed *feed = reader->feed;
    int64_t type, seconds;
    uint32_t from = names_find(&feed->stop_ids, table->cells[TRANSFER_FROM]);
    uint32_t to = names_find(&feed->stop_ids, table->cells[TRANSFER_TO]);
    bool is_read = gtfs_cell_count(table->cells[TRANSFER_TYPE], 0, &type) && type <= 5 &&
                   gtfs_cell_count(table->cells[TRANSFER_TIME], -1, &seconds);
    if (!is_read)
        transfer_note(feed, IMPORT_ROW_BROKEN, table);
    else if (is_special(table, type))
        transfer_note(feed, IMPORT_TRANSFER_SPECIAL, table);
    else if (from == NONE || to == NONE)
        transfer_note(feed, IMPORT_ROW_REFERENCE, table);
    else if (from == to)
        transfer_note(feed, IMPORT_TRANSFER_SAME_STOP, table);
    else {
        struct gtfs_path path = {.origin = type == 3                   ? GTFS_PATH_FORBIDDEN
                                           : type == 2 && seconds >= 0 ? GTFS_PATH_TIMED
                                                                       : GTFS_PATH_LISTED,
                                 .walk_s = (double)seconds};
        end_find(feed, reader->keys, reader->key_count, from, &reader->from);
        end_find(feed, reader->keys, reader->key_count, to, &reader->to);
        import_report_count(&feed->report, IMPORT_TRANSFER_FORBIDDEN, type == 3);
        import_report_count(&feed->report, IMPORT_TRANSFER_UNUSED,
                            reader->from.count == 0 || reader->to.count == 0);
        for (uint32_t i = 0; i < reader->from.count; i++)
            for (uint32_t k = 0; k < reader->to.count; k++)
                if (reader->from.stops[i] != reader->to.stops[k] &&
                    path_add(feed, reader->paths, reader->from.stops[i], reader->to.stops[k], path,
                             err) != STATUS_OK)
                    return STATUS_RESOURCE;
    }
    return STATUS_OK;
}

static enum status transfers_read(struct gtfs_feed *feed, const struct stop_key *keys,
                                  uint32_t key_count, struct gtfs_paths *paths, struct error *err)
{
    bool is_row;
    struct feed_table table = {.report = &feed->report};
    struct transfer_reader reader = {
        .feed = feed,
        .keys = keys,
        .key_count = key_count,
        .from.stops = mem_alloc(key_count + 1, sizeof(uint32_t), err),
        .to.stops = mem_alloc(key_count + 1, sizeof(uint32_t), err),
        .paths = paths,
    };
    enum status status = STATUS_RESOURCE;
    if (reader.from.stops && reader.to.stops)
        status = feed_table_open(feed->source, &transfers_form, &table, err);
    while (status == STATUS_OK && (status = feed_table_next(&table, &is_row, err)) == STATUS_OK &&
           is_row)
        status = transfer_take(&reader, &table, err);
    feed_table_close(&table);
    mem_free(reader.from.stops);
    mem_free(reader.to.stops);
    return status;
}

/** Keeps one path of each pair, or none. */
static void paths_choose(struct gtfs_feed *feed, struct gtfs_paths *paths)
{
    uint32_t kept = 0;
    if (paths->count > 0)
        qsort(paths->items, paths->count, sizeof *paths->items, compare_paths);
    for (uint32_t i = 0, next; i < paths->count; i = next) {
        struct gtfs_path path = paths->items[i];
        for (next = i + 1; next < paths->count && paths->items[next].a == path.a &&
                           paths->items[next].b == path.b;)
            next++;
        if (path.origin == GTFS_PATH_FORBIDDEN)
            continue;
        if (path.walk_m > LONGEST_WALK_M || path.walk_s > LONGEST_WALK_S) {
            import_report_add(&feed->report, IMPORT_TRANSFER_LONG, "between '%s' and '%s'",
                              names_text(&feed->stop_ids, path.a),
                              names_text(&feed->stop_ids, path.b));
            continue;
        }
        import_report_count(&feed->report, IMPORT_TRANSFER_MADE, path.origin == GTFS_PATH_MADE);
        paths->items[kept++] = path;
    }
    paths->count = kept;
}

enum status gtfs_paths_make(struct gtfs_feed *feed, double near_m, struct gtfs_paths *out,
                            struct error *err)
{
    uint32_t count;
    *out = (struct gtfs_paths){0};
    struct stop_key *keys = keys_make(feed, &count, err);
    if (!keys)
        return STATUS_RESOURCE;
    qsort(keys, count, sizeof *keys, compare_parents);
    enum status status = transfers_read(feed, keys, count, out, err);
    if (status == STATUS_OK)
        status = stations_add(feed, keys, count, out, err);
    qsort(keys, count, sizeof *keys, compare_latitudes);
    if (status == STATUS_OK && near_m > 0)
        status = near_add(feed, keys, count, near_m, out, err);
    mem_free(keys);
    if (status == STATUS_OK)
        paths_choose(feed, out);
    return status;
}

void gtfs_paths_deinit(struct gtfs_paths *paths)
{
    mem_free(paths->items);
    *paths = (struct gtfs_paths){0};
}
