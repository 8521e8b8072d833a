// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/table_csv.h"

#include "base/names.h"
#include "scenario/source_file.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#define TABLE_BYTES_MAX ((size_t)1 << 30)
#define COLUMNS_MAX     128u
#define PLACE_SIZE      1024

/** What a column of the file means, besides the fields of the table. */
enum column_role { COLUMN_FIELD, COLUMN_EVIDENCE, COLUMN_IGNORED };

static const struct {
    const char *name;
    enum column_role role;
} common_columns[] = {
    {"source", COLUMN_EVIDENCE}, {"quality", COLUMN_EVIDENCE}, {"note", COLUMN_IGNORED}};

#define COMMON_COUNT (sizeof common_columns / sizeof common_columns[0])

struct column {
    enum column_role role;
    const struct field *field; /**< of a COLUMN_FIELD */
    const char *name;
};

struct csv_reader {
    struct csv_parser parser;
    const struct table_kind *kind;
    struct findings *findings;
    struct table table;
    uint32_t line;
    struct column columns[COLUMNS_MAX];
    uint32_t column_count;
    /* The cells of the line, zero-terminated one after the other. */
    char *cells;
    size_t cells_used, cells_capacity;
    size_t cell_starts[COLUMNS_MAX];
    uint32_t cell_count; /**< of the line; may be more than are kept */
    bool has_absent;     /**< some optional field has no column */
    struct error scratch;
};

static void take_cell(void *bytes, size_t size, void *data)
{
    struct csv_reader *reader = data;
    if (reader->cell_count < COLUMNS_MAX) {
        reader->cell_starts[reader->cell_count] = reader->cells_used;
        if (size > 0)
            memcpy(reader->cells + reader->cells_used, bytes, size);
        reader->cells_used += size;
        reader->cells[reader->cells_used++] = '\0';
    }
    reader->cell_count++;
}

/** Nothing to do: each line is given to the parser alone. */
static void take_row_end(int end, void *data)
{
    (void)end;
    (void)data;
}

static const char *reader_cell(const struct csv_reader *reader, uint32_t column)
{
    return reader->cells + reader->cell_starts[column];
}

static enum status reader_fail(struct csv_reader *reader, const char *text)
{
    return findings_add(reader->findings, STATUS_DATA, "%s:%u: %s", reader->table.path,
                        (unsigned)reader->line, text);
}

/** Hands over what a function of another layer found. */
static enum status reader_fail_scratch(struct csv_reader *reader)
{
    enum status status =
        findings_add(reader->findings, reader->scratch.status, "%s", reader->scratch.text);
    error_reset(&reader->scratch);
    return status;
}

/** Cuts one line into cells. */
static enum status reader_split(struct csv_reader *reader, const char *bytes, size_t size)
{
    struct error *err = &reader->scratch;
    reader->cells_used = 0;
    reader->cell_count = 0;
    if (memchr(bytes, '\r', size))
        return reader_fail(reader, "has a carriage return inside the line");
    if (!text_is_utf8(bytes, size))
        return reader_fail(reader, "is not UTF-8 text");

    /* Each cell is a part of the line, and there are at most size + 1 of them. */
    if (MEM_RESERVE(&reader->cells, &reader->cells_capacity, 2 * size + 2, err) != STATUS_OK)
        return reader_fail_scratch(reader);
    bool is_whole =
        csv_parse(&reader->parser, bytes, size, take_cell, take_row_end, reader) == size;
    is_whole = is_whole && csv_fini(&reader->parser, take_cell, take_row_end, reader) == 0;
    if (is_whole)
        return STATUS_OK;
    bool is_memory = csv_error(&reader->parser) == CSV_ENOMEM;
    csv_free(&reader->parser);
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (is_memory)
        return findings_add(reader->findings, STATUS_RESOURCE, "out of memory while reading %s",
                            reader->table.path);
    return reader_fail(reader, "a quote is misplaced, or a quoted field does not end on its line");
}

static enum status header_fail_unknown(struct csv_reader *reader, const char *name)
{
    const char *similar = fields_suggest(reader->kind->fields, name);
    if (similar)
        return findings_add(reader->findings, STATUS_DATA,
                            "%s:%u: unknown column '%.60s', did you mean '%s'?", reader->table.path,
                            (unsigned)reader->line, name, similar);
    return findings_add(reader->findings, STATUS_DATA, "%s:%u: unknown column '%.60s'",
                        reader->table.path, (unsigned)reader->line, name);
}

static bool header_has(const struct csv_reader *reader, const char *name)
{
    for (uint32_t i = 0; i < reader->column_count; i++)
        if (strcmp(reader->columns[i].name, name) == 0)
            return true;
    return false;
}

static void header_add_column(struct csv_reader *reader, const char *name)
{
    struct column column = {.field = fields_find(reader->kind->fields, name)};
    if (column.field) {
        column.name = column.field->name;
    } else {
        for (size_t i = 0; i < COMMON_COUNT; i++) {
            if (strcmp(common_columns[i].name, name) == 0) {
                column.role = common_columns[i].role;
                column.name = common_columns[i].name;
            }
        }
    }
    if (!column.name) {
        header_fail_unknown(reader, name);
        column = (struct column){.role = COLUMN_IGNORED, .name = ""};
    } else if (header_has(reader, column.name)) {
        findings_add(reader->findings, STATUS_DATA, "%s:%u: column '%s' stands twice",
                     reader->table.path, (unsigned)reader->line, column.name);
    }
    reader->columns[reader->column_count++] = column;
}

