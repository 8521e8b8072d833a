// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TEXT_SIZE  1024
#define TITLES_MAX 8u

const struct measure_name measure_line_name = {"line", offsetof(struct line_row, id), 0};
const struct measure_name measure_stop_name = {"stop", offsetof(struct stop_row, id),
                                               offsetof(struct stop_row, name)};
const struct measure_name measure_vehicle_name = {"type of vehicle",
                                                  offsetof(struct transit_vehicle_row, type), 0};
const struct measure_name measure_zone_name = {"zone", offsetof(struct zone_row, id),
                                               offsetof(struct zone_row, name)};
const struct measure_name measure_place_name = {"place", offsetof(struct place_row, id), 0};

void measure_fail(struct measure_edit *edit, const char *format, ...)
{
    char text[TEXT_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    findings_add(edit->findings, STATUS_USAGE, "%s: %s", edit->place, text);
}

void measure_pass_on(struct measure_edit *edit, enum status status)
{
    if (status == STATUS_OK)
        return;
    if (status == STATUS_RESOURCE)
        findings_add(edit->findings, status, "%s", edit->scratch.text);
    else
        measure_fail(edit, "%s", edit->scratch.text);
    error_reset(&edit->scratch);
}

void measure_set_real(struct measure_edit *edit, double *at, double value)
{
    edit->changes += *at != value;
    *at = value;
}

void measure_set_int(struct measure_edit *edit, int64_t *at, int64_t value)
{
    edit->changes += *at != value;
    *at = value;
}

void measure_set_choice(struct measure_edit *edit, int *at, int value)
{
    edit->changes += *at != value;
    *at = value;
}

void measure_set_text(struct measure_edit *edit, const char **at, const char *value)
{
    edit->changes += strcmp(*at ? *at : "", value) != 0;
    *at = value;
}

/** The kind of a table of the spec, and the group that it belongs to. */
static const struct table_kind *kind_of(const struct spec *spec, const struct table *table,
                                        const struct spec_group **out_group)
{
    for (const struct spec_group *group = spec_groups; group->key; group++)
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
            if ((const char *)table == (const char *)spec + group->tables_offset + kind->offset) {
                *out_group = group;
                return kind;
            }
    return NULL;
}

/** Gives a table that was left out its shape, and in place of a file's the name that authors use.
 */
static enum status table_shape(struct measure_edit *edit, struct table *table)
{
    const struct spec_group *group;
    if (table->fields && table->row_size > 0)
        return STATUS_OK;
    const struct table_kind *kind = kind_of(edit->spec, table, &group);
    char name[64];
    snprintf(name, sizeof name, "%s.%s", group->key, kind->key);
    table->path = text_arena_copy(&table->text, name, strlen(name), &edit->scratch);
    if (!table->path)
        return STATUS_RESOURCE;
    table->fields = kind->fields;
    table->row_size = kind->row_size;
    return STATUS_OK;
}

void *measure_add_row(struct measure_edit *edit, struct table *table)
{
    void *row;
    enum status status = table_shape(edit, table);
    if (status == STATUS_OK)
        status = table_add_made_row(table, edit->place, &row, &edit->scratch);
    if (status == STATUS_OK)
        status = fields_set_standard(table->fields, row, &table->text, &edit->scratch);
    measure_pass_on(edit, status);
    if (status != STATUS_OK)
        return NULL;
    edit->changes++;
    return row;
}

uint32_t measure_remove_rows(struct measure_edit *edit, struct table *table,
                             bool (*is_unwanted)(const void *row, const void *data),
                             const void *data)
{
    uint32_t kept = 0, count = table->count;
    char *rows = table->rows;
    for (uint32_t i = 0; i < count; i++) {
        if (is_unwanted(rows + i * table->row_size, data))
            continue;
        if (kept < i)
            memcpy(rows + kept * table->row_size, rows + i * table->row_size, table->row_size);
        kept++;
    }
    table->count = kept;
    edit->changes += count - kept;
    return count - kept;
}

static const char *row_text(const struct table *table, uint32_t i, size_t offset)
{
    const char *row = (const char *)table->rows + i * table->row_size;
    const char *text;
    memcpy(&text, row + offset, sizeof text);
    return text;
}

/** Rows with this title: the only one, or NONE. `*out_count` tells how many there are, `ids` which.
 */
static uint32_t find_title(const struct table *table, const struct measure_name *by,
                           const char *name, char ids[TEXT_SIZE], uint32_t *out_count)
{
    uint32_t found = NONE, count = 0;
    size_t used = 0;
    ids[0] = '\0';
    for (uint32_t i = 0; i < table->count; i++) {
        if (strcmp(row_text(table, i, by->title_offset), name) != 0)
            continue;
        found = i;
        if (count++ < TITLES_MAX && used < TEXT_SIZE)
            used += (size_t)snprintf(ids + used, TEXT_SIZE - used, "%s'%s'", count > 1 ? ", " : "",
                                     row_text(table, i, by->offset));
    }
    *out_count = count;
    return count == 1 ? found : NONE;
}

/** The name among the rows that is most similar, or NULL. */
static const char *suggest(const struct table *table, const struct measure_name *by,
                           const char *name)
{
    const char *best = NULL;
    for (uint32_t i = 0; i < table->count; i++) {
        const char *candidates[3] = {row_text(table, i, by->offset)};
        uint32_t count = 1;
        if (by->title_offset > 0)
            candidates[count++] = row_text(table, i, by->title_offset);
        if (best) /* the first of equals wins */
            candidates[count++] = candidates[0], candidates[0] = best;
        const char *better = text_suggest(candidates, count, name);
        if (better)
            best = better;
    }
    return best;
}

uint32_t measure_find(struct measure_edit *edit, const struct table *table,
                      const struct measure_name *by, const char *name)
{
    char ids[TEXT_SIZE];
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->count; i++)
        if (strcmp(row_text(table, i, by->offset), name) == 0)
            return i;
    if (by->title_offset > 0) {
        uint32_t found = find_title(table, by, name, ids, &count);
        if (found != NONE)
            return found;
    }
    const char *similar = count == 0 ? suggest(table, by, name) : NULL;
    if (count > 1)
        measure_fail(edit, "there are %u %ss called '%.60s', name one by its id: %s%s", count,
                     by->what, name, ids, count > TITLES_MAX ? ", ..." : "");
    else if (similar)
        measure_fail(edit, "no %s '%.60s', did you mean '%s'?", by->what, name, similar);
    else
        measure_fail(edit, "no %s '%.60s'%s", by->what, name,
                     table->count == 0 ? ", the scenario has none" : "");
    return NONE;
}

