// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_table.h"

#include "base/memory.h"
#include "scenario/source_file.h"

#include <string.h>

#define LATIN1_BYTES 2u /* of a character of ISO 8859-1 in UTF-8 */

/** Appends a cell; what is not UTF-8 is taken as ISO 8859-1. Control characters become blanks, as
 * the tables of a scenario have no line breaks inside a cell. */
static bool cell_append(struct feed_table *table, const char *bytes, size_t size)
{
    bool is_utf8 = text_is_utf8(bytes, size);
    if (MEM_RESERVE(&table->bytes, &table->capacity, table->used + LATIN1_BYTES * size + 1, NULL) !=
        STATUS_OK)
        return false;
    if (!is_utf8)
        import_report_add(table->report, IMPORT_CELL_NOT_UTF8, "%s:%u", table->name,
                          (unsigned)table->line);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (!is_utf8 && byte >= 0x80) {
            table->bytes[table->used++] = (char)(0xc0 | byte >> 6);
            byte = 0x80 | (byte & 0x3f);
        }
        table->bytes[table->used++] = byte < ' ' || byte == 127 ? ' ' : (char)byte;
    }
    table->bytes[table->used++] = '\0';
    return true;
}

/** Takes a cell of the header: notes where a wanted column stands; the first of equal ones counts.
 */
static void header_take(struct feed_table *table, const char *bytes, size_t size)
{
    for (uint32_t i = 0; table->columns[i]; i++)
        if (table->sources[i] < 0 && strlen(table->columns[i]) == size &&
            memcmp(table->columns[i], bytes, size) == 0)
            table->sources[i] = (int32_t)table->cell_count;
}

static void take_cell(void *bytes, size_t size, void *data)
{
    struct feed_table *table = data;
    const char *cell = bytes ? bytes : "";
    table->is_blank = table->is_blank && size == 0;
    if (table->is_header)
        header_take(table, cell, size);
    for (uint32_t i = 0; !table->is_header && table->columns[i]; i++) {
        if (table->sources[i] != (int32_t)table->cell_count)
            continue;
        table->starts[i] = table->used;
        if (!cell_append(table, cell, size))
            table->is_out_of_memory = true;
    }
    table->cell_count++;
}

static void take_row_end(int end, void *data)
{
    struct feed_table *table = data;
    (void)end;
    table->has_row = true;
}

