// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/spec_diff.h"

#include "base/fields_describe.h"
#include "base/names.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SIZE  2048
#define NAME_SIZE   128
#define KEY_SIZE    4096
#define NUMBER_SIZE 16

struct diff {
    struct differences *out;
    struct error *err;
    enum status status;
};

static const char *keep(struct diff *diff, const char *text)
{
    const char *copy = text_arena_copy(&diff->out->text, text, strlen(text), diff->err);
    if (!copy)
        diff->status = STATUS_RESOURCE;
    return copy;
}

/** Adds a difference whose texts are copied. */
static void add(struct diff *diff, const struct difference *found)
{
    struct differences *out = diff->out;
    enum status status =
        MEM_RESERVE(&out->items, &out->capacity, (size_t)out->count + 1, diff->err);
    const struct difference kept = {.kind = found->kind,
                                    .where = keep(diff, found->where),
                                    .row = keep(diff, found->row ? found->row : ""),
                                    .column = keep(diff, found->column ? found->column : ""),
                                    .before = keep(diff, found->before ? found->before : ""),
                                    .after = keep(diff, found->after ? found->after : "")};
    if (status != STATUS_OK)
        diff->status = status;
    if (diff->status == STATUS_OK)
        out->items[out->count++] = kept;
}

static void diff_parameters(struct diff *diff, const struct spec_group *group,
                            const struct spec *before, const struct spec *after)
{
    char a[VALUE_SIZE], b[VALUE_SIZE], where[NAME_SIZE];
    for (const struct field *field = group->fields; field && field->name; field++) {
        const char *old = (const char *)before + group->fields_offset;
        const char *new = (const char *)after + group->fields_offset;
        if (field_is_equal(field, old, new))
            continue;
        field_print_unit(field, old, a, sizeof a);
        field_print_unit(field, new, b, sizeof b);
        snprintf(where, sizeof where, "%s%s%s", group->key, group->key[0] ? "." : "", field->name);
        const struct difference found = {
            .kind = DIFFERENCE_PARAMETER, .where = where, .before = a, .after = b};
        add(diff, &found);
    }
}

static const void *row_at(const struct table *table, uint32_t i)
{
    return (const char *)table->rows + i * table->row_size;
}

/** Writes the first `count` columns of a row with blanks between. */
static void key_print(const struct field *fields, uint32_t count, const void *row, char *out,
                      size_t out_size)
{
    char value[VALUE_SIZE];
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < count && fields[i].name; i++) {
        field_print_unit(&fields[i], row, value, sizeof value);
        if (used < out_size)
            used += (size_t)snprintf(out + used, out_size - used, "%s%s", i > 0 ? " " : "",
                                     value[0] ? value : "-");
    }
}

/** A table whose rows are known by their keys: ids of `keys` are rows. */
struct keyed {
    const struct table *table;
    struct names keys;
};

/** Whether the first columns tell all rows of a table apart; then `keys` has them in order. */
static bool is_key(struct diff *diff, struct keyed *keyed, const struct field *fields,
                   uint32_t column_count)
{
    char key[KEY_SIZE];
    for (uint32_t i = 0; i < keyed->table->count; i++) {
        uint32_t id;
        bool is_new = false;
        key_print(fields, column_count, row_at(keyed->table, i), key, sizeof key);
        enum status status = names_add(&keyed->keys, key, &id, &is_new, diff->err);
        if (status != STATUS_OK)
            diff->status = status;
        if (!is_new || status != STATUS_OK)
            return false;
    }
    return true;
}

