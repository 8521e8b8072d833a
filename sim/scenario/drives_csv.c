// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/drives_csv.h"

#include "base/memory.h"
#include "road/route.h"
#include "road/traffic_tables.h"
#include "scenario/csv_header.h"
#include "scenario/line_source.h"
#include "scenario/source_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLACE_SIZE  1024
#define NUMBER_SIZE 64
#define MS_DIGITS   3

/** A cell of the line at hand; not terminated. */
struct cell {
    const char *text;
    size_t size;
};

struct drives_reader {
    const struct network *network;
    struct route_reader *routes;
    struct drives *drives;
    struct findings findings;
    struct line_source source;
    struct csv_line line;
    struct csv_header header;
    int depart_column, class_column, route_column; /**< -1: there is none */
    struct cell cells[CSV_COLUMNS_MAX];
    uint32_t cell_count;
    struct error scratch;
    uint32_t links[ROUTE_LINKS_MAX];
};

/** Once enough is shown, the rest is only counted. */
static struct error *reader_scratch(struct drives_reader *reader)
{
    return reader->findings.count < FINDINGS_SHOWN_MAX ? &reader->scratch : NULL;
}

static enum status reader_fail(struct drives_reader *reader, enum status status)
{
    findings_add(&reader->findings, status, "%s", reader->scratch.text);
    error_reset(&reader->scratch);
    return status;
}

static void reader_place(const struct drives_reader *reader, char out[PLACE_SIZE])
{
    snprintf(out, PLACE_SIZE, "%s:%u", reader->source.path, (unsigned)reader->source.line);
}

/** Whether all bytes are ASCII other than zero: eight at a time, as almost all lines are. */
static bool text_is_plain(const char *bytes, size_t size)
{
    uint64_t all = 0;
    size_t i = 0;
    for (; i + sizeof all <= size; i += sizeof all) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        all |= word;
    }
    for (; i < size; i++)
        all |= (unsigned char)bytes[i];
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

/** Cuts a line that has quotes or other than ASCII letters. */
static enum status reader_split_careful(struct drives_reader *reader, const char *bytes,
                                        size_t size)
{
    char place[PLACE_SIZE];
    reader_place(reader, place);
    enum status status = csv_line_split(&reader->line, bytes, size, place, &reader->scratch);
    if (status != STATUS_OK)
        return reader_fail(reader, status);
    reader->cell_count = reader->line.count;
    for (uint32_t i = 0; i < reader->cell_count && i < CSV_COLUMNS_MAX; i++) {
        const char *text = csv_line_cell(&reader->line, i);
        reader->cells[i] = (struct cell){text, strlen(text)};
    }
    return STATUS_OK;
}

static enum status reader_split(struct drives_reader *reader, const char *bytes, size_t size)
{
    const char *next = bytes, *end = bytes + size;
    if (!text_is_plain(bytes, size) || memchr(bytes, '"', size))
        return reader_split_careful(reader, bytes, size);
    reader->cell_count = 0;
    for (;;) {
        const char *comma = memchr(next, ',', (size_t)(end - next));
        size_t length = (size_t)((comma ? comma : end) - next);
        if (reader->cell_count < CSV_COLUMNS_MAX)
            reader->cells[reader->cell_count] = (struct cell){next, length};
        reader->cell_count++;
        if (!comma)
            return STATUS_OK;
        next = comma + 1;
    }
}

/** Through the field table, for whatever is not plain. */
static enum status reader_set_field(struct drives_reader *reader, int column, struct drive_row *row)
{
    char place[PLACE_SIZE], text[NUMBER_SIZE];
    const struct cell *cell = &reader->cells[column];
    struct text_arena none = {0};
    reader_place(reader, place);
    if (cell->size >= NUMBER_SIZE)
        return findings_add(&reader->findings, STATUS_DATA, "%s: %s has %zu bytes, at most %d",
                            place, reader->header.columns[column].name, cell->size,
                            NUMBER_SIZE - 1);
    snprintf(text, sizeof text, "%.*s", (int)cell->size, cell->text);
    enum status status = field_set_text(reader->header.columns[column].field, row, text, &none,
                                        place, &reader->scratch);
    return status == STATUS_OK ? status : reader_fail(reader, status);
}

