// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_lines.h"

#include "base/memory.h"

/** Texts that tell equal patterns and equal departures. */
struct pattern_keys {
    struct names patterns, departures, ways;
    uint32_t *variant_counts; /**< [ways.count] of the direction of a line */
    size_t variant_capacity;
    struct page text;
};

/** How many routes with runs have each short name. */
static enum status short_names_count(const struct gtfs_feed *feed, struct names *out,
                                     uint32_t *counts, struct error *err)
{
    for (uint32_t i = 0; i < feed->route_ids.count; i++) {
        uint32_t id;
        if (feed->routes[i].line == NONE)
            continue;
        if (names_add(out, feed->routes[i].short_name, &id, NULL, err) != STATUS_OK)
            return STATUS_RESOURCE;
        counts[id]++;
    }
    return STATUS_OK;
}

/** Adds the line of a route: its short name, made unique by the id where it must be. */
static enum status line_add(struct gtfs_feed *feed, uint32_t route, bool is_unique,
                            struct gtfs_lines *lines, struct error *err)
{
    const char *short_name = feed->routes[route].short_name;
    const char *id = names_text(&feed->route_ids, route);
    struct page name = {.err = err};
    uint32_t line;
    bool is_new = false;
    page_add(&name, "%s", is_unique ? short_name : id);
    if (!is_unique) {
        import_report_add(&feed->report, IMPORT_ROUTE_RENAMED, "route '%s' with short name '%s'",
                          id, short_name);
        if (short_name[0] != '\0') {
            name.size = 0;
            page_add(&name, "%s_%s", short_name, id);
        }
    }
    /* A made name may be somebody's short name. */
    while (name.status == STATUS_OK && !is_new) {
        name.status = names_add(&lines->ids, name.text, &line, &is_new, err);
        if (!is_new)
            page_add(&name, "_");
    }
    if (name.status == STATUS_OK)
        name.status =
            MEM_RESERVE(&lines->line_routes, &lines->line_capacity, (size_t)line + 1, err);
    if (name.status == STATUS_OK) {
        lines->line_routes[line] = route;
        feed->routes[route].line = line;
    }
    mem_free(name.text);
    return name.status;
}

static enum status lines_name(struct gtfs_feed *feed, struct gtfs_lines *lines, struct error *err)
{
    struct names short_names = {0};
    uint32_t *counts = mem_alloc(feed->route_ids.count, sizeof *counts, err);
    enum status status = counts ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; i < feed->run_count; i++)
        feed->routes[feed->trips[feed->runs[i].trip].route].line = 0; /* has runs */
    if (status == STATUS_OK)
        status = short_names_count(feed, &short_names, counts, err);
    /* Unique short names first, so that no made name takes one away. */
    for (int is_made = 0; is_made < 2; is_made++)
        for (uint32_t i = 0; status == STATUS_OK && i < feed->route_ids.count; i++) {
            const char *short_name = feed->routes[i].short_name;
            if (feed->routes[i].line == NONE)
                continue;
            bool is_unique =
                short_name[0] != '\0' && counts[names_find(&short_names, short_name)] == 1;
            if (is_unique == !is_made)
                status = line_add(feed, i, is_unique, lines, err);
        }
    names_deinit(&short_names);
    mem_free(counts);
    return status;
}

/** Writes what runs of one pattern have in common. */
static void key_write(const struct gtfs_feed *feed, uint32_t trip_id, struct page *text)
{
    const struct gtfs_trip *trip = &feed->trips[trip_id];
    const struct gtfs_time *times = feed->times + trip->first;
    text->size = 0;
    page_add(text, "%u/%u", (unsigned)feed->routes[trip->route].line, (unsigned)trip->direction);
    for (uint32_t i = 0; i < trip->count; i++)
        page_add(text, " %u:%d:%d", (unsigned)times[i].stop,
                 (int)(times[i].arrive_s - times[0].depart_s),
                 (int)(times[i].depart_s - times[0].depart_s));
}

