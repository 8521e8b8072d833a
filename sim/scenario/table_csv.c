// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/table_csv.h"

#include "scenario/csv_header.h"
#include "scenario/source_file.h"

#include <stdio.h>
#include <string.h>

#define TABLE_BYTES_MAX ((size_t)1 << 30)
#define PLACE_SIZE      1024

struct csv_reader {
    const struct table_kind *kind;
    struct findings *findings;
    struct table table;
    uint32_t line;
    struct csv_header header;
    struct csv_line cells;
    struct error scratch;
};

static void reader_place(const struct csv_reader *reader, char out[PLACE_SIZE])
{
    snprintf(out, PLACE_SIZE, "%s:%u", reader->table.path, (unsigned)reader->line);
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
    char place[PLACE_SIZE];
    reader_place(reader, place);
    if (csv_line_split(&reader->cells, bytes, size, place, &reader->scratch) != STATUS_OK)
        return reader_fail_scratch(reader);
    return STATUS_OK;
}

/** Reads the first line. False when the rows cannot be understood. */
static bool reader_take_header(struct csv_reader *reader)
{
    char place[PLACE_SIZE];
    reader_place(reader, place);
    return csv_header_read(&reader->cells, reader->kind->fields, place, &reader->header,
                           reader->findings);
}

static void row_set_cells(struct csv_reader *reader, void *row)
{
    char place[PLACE_SIZE];
    reader_place(reader, place);
    for (uint32_t i = 0; i < reader->header.count; i++) {
        const struct csv_column *column = &reader->header.columns[i];
        const char *text = csv_line_cell(&reader->cells, i);
        if (column->role == CSV_EVIDENCE && text[0] == '\0')
            findings_add(reader->findings, STATUS_DATA, "%s: %s is empty, every row needs one",
                         place, column->name);
        if (column->role != CSV_FIELD)
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
        if (csv_header_find(&reader->header, field->name) >= 0)
            continue;
        if (field_set_text(field, row, "", &reader->table.text, reader->table.path,
                           &reader->scratch) != STATUS_OK)
            reader_fail_scratch(reader);
    }
}

static enum status reader_take_row(struct csv_reader *reader)
{
    struct table *table = &reader->table;
    if (reader->cells.count != reader->header.count)
        return findings_add(reader->findings, STATUS_DATA,
                            "%s:%u: has %u fields, but the header has %u", table->path,
                            (unsigned)reader->line, (unsigned)reader->cells.count,
                            (unsigned)reader->header.count);
    if (mem_reserve(&table->rows, &table->capacity, (size_t)table->count + 1, table->row_size,
                    &reader->scratch) != STATUS_OK)
        return reader_fail_scratch(reader);
    char *row = (char *)table->rows + table->count * table->row_size;
    memset(row, 0, table->row_size);
    memcpy(row, &reader->line, sizeof reader->line);
    row_set_cells(reader, row);
    if (reader->header.has_absent)
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
        findings_add(reader->findings, STATUS_DATA,
                     "%s:1: is empty, the line with the column names is missing",
                     reader->table.path);
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
    csv_line_init(&reader->cells);
    if (reader->table.path)
        reader_take_lines(reader, &file);
    else
        findings_add(findings, STATUS_RESOURCE, "%s", err.text);
    csv_line_deinit(&reader->cells);
    mem_free(file.text);

    if (findings->count == before)
        *out = reader->table;
    else
        table_deinit(&reader->table);
    mem_free(reader);
    return findings->count == before ? STATUS_OK : findings->status;
}