/** Keys of all columns, equal rows numbered. */
static void number_keys(struct diff *diff, struct keyed *keyed, const struct field *fields)
{
    char key[KEY_SIZE], numbered[KEY_SIZE + NUMBER_SIZE];
    for (uint32_t i = 0; i < keyed->table->count && diff->status == STATUS_OK; i++) {
        uint32_t id;
        bool is_new = false;
        key_print(fields, NONE, row_at(keyed->table, i), key, sizeof key);
        for (unsigned k = 1; !is_new && diff->status == STATUS_OK; k++) {
            snprintf(numbered, sizeof numbered, k > 1 ? "%s #%u" : "%s", key, k);
            diff->status = names_add(&keyed->keys, numbered, &id, &is_new, diff->err);
        }
    }
}

/** Finds the fewest first columns that tell all rows of both tables apart. */
static void find_key(struct diff *diff, struct keyed *before, struct keyed *after,
                     const struct field *fields)
{
    for (uint32_t count = 1; fields[count - 1].name && diff->status == STATUS_OK; count++) {
        if (is_key(diff, before, fields, count) && is_key(diff, after, fields, count))
            return;
        names_deinit(&before->keys);
        names_deinit(&after->keys);
    }
    number_keys(diff, before, fields);
    number_keys(diff, after, fields);
}

static void diff_row(struct diff *diff, const struct table_kind *kind, const char *where,
                     const char *key, const void *const rows[2])
{
    char a[VALUE_SIZE], b[VALUE_SIZE];
    for (const struct field *field = kind->fields; field->name; field++) {
        field_print_unit(field, rows[0], a, sizeof a);
        field_print_unit(field, rows[1], b, sizeof b);
        const struct difference found = {.kind = DIFFERENCE_CELL,
                                         .where = where,
                                         .row = key,
                                         .column = field->name,
                                         .before = a,
                                         .after = b};
        if (!field_is_equal(field, rows[0], rows[1]))
            add(diff, &found);
    }
}

/** A row as text: its columns that differ from their defaults. mem_alloc memory, or NULL. */
static char *row_text(struct diff *diff, const struct table_kind *kind, const void *row)
{
    struct page page = {.err = diff->err};
    fields_describe(kind->fields, row, kind->row_size, &page);
    if (page.status == STATUS_OK)
        return page.text;
    diff->status = page.status;
    mem_free(page.text);
    return NULL;
}

/** Reports the rows of one table that the other one does not know. */
static void diff_missing(struct diff *diff, const struct table_kind *kind, const char *where,
                         const struct keyed *own, const struct keyed *other, bool is_added)
{
    for (uint32_t i = 0; i < own->table->count && diff->status == STATUS_OK; i++) {
        const char *key = names_text(&own->keys, i);
        if (names_find(&other->keys, key) != NONE)
            continue;
        char *row = row_text(diff, kind, row_at(own->table, i));
        const struct difference found = {.kind = is_added ? DIFFERENCE_ROW_ADDED
                                                          : DIFFERENCE_ROW_REMOVED,
                                         .where = where,
                                         .row = key,
                                         .before = is_added ? "" : row,
                                         .after = is_added ? row : ""};
        if (row)
            add(diff, &found);
        mem_free(row);
    }
}

/** Of a table that is not held only the path is known. */
static void diff_stream(struct diff *diff, const char *where, const struct table *before,
                        const struct table *after)
{
    const struct difference found = {.kind = DIFFERENCE_PARAMETER,
                                     .where = where,
                                     .before = before->path ? before->path : "",
                                     .after = after->path ? after->path : ""};
    if (strcmp(found.before, found.after) != 0)
        add(diff, &found);
}

static void diff_rows(struct diff *diff, const struct table_kind *kind, const char *where,
                      const struct table *tables[2])
{
    struct keyed before = {.table = tables[0]}, after = {.table = tables[1]};
    find_key(diff, &before, &after, kind->fields);
    for (uint32_t i = 0; i < before.table->count && diff->status == STATUS_OK; i++) {
        const char *key = names_text(&before.keys, i);
        uint32_t other = names_find(&after.keys, key);
        if (other == NONE)
            continue;
        const void *const rows[2] = {row_at(before.table, i), row_at(after.table, other)};
        diff_row(diff, kind, where, key, rows);
    }
    diff_missing(diff, kind, where, &before, &after, false);
    diff_missing(diff, kind, where, &after, &before, true);
    names_deinit(&before.keys);
    names_deinit(&after.keys);
}

