// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/spec_diff.h"

#include "base/fields_describe.h"
#include "base/names.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SIZE 2048
#define NAME_SIZE  128
#define KEY_SIZE   4096

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
        field_print_unit(field, (const char *)before + group->fields_offset, a, sizeof a);
        field_print_unit(field, (const char *)after + group->fields_offset, b, sizeof b);
        if (strcmp(a, b) == 0)
            continue;
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

/** The rows of two tables by their keys: ids of `names` are rows. */
struct keyed {
    uint32_t column_count;
    struct names before, after;
};

/** Whether the first columns tell all rows of a table apart; then `names` has them in order. */
static bool is_key(struct diff *diff, const struct table *table, const struct field *fields,
                   uint32_t column_count, struct names *names)
{
    char key[KEY_SIZE];
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t id;
        bool is_new = false;
        key_print(fields, column_count, row_at(table, i), key, sizeof key);
        enum status status = names_add(names, key, &id, &is_new, diff->err);
        if (status != STATUS_OK)
            diff->status = status;
        if (!is_new || status != STATUS_OK)
            return false;
    }
    return true;
}

/** Finds the fewest first columns; false when not even all of them do. */
static bool find_key(struct diff *diff, const struct table *before, const struct table *after,
                     const struct field *fields, struct keyed *keyed)
{
    for (uint32_t count = 1; fields[count - 1].name && diff->status == STATUS_OK; count++) {
        keyed->column_count = count;
        if (is_key(diff, before, fields, count, &keyed->before) &&
            is_key(diff, after, fields, count, &keyed->after))
            return true;
        names_deinit(&keyed->before);
        names_deinit(&keyed->after);
    }
    return false;
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
        if (strcmp(a, b) != 0)
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

/** Reports the rows of `table` that `others` does not know. */
static void diff_missing(struct diff *diff, const struct table_kind *kind, const char *where,
                         const struct table *table, const struct names *own,
                         const struct names *others, bool is_added)
{
    for (uint32_t i = 0; i < table->count && diff->status == STATUS_OK; i++) {
        if (names_find(others, names_text(own, i)) != NONE)
            continue;
        char *row = row_text(diff, kind, row_at(table, i));
        const struct difference found = {.kind = is_added ? DIFFERENCE_ROW_ADDED
                                                          : DIFFERENCE_ROW_REMOVED,
                                         .where = where,
                                         .row = names_text(own, i),
                                         .before = is_added ? "" : row,
                                         .after = is_added ? row : ""};
        if (row)
            add(diff, &found);
        mem_free(row);
    }
}

/** Two tables whose rows differ by no columns: the number of them is all that can be told. */
static void diff_counts(struct diff *diff, const char *where, const struct table *before,
                        const struct table *after)
{
    char a[NAME_SIZE], b[NAME_SIZE];
    snprintf(a, sizeof a, "%u rows", (unsigned)before->count);
    snprintf(b, sizeof b, "%u rows", (unsigned)after->count);
    const struct difference found = {
        .kind = DIFFERENCE_PARAMETER, .where = where, .before = a, .after = b};
    if (before->count != after->count)
        add(diff, &found);
}

static void diff_table(struct diff *diff, const struct table_kind *kind, const char *where,
                       const struct table *before, const struct table *after)
{
    struct keyed keyed = {.column_count = 0};
    if (kind->is_streamed) {
        const struct difference found = {.kind = DIFFERENCE_PARAMETER,
                                         .where = where,
                                         .before = before->path ? before->path : "",
                                         .after = after->path ? after->path : ""};
        if (strcmp(found.before, found.after) != 0)
            add(diff, &found);
        return;
    }
    if (before->count == 0 && after->count == 0)
        return;
    if (!find_key(diff, before, after, kind->fields, &keyed)) {
        diff_counts(diff, where, before, after);
        return;
    }
    for (uint32_t i = 0; i < before->count && diff->status == STATUS_OK; i++) {
        const char *key = names_text(&keyed.before, i);
        uint32_t other = names_find(&keyed.after, key);
        if (other == NONE)
            continue;
        const void *const rows[2] = {row_at(before, i), row_at(after, other)};
        diff_row(diff, kind, where, key, rows);
    }
    diff_missing(diff, kind, where, before, &keyed.before, &keyed.after, false);
    diff_missing(diff, kind, where, after, &keyed.after, &keyed.before, true);
    names_deinit(&keyed.before);
    names_deinit(&keyed.after);
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
