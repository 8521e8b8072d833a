// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable_parts.h"

#include <stdlib.h>

/** A row of the table of line stops with its names resolved. */
struct call_entry {
    uint32_t line, direction, variant, stop, row;
    int64_t seq;
};

static int call_entry_compare(const void *a, const void *b)
{
    const struct call_entry *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->direction != y->direction)
        return x->direction < y->direction ? -1 : 1;
    if (x->variant != y->variant)
        return x->variant < y->variant ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static const struct line_stop_row *entry_row(const struct timetable *timetable,
                                             const struct call_entry *entry)
{
    return TABLE_ROW(&timetable->tables->line_stops, struct line_stop_row, entry->row);
}

static struct way_text entry_way(const struct call_entry *entry)
{
    return timetable_way_text(entry->direction, entry->variant);
}

static enum status entries_read(const struct timetable *timetable, struct call_entry *entries,
                                struct error *err)
{
    const struct table *table = &timetable->tables->line_stops;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        struct name_place place = {table, row->line};
        uint32_t line = timetable_find_name(&timetable->line_names, row->line_id, "line",
                                            timetable->tables->lines.path, place, err);
        uint32_t stop = timetable_find_name(&timetable->stop_names, row->stop, "stop",
                                            timetable->tables->stops.path, place, err);
        if (line == NONE || stop == NONE)
            result = STATUS_DATA;
        entries[i] = (struct call_entry){.line = line,
                                         .direction = (uint32_t)row->direction,
                                         .variant = (uint32_t)row->variant,
                                         .stop = stop,
                                         .row = i,
                                         .seq = row->seq};
    }
    return result;
}

/** What can be wrong with the first call of a pattern. */
static enum status first_call_check(const struct timetable *timetable,
                                    const struct call_entry *entry, struct error *err)
{
    const struct line_stop_row *row = entry_row(timetable, entry);
    if (row->depart_s == 0.0 && row->arrive_s == 0.0)
        return STATUS_OK;
    return table_fail(&timetable->tables->line_stops, row->line, err,
                      "the first stop '%s' of line '%s' %s has arrive_min %g and "
                      "depart_min %g, both must be 0",
                      row->stop, row->line_id, entry_way(entry).text, row->arrive_s / 60.0,
                      row->depart_s / 60.0);
}

/** What can be wrong with a call and the one before it. */
static enum status next_call_check(const struct timetable *timetable,
                                   const struct call_entry *before, const struct call_entry *entry,
                                   struct error *err)
{
    const struct table *table = &timetable->tables->line_stops;
    const struct line_stop_row *last = entry_row(timetable, before);
    const struct line_stop_row *row = entry_row(timetable, entry);
    const struct way_text way = entry_way(entry);
    enum status result = STATUS_OK;
    if (before->seq == entry->seq)
        result = table_fail(table, row->line, err, "line '%s' %s has seq %lld twice, first in %s",
                            row->line_id, way.text, (long long)row->seq,
                            table_line_text(table, last->line).text);
    if (before->stop == entry->stop)
        result = table_fail(table, row->line, err, "line '%s' %s calls at stop '%s' twice in a row",
                            row->line_id, way.text, row->stop);
    if (row->arrive_s < last->depart_s)
        result = table_fail(
            table, row->line, err,
            "line '%s' %s arrives at '%s' at minute %g, before it leaves '%s' at %g", row->line_id,
            way.text, row->stop, row->arrive_s / 60.0, last->stop, last->depart_s / 60.0);
    if (row->depart_s < row->arrive_s)
        result = table_fail(table, row->line, err,
                            "line '%s' %s leaves '%s' at minute %g, before it arrives "
                            "there at %g",
                            row->line_id, way.text, row->stop, row->depart_s / 60.0,
                            row->arrive_s / 60.0);
    if (row->km < last->km)
        result = table_fail(table, row->line, err,
                            "line '%s' %s is at km %g at '%s', after km %g at '%s'", row->line_id,
                            way.text, row->km, row->stop, last->km, last->stop);
    return result;
}

static enum status pattern_check(const struct timetable *timetable,
                                 const struct call_entry *entries, uint32_t count,
                                 struct error *err)
{
    enum status result = first_call_check(timetable, &entries[0], err);
    for (uint32_t i = 1; i < count; i++)
        if (next_call_check(timetable, &entries[i - 1], &entries[i], err) != STATUS_OK)
            result = STATUS_DATA;
    if (count < 2) {
        const struct line_stop_row *row = entry_row(timetable, &entries[0]);
        result = table_fail(&timetable->tables->line_stops, row->line, err,
                            "line '%s' %s has 1 stop, must have at least 2", row->line_id,
                            entry_way(&entries[0]).text);
    }
    return result;
}

/** Appends a pattern with its calls; the entries are right. */
static void pattern_add(struct timetable *timetable, const struct call_entry *entries,
                        uint32_t count)
{
    uint32_t first_call = timetable->call_count;
    for (uint32_t i = 0; i < count; i++) {
        const struct line_stop_row *row = entry_row(timetable, &entries[i]);
        struct call call = {entries[i].stop, timetable->pattern_count, timetable_ms(row->arrive_s),
                            timetable_ms(row->depart_s)};
        if (i > 0) {
            uint32_t least =
                timetable->calls[first_call + i - 1].depart_ms + TIMETABLE_LEAST_RUN_MS;
            if (call.arrive_ms < least)
                call.arrive_ms = least;
            if (call.depart_ms < call.arrive_ms)
                call.depart_ms = call.arrive_ms;
        }
        timetable->calls[timetable->call_count++] = call;
    }
    timetable->patterns[timetable->pattern_count++] =
        (struct pattern){.line = entries[0].line,
                         .variant = entries[0].variant,
                         .direction = (uint8_t)entries[0].direction,
                         .first_call = first_call,
                         .call_count = count};
}

static uint32_t group_size(const struct call_entry *entries, uint32_t count)
{
    uint32_t size = 1;
    while (size < count && entries[size].line == entries[0].line &&
           entries[size].direction == entries[0].direction &&
           entries[size].variant == entries[0].variant)
        size++;
    return size;
}

enum status timetable_patterns_build(struct timetable *timetable, struct error *err)
{
    uint32_t count = timetable->tables->line_stops.count;
    struct call_entry *entries = mem_alloc(count, sizeof *entries, err);
    timetable->calls = mem_alloc(count, sizeof *timetable->calls, err);
    timetable->patterns = mem_alloc(count, sizeof *timetable->patterns, err);
    if (entries == NULL || timetable->calls == NULL || timetable->patterns == NULL) {
        mem_free(entries);
        return STATUS_RESOURCE;
    }
    enum status result = entries_read(timetable, entries, err);
    if (result == STATUS_OK) {
        qsort(entries, count, sizeof *entries, call_entry_compare);
        for (uint32_t i = 0, size; i < count; i += size) {
            size = group_size(entries + i, count - i);
            enum status status = pattern_check(timetable, entries + i, size, err);
            if (status == STATUS_OK)
                pattern_add(timetable, entries + i, size);
            else
                result = status;
        }
    }
    mem_free(entries);
    return result;
}