static enum status parser_start(struct feed_table *table, struct error *err)
{
    if (table->has_parser)
        csv_free(&table->parser);
    table->has_parser = csv_init(&table->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    return table->has_parser ? STATUS_OK
                             : error_fail(err, STATUS_RESOURCE, "%s: out of memory", table->name);
}

/** The length of the line at `next`, with its end. */
static size_t line_length(const struct feed_table *table)
{
    const char *start = table->text + table->next;
    size_t left = table->size - table->next, length = 0;
    while (length < left && start[length] != '\n' && start[length] != '\r')
        length++;
    if (length < left)
        length += length + 1 < left && start[length] == '\r' && start[length + 1] == '\n' ? 2 : 1;
    return length;
}

static enum status parse_fail(struct feed_table *table, struct error *err)
{
    if (csv_error(&table->parser) == CSV_ENOMEM)
        return error_fail(err, STATUS_RESOURCE, "%s:%u: out of memory", table->name,
                          (unsigned)table->line);
    if (table->is_header)
        return error_fail(err, STATUS_DATA, "%s:%u: a quote is misplaced", table->name,
                          (unsigned)table->line);
    import_report_add(table->report, IMPORT_ROW_BROKEN, "%s:%u: a quote is misplaced", table->name,
                      (unsigned)table->line);
    table->used = 0;
    table->cell_count = 0;
    return parser_start(table, err);
}

/** Ends the last row of a file that does not end with a line break. */
static enum status finish(struct feed_table *table, struct error *err)
{
    if (csv_fini(&table->parser, take_cell, take_row_end, table) == 0)
        return STATUS_OK;
    return error_fail(err, STATUS_DATA, "%s:%u: a quoted cell never ends", table->name,
                      (unsigned)table->line);
}

/** Parses until a row is whole or the file ends. */
static enum status row_parse(struct feed_table *table, struct error *err)
{
    size_t row_size = 0;
    table->has_row = false;
    table->is_blank = true;
    table->used = 0;
    table->cell_count = 0;
    table->line = table->line_next;
    while (!table->has_row) {
        size_t length = line_length(table);
        if (length == 0)
            return finish(table, err);
        if (table->cell_count == 0 && row_size == 0)
            table->line = table->line_next;
        const char *start = table->text + table->next;
        table->next += length;
        table->line_next++;
        row_size += length;
        if (row_size > FEED_ROW_MAX)
            return error_fail(err, STATUS_DATA,
                              "%s:%u: the row is longer than %zu bytes; does a quote never end?",
                              table->name, (unsigned)table->line, FEED_ROW_MAX);
        if (csv_parse(&table->parser, start, length, take_cell, take_row_end, table) != length) {
            enum status status = parse_fail(table, err);
            if (status != STATUS_OK)
                return status;
            table->has_row = false;
            row_size = 0;
        } else if (!table->has_row && length <= 2 && table->cell_count == 0 &&
                   (start[0] == '\n' || start[0] == '\r')) {
            row_size = 0; /* an empty line between rows; inside a quoted cell it does no harm */
        }
    }
    return STATUS_OK;
}

static enum status header_check(const struct feed_table *table, uint32_t required_count,
                                struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < required_count; i++)
        if (table->sources[i] < 0)
            status = error_fail(err, STATUS_DATA, "%s:%u: column '%s' is missing", table->name,
                                (unsigned)table->line, table->columns[i]);
    return status;
}

enum status feed_table_open(struct feed_source *source, const struct feed_form *form,
                            struct feed_table *table, struct error *err)
{
    struct import_report *report = table->report;
    *table = (struct feed_table){.name = form->name,
                                 .columns = form->columns,
                                 .report = report,
                                 .line_next = 1,
                                 .is_header = true};
    for (uint32_t i = 0; i < FEED_COLUMNS_MAX; i++)
        table->sources[i] = -1;
    enum status status = feed_source_read(source, form->name, &table->text, &table->size, err);
    if (status != STATUS_OK)
        return status;
    table->is_there = table->text != NULL;
    if (!table->is_there)
        return form->is_required ? error_fail(err, STATUS_DATA, "the feed has no %s", form->name)
                                 : STATUS_OK;
    if (table->size >= 3 && memcmp(table->text, "\xef\xbb\xbf", 3) == 0)
        table->next = 3;
    status = parser_start(table, err);
    if (status == STATUS_OK)
        status = row_parse(table, err);
    table->is_header = false;
    if (status == STATUS_OK && !table->has_row && !form->is_required)
        table->is_there = false; /* an empty file is as good as none */
    else if (status == STATUS_OK)
        status = header_check(table, form->required_count, err);
    return status;
}

void feed_table_close(struct feed_table *table)
{
    if (table->has_parser)
        csv_free(&table->parser);
    mem_free(table->text);
    mem_free(table->bytes);
    *table = (struct feed_table){.report = table->report};
}

enum status feed_table_next(struct feed_table *table, bool *out_is_row, struct error *err)
{
    *out_is_row = false;
    if (!table->is_there)
        return STATUS_OK;
    do {
        enum status status = row_parse(table, err);
        if (status != STATUS_OK || !table->has_row)
            return status;
    } while (table->is_blank);
    if (table->is_out_of_memory)
        return error_fail(err, STATUS_RESOURCE, "%s:%u: out of memory", table->name,
                          (unsigned)table->line);
    for (uint32_t i = 0; table->columns[i]; i++) {
        bool is_given = table->sources[i] >= 0 && table->sources[i] < (int32_t)table->cell_count;
        table->cells[i] = is_given ? table->bytes + table->starts[i] : "";
    }
    *out_is_row = true;
    return STATUS_OK;
}