/** Reads digits with at most three decimals, exactly; false for anything else. */
static bool cell_to_ms(const struct cell *cell, uint32_t *out)
{
    uint64_t ms = 0;
    size_t decimals = 0;
    bool has_point = false, has_digit = false;
    for (size_t i = 0; i < cell->size; i++) {
        char byte = cell->text[i];
        if (byte == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (byte < '0' || byte > '9' || ms > UINT32_MAX)
            return false;
        ms = ms * 10 + (uint64_t)(byte - '0');
        decimals += has_point;
        has_digit = true;
    }
    if (!has_digit || decimals > MS_DIGITS)
        return false;
    for (; decimals < MS_DIGITS; decimals++)
        ms *= 10;
    *out = (uint32_t)ms;
    return ms <= UINT32_MAX;
}

static enum status reader_take_depart(struct drives_reader *reader, uint32_t *out_ms)
{
    struct drive_row row = {.depart_s = 0};
    const struct field *field = reader->header.columns[reader->depart_column].field;
    uint32_t ms;
    if (cell_to_ms(&reader->cells[reader->depart_column], &ms) && ms <= 1000.0 * field->max) {
        *out_ms = ms;
        return STATUS_OK;
    }
    enum status status = reader_set_field(reader, reader->depart_column, &row);
    if (status == STATUS_OK)
        *out_ms = (uint32_t)lround(1000.0 * row.depart_s);
    return status;
}

static enum status reader_take_class(struct drives_reader *reader, uint8_t *out_class)
{
    struct drive_row row = {.class = 0};
    *out_class = 0;
    if (reader->class_column < 0)
        return STATUS_OK;
    const struct cell *cell = &reader->cells[reader->class_column];
    for (uint8_t i = 0; vehicle_class_names[i]; i++) {
        if (strlen(vehicle_class_names[i]) == cell->size &&
            memcmp(vehicle_class_names[i], cell->text, cell->size) == 0) {
            *out_class = i;
            return STATUS_OK;
        }
    }
    enum status status = reader_set_field(reader, reader->class_column, &row);
    if (status == STATUS_OK)
        *out_class = (uint8_t)row.class;
    return status;
}

/** False when a column that says where the row comes from is empty. */
static bool reader_check_evidence(struct drives_reader *reader)
{
    bool is_good = true;
    for (uint32_t i = 0; i < reader->header.count; i++) {
        if (reader->header.columns[i].role != CSV_EVIDENCE || reader->cells[i].size > 0)
            continue;
        findings_add(&reader->findings, STATUS_DATA, "%s:%u: %s is empty, every row needs one",
                     reader->source.path, (unsigned)reader->source.line,
                     reader->header.columns[i].name);
        is_good = false;
    }
    return is_good;
}

static enum status reader_take_route(struct drives_reader *reader, struct kept_route *out)
{
    const struct cell *cell = &reader->cells[reader->route_column];
    const struct route_text text = {cell->text, cell->size, reader->source.path,
                                    reader->source.line};
    uint32_t length;
    enum status status =
        route_read(reader->routes, &text, reader->links, &length, reader_scratch(reader));
    if (status == STATUS_OK)
        status = drives_keep_route(reader->drives, reader->network, reader->links, length, out,
                                   &reader->scratch);
    return status == STATUS_OK ? status : reader_fail(reader, status);
}

/** One row. STATUS_DATA: it is wrong, the next ones can still be read. */
static enum status reader_take_row(struct drives_reader *reader, const char *bytes, size_t size)
{
    struct kept_route route = {.length = 0};
    uint32_t depart_ms = 0;
    uint8_t class = 0;
    enum status status = reader_split(reader, bytes, size);
    if (status != STATUS_OK)
        return status;
    if (reader->cell_count != reader->header.count)
        return findings_add(&reader->findings, STATUS_DATA,
                            "%s:%u: has %u fields, but the header has %u", reader->source.path,
                            (unsigned)reader->source.line, (unsigned)reader->cell_count,
                            (unsigned)reader->header.count);
    enum status depart = reader_take_depart(reader, &depart_ms);
    enum status kind = reader_take_class(reader, &class);
    bool is_good = reader_check_evidence(reader) && depart == STATUS_OK && kind == STATUS_OK;
    status = reader_take_route(reader, &route);
    if (status != STATUS_OK || !is_good)
        return status != STATUS_OK ? status : STATUS_DATA;
    status = drives_add(reader->drives, &route, class, depart_ms, &reader->scratch);
    return status == STATUS_OK ? status : reader_fail(reader, status);
}

static enum status reader_take_header(struct drives_reader *reader, const char *bytes, size_t size)
{
    char place[PLACE_SIZE];
    const struct field *fields = traffic_table_kinds[0].fields;
    reader_place(reader, place);
    enum status status = csv_line_split(&reader->line, bytes, size, place, &reader->scratch);
    if (status != STATUS_OK)
        return reader_fail(reader, status);
    if (!csv_header_read(&reader->line, fields, place, &reader->header, &reader->findings))
        return STATUS_DATA;
    reader->depart_column = csv_header_find(&reader->header, "depart_s");
    reader->class_column = csv_header_find(&reader->header, "class");
    reader->route_column = csv_header_find(&reader->header, "route");
    return STATUS_OK;
}

/** Goes through the lines. Without a good header no row can be understood. */
static void reader_take_lines(struct drives_reader *reader)
{
    bool has_header = false;
    for (;;) {
        const char *bytes;
        size_t size;
        enum status status = line_source_next(&reader->source, &bytes, &size, &reader->scratch);
        if (status != STATUS_OK) {
            reader_fail(reader, status);
            return;
        }
        if (!bytes)
            break;
        if (size == 0)
            continue;
        status = has_header ? reader_take_row(reader, bytes, size)
                            : reader_take_header(reader, bytes, size);
        if (status == STATUS_RESOURCE || (!has_header && status != STATUS_OK))
            return;
        has_header = true;
    }
    if (!has_header)
        findings_add(&reader->findings, STATUS_DATA,
                     "%s:1: is empty, the line with the column names is missing",
                     reader->source.path);
}

enum status drives_csv_read(const char *path, const struct network *network, struct drives *drives,
                            struct error *err)
{
    struct drives_reader *reader = mem_alloc(1, sizeof *reader, err);
    if (!reader)
        return STATUS_RESOURCE;
    reader->network = network;
    reader->drives = drives;
    reader->findings = (struct findings){.err = err};
    csv_line_init(&reader->line);
    enum status status = route_reader_create(network, &reader->routes, err);
    if (status == STATUS_OK)
        status = line_source_open(&reader->source, path, err);
    if (status == STATUS_OK) {
        reader_take_lines(reader);
        status = findings_end(&reader->findings);
        line_source_close(&reader->source);
    }
    route_reader_destroy(reader->routes);
    csv_line_deinit(&reader->line);
    mem_free(reader);
    return status;
}