/** Reads the first line. False when the rows cannot be understood. */
static bool reader_take_header(struct csv_reader *reader)
{
    unsigned before = reader->findings->count;
    if (reader->cell_count > COLUMNS_MAX) {
        findings_add(reader->findings, STATUS_DATA, "%s:%u: has %u columns, at most %u are allowed",
                     reader->table.path, (unsigned)reader->line, (unsigned)reader->cell_count,
                     COLUMNS_MAX);
        return false;
    }
    for (uint32_t i = 0; i < reader->cell_count; i++)
        header_add_column(reader, reader_cell(reader, i));
    for (const struct field *field = reader->kind->fields; field->name; field++) {
        if (header_has(reader, field->name))
            continue;
        reader->has_absent = true;
        if (!field->optional)
            findings_add(reader->findings, STATUS_DATA, "%s:%u: column '%s' is missing",
                         reader->table.path, (unsigned)reader->line, field->name);
    }
    if (header_has(reader, "source") != header_has(reader, "quality"))
        reader_fail(reader, "columns 'source' and 'quality' belong together, one is missing");
    return reader->findings->count == before;
}

static void row_set_cells(struct csv_reader *reader, void *row)
{
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%s:%u", reader->table.path, (unsigned)reader->line);
    for (uint32_t i = 0; i < reader->column_count; i++) {
        const struct column *column = &reader->columns[i];
        const char *text = reader_cell(reader, i);
        if (column->role == COLUMN_EVIDENCE && text[0] == '\0')
            findings_add(reader->findings, STATUS_DATA, "%s: %s is empty, every row needs one",
                         place, column->name);
        if (column->role != COLUMN_FIELD)
            continue;
        if (field_set_text(column->field, row, text, &reader->table.text, place,
                           &reader->scratch) != STATUS_OK)
            reader_fail_scratch(reader);
    }
}

/** Fields whose column the file leaves out get their default. */
static void row_set_absent(struct csv_reader *reader, void *row)
{
    for (const struct field *field = reader->kind->fields; field->name; field++) {
        if (header_has(reader, field->name))
            continue;
        if (field_set_text(field, row, "", &reader->table.text, reader->table.path,
                           &reader->scratch) != STATUS_OK)
            reader_fail_scratch(reader);
    }
}

static enum status reader_take_row(struct csv_reader *reader)
{
    struct table *table = &reader->table;
    if (reader->cell_count != reader->column_count)
        return findings_add(reader->findings, STATUS_DATA,
                            "%s:%u: has %u fields, but the header has %u", table->path,
                            (unsigned)reader->line, (unsigned)reader->cell_count,
                            (unsigned)reader->column_count);
    if (mem_reserve(&table->rows, &table->capacity, (size_t)table->count + 1, table->row_size,
                    &reader->scratch) != STATUS_OK)
        return reader_fail_scratch(reader);
    char *row = (char *)table->rows + table->count * table->row_size;
    memset(row, 0, table->row_size);
    memcpy(row, &reader->line, sizeof reader->line);
    row_set_cells(reader, row);
    if (reader->has_absent)
        row_set_absent(reader, row);
    table->count++;
    return STATUS_OK;
}

/** Goes through the lines. Without a good header no row can be understood. */
static void reader_take_lines(struct csv_reader *reader, const struct source_file *file)
{
    const char *next = file->text, *end = file->text + file->size;
    bool has_header = false;

    if (file->size >= 3 && memcmp(next, "\xef\xbb\xbf", 3) == 0)
        next += 3;
    while (next < end) {
        const char *line_end = memchr(next, '\n', (size_t)(end - next));
        size_t size = (size_t)((line_end ? line_end : end) - next);
        const char *bytes = next;
        next = line_end ? line_end + 1 : end;
        reader->line++;
        if (size > 0 && bytes[size - 1] == '\r')
            size--;
        if (size == 0)
            continue;
        bool is_split = reader_split(reader, bytes, size) == STATUS_OK;
        if (has_header && is_split)
            reader_take_row(reader);
        else if (!has_header && !(is_split && reader_take_header(reader)))
            return;
        has_header = true;
    }
    if (!has_header) {
        reader->line = 1;
        reader_fail(reader, "is empty, the line with the column names is missing");
    }
}

enum status table_csv_read(const char *path, const struct table_kind *kind, struct digest *digest,
                           struct table *out, struct findings *findings)
{
    struct error err = {0};
    struct source_file file;
    enum status status = source_file_read(path, TABLE_BYTES_MAX, &file, &err);
    if (status != STATUS_OK)
        return findings_add(findings, status, "%s", err.text);
    if (digest)
        source_file_digest(&file, digest);

    unsigned before = findings->count;
    struct csv_reader *reader = mem_alloc(1, sizeof *reader, &err);
    if (!reader) {
        mem_free(file.text);
        return findings_add(findings, STATUS_RESOURCE, "%s", err.text);
    }
    reader->kind = kind;
    reader->findings = findings;
    reader->table = (struct table){.fields = kind->fields, .row_size = kind->row_size};
    reader->table.path = text_arena_copy(&reader->table.text, path, strlen(path), &err);
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (reader->table.path)
        reader_take_lines(reader, &file);
    else
        findings_add(findings, STATUS_RESOURCE, "%s", err.text);
    csv_free(&reader->parser);
    mem_free(file.text);
    mem_free(reader->cells);

    if (findings->count == before)
        *out = reader->table;
    else
        table_deinit(&reader->table);
    mem_free(reader);
    return findings->count == before ? STATUS_OK : findings->status;
}