bool measure_has_end(struct measure_edit *edit, const char *name)
{
    const struct network_tables *tables = &edit->spec->network_tables;
    for (uint32_t i = 0; i < tables->zones.count; i++)
        if (strcmp(TABLE_ROW(&tables->zones, struct zone_row, i)->id, name) == 0)
            return true;
    return measure_find(edit, &tables->places, &measure_place_name, name) != NONE;
}

const char *measure_list_take(struct measure_edit *edit, const char **rest)
{
    *rest += strspn(*rest, " ;");
    const char *start = *rest;
    size_t size = strcspn(start, ";");
    if (size == 0)
        return NULL;
    *rest += size;
    while (start[size - 1] == ' ')
        size--;
    const char *entry = text_arena_copy(&edit->spec->text, start, size, &edit->scratch);
    if (!entry)
        measure_pass_on(edit, STATUS_RESOURCE);
    return entry;
}

/** The row of a place in the table of parking, added with `spaces` where there is none; NULL when
 * memory runs out. */
static struct parking_row *parking_row_of(struct measure_edit *edit, const char *place,
                                          int64_t spaces)
{
    struct table *table = &edit->spec->network_tables.parking;
    for (uint32_t i = 0; i < table->count; i++)
        if (strcmp(TABLE_ROW(table, struct parking_row, i)->place, place) == 0)
            return MEASURE_ROW(table, struct parking_row, i);
    struct parking_row *row = measure_add_row(edit, table);
    if (row) {
        row->place = place;
        row->spaces = spaces;
    }
    return row;
}

void measure_each_parking(struct measure_edit *edit, const char *places, const char *zones,
                          int64_t spaces,
                          void (*set)(struct measure_edit *edit, struct parking_row *row,
                                      const void *parameters),
                          const void *parameters)
{
    const struct network_tables *tables = &edit->spec->network_tables;
    const char *name;
    if (places[0] == '\0' && zones[0] == '\0')
        measure_fail(edit, "needs 'place' or 'zone'");
    while ((name = measure_list_take(edit, &places))) {
        bool is_there = measure_find(edit, &tables->places, &measure_place_name, name) != NONE;
        struct parking_row *row = is_there ? parking_row_of(edit, name, spaces) : NULL;
        if (row)
            set(edit, row, parameters);
    }
    while ((name = measure_list_take(edit, &zones))) {
        uint32_t zone = measure_find(edit, &tables->zones, &measure_zone_name, name);
        for (uint32_t i = 0; zone != NONE && i < tables->places.count; i++) {
            const struct place_row *place = TABLE_ROW(&tables->places, struct place_row, i);
            if (strcmp(place->zone, TABLE_ROW(&tables->zones, struct zone_row, zone)->id) != 0)
                continue;
            struct parking_row *row = parking_row_of(edit, place->id, spaces);
            if (row)
                set(edit, row, parameters);
        }
    }
}