static enum status pattern_add(const struct gtfs_feed *feed, uint32_t trip_id,
                               struct pattern_keys *keys, struct gtfs_lines *lines,
                               struct error *err)
{
    const struct gtfs_trip *trip = &feed->trips[trip_id];
    struct page way = {.err = err};
    uint32_t id = 0, line = feed->routes[trip->route].line;
    bool is_new = false;
    page_add(&way, "%u/%u", (unsigned)line, (unsigned)trip->direction);
    if (way.status == STATUS_OK)
        way.status = names_add(&keys->ways, way.text, &id, &is_new, err);
    mem_free(way.text);
    if (way.status != STATUS_OK ||
        MEM_RESERVE(&keys->variant_counts, &keys->variant_capacity, (size_t)id + 1, err) !=
            STATUS_OK ||
        MEM_RESERVE(&lines->patterns, &lines->pattern_capacity, (size_t)lines->pattern_count + 1,
                    err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (is_new)
        keys->variant_counts[id] = 0;
    lines->patterns[lines->pattern_count++] = (struct gtfs_pattern){
        .line = line,
        .variant = keys->variant_counts[id]++,
        .direction = trip->direction,
        .trip = trip_id,
    };
    return STATUS_OK;
}

/** Finds or makes the pattern of a run. Of equal runs each but the first needs a pattern of its
 * own: a pattern has no two departures at one time. */
static enum status run_place(struct gtfs_feed *feed, const struct gtfs_run *run,
                             struct pattern_keys *keys, struct gtfs_lines *lines, uint32_t *out,
                             struct error *err)
{
    bool is_new_pattern, is_new_departure = false;
    struct page departure = {.err = err};
    key_write(feed, run->trip, &keys->text);
    enum status status = keys->text.status;
    for (unsigned copy = 0; status == STATUS_OK && !is_new_departure; copy++) {
        if (copy == 1)
            import_report_add(&feed->report, IMPORT_TRIP_TWICE, "trip '%s'",
                              names_text(&feed->trip_ids, run->trip));
        if (copy > 0)
            page_add(&keys->text, " again");
        status = keys->text.status;
        if (status == STATUS_OK)
            status = names_add(&keys->patterns, keys->text.text, out, &is_new_pattern, err);
        if (status == STATUS_OK && is_new_pattern)
            status = pattern_add(feed, run->trip, keys, lines, err);
        departure.size = 0;
        page_add(&departure, "%u %d", (unsigned)*out, (int)run->depart_s);
        if (status == STATUS_OK)
            status = departure.status;
        if (status == STATUS_OK)
            status = names_add(&keys->departures, departure.text, &(uint32_t){0}, &is_new_departure,
                               err);
    }
    mem_free(departure.text);
    return status;
}

enum status gtfs_lines_make(struct gtfs_feed *feed, struct gtfs_lines *out, struct error *err)
{
    struct pattern_keys keys = {.text.err = err};
    *out = (struct gtfs_lines){0};
    enum status status = lines_name(feed, out, err);
    out->departures = mem_alloc(feed->run_count, sizeof *out->departures, err);
    if (!out->departures)
        status = STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < feed->run_count; i++) {
        uint32_t pattern = 0;
        status = run_place(feed, &feed->runs[i], &keys, out, &pattern, err);
        out->departures[i] =
            (struct gtfs_departure){pattern, feed->runs[i].trip, feed->runs[i].depart_s};
    }
    names_deinit(&keys.patterns);
    names_deinit(&keys.departures);
    names_deinit(&keys.ways);
    mem_free(keys.variant_counts);
    mem_free(keys.text.text);
    return status;
}

void gtfs_lines_deinit(struct gtfs_lines *lines)
{
    names_deinit(&lines->ids);
    mem_free(lines->line_routes);
    mem_free(lines->patterns);
    mem_free(lines->departures);
    *lines = (struct gtfs_lines){0};
}