static void diff_table(struct diff *diff, const struct table_kind *kind, const char *where,
                       const struct table *before, const struct table *after)
{
    const struct table *tables[2] = {before, after};
    if (kind->is_streamed)
        diff_stream(diff, where, before, after);
    else if (before->count > 0 || after->count > 0)
        diff_rows(diff, kind, where, tables);
}

/** "headway: line RB53, headway 15 min"; mem_alloc memory, or NULL. */
static char *measure_text(struct diff *diff, const struct measure *measure)
{
    struct page page = {.err = diff->err};
    page_add(&page, "%s: ", measure->kind->name);
    measure_print(measure, &page);
    if (page.status == STATUS_OK)
        return page.text;
    diff->status = page.status;
    mem_free(page.text);
    return NULL;
}

/** How often a measure is among the first `count` of a list. */
static uint32_t measure_count(struct diff *diff, const struct measures *list, uint32_t count,
                              const char *text)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < count && diff->status == STATUS_OK; i++) {
        char *other = measure_text(diff, &list->items[i]);
        found += other && strcmp(other, text) == 0;
        mem_free(other);
    }
    return found;
}

/** Reports the measures of `list` that `others` has less often. */
static void diff_measures(struct diff *diff, const struct measures *list,
                          const struct measures *others, bool is_added)
{
    for (uint32_t i = 0; i < list->count && diff->status == STATUS_OK; i++) {
        char *text = measure_text(diff, &list->items[i]);
        if (text && measure_count(diff, list, i + 1, text) >
                        measure_count(diff, others, others->count, text)) {
            const char *parameters = text + strlen(list->items[i].kind->name) + 2;
            const struct difference found = {.kind = is_added ? DIFFERENCE_MEASURE_ADDED
                                                              : DIFFERENCE_MEASURE_REMOVED,
                                             .where = list->items[i].kind->name,
                                             .before = is_added ? "" : parameters,
                                             .after = is_added ? parameters : ""};
            add(diff, &found);
        }
        mem_free(text);
    }
}

static void diff_order(struct diff *diff, const struct measures *before,
                       const struct measures *after)
{
    for (uint32_t i = 0; i < before->count && diff->status == STATUS_OK; i++) {
        char *a = measure_text(diff, &before->items[i]), *b = measure_text(diff, &after->items[i]);
        bool is_equal = a && b && strcmp(a, b) == 0;
        mem_free(a);
        mem_free(b);
        const struct difference found = {.kind = DIFFERENCE_MEASURE_ORDER, .where = "measures"};
        if (is_equal)
            continue;
        add(diff, &found);
        return;
    }
}

enum status spec_diff(const struct spec *before, const struct spec *after, struct differences *out,
                      struct error *err)
{
    struct diff diff = {.out = out, .err = err};
    char where[NAME_SIZE];
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        diff_parameters(&diff, group, before, after);
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++) {
            size_t offset = group->tables_offset + kind->offset;
            snprintf(where, sizeof where, "%s.%s", group->key, kind->key);
            diff_table(&diff, kind, where,
                       (const struct table *)(const void *)((const char *)before + offset),
                       (const struct table *)(const void *)((const char *)after + offset));
        }
    }
    uint32_t count = out->count;
    diff_measures(&diff, &before->measures, &after->measures, false);
    diff_measures(&diff, &after->measures, &before->measures, true);
    if (out->count == count)
        diff_order(&diff, &before->measures, &after->measures);
    return diff.status;
}

void differences_deinit(struct differences *differences)
{
    mem_free(differences->items);
    text_arena_deinit(&differences->text);
    *differences = (struct differences){0};
}
