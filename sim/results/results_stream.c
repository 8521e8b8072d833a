// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_stream.h"

#include "base/memory.h"
#include "results/results_dataset.h"
#include "results/results_h5.h"
#include "results/results_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What a row has at one place, and the digest of these numbers. */
struct results_column {
    char name[RESULTS_NAME_SIZE];
    uint64_t offset;
    uint32_t type; /* enum column_type */
    uint32_t dataset;
    struct digest digest;
};

struct results_stream {
    const struct record_kind *kind; /* NULL: not seen yet since the run was resumed */
    char group[RESULTS_NAME_SIZE];
    size_t row_size;
    struct results_column *columns; /* [column_count] */
    size_t column_count, column_capacity;
    struct results_chunk *chunks;   /* [column_count] */
    unsigned char *rows;            /* [row_capacity][row_size] */
    size_t row_count, row_capacity; /* grows up to RESULTS_CHUNK_ROWS */
    uint64_t stored_count;
};

static bool results_column_is_clock(const struct column *column)
{
    return column->units != NULL && strcmp(column->units, RECORD_CLOCK) == 0;
}

/* A wrong description is a bug of the model that owns it; found here, before it can give wrong
 * numbers. */
static enum status results_stream_check(const struct record_kind *kind, struct error *err)
{
    if (kind->row_size == 0 || kind->row_size > RECORD_ROW_MAX) {
        return error_fail(err, STATUS_INTERNAL, "rows of `%s` have %zu bytes, allowed are 1 to %d",
                          kind->group, kind->row_size, RECORD_ROW_MAX);
    }
    if (strlen(kind->group) >= RESULTS_NAME_SIZE) {
        return error_fail(err, STATUS_INTERNAL, "the name of group `%s` is too long", kind->group);
    }
    for (const struct column *column = kind->columns; column->name != NULL; column++) {
        if (strlen(column->name) >= RESULTS_NAME_SIZE) {
            return error_fail(err, STATUS_INTERNAL, "the name of column `%s/%s` is too long",
                              kind->group, column->name);
        }
        if (column->offset + results_h5_size(column->type) > kind->row_size) {
            return error_fail(err, STATUS_INTERNAL,
                              "column `%s/%s` ends at byte %zu of a row of %zu bytes", kind->group,
                              column->name, column->offset + results_h5_size(column->type),
                              kind->row_size);
        }
        if (results_column_is_clock(column) && column->type != COLUMN_F64) {
            return error_fail(err, STATUS_INTERNAL,
                              "column `%s/%s` is a time of day and must be COLUMN_F64, got type %d",
                              kind->group, column->name, (int)column->type);
        }
        if (column->flags != NULL && column->type != COLUMN_I8) {
            return error_fail(err, STATUS_INTERNAL,
                              "column `%s/%s` is a code and must be COLUMN_I8, got type %d",
                              kind->group, column->name, (int)column->type);
        }
    }
    return STATUS_OK;
}

/* The meanings of codes with blanks between; blanks inside become `_`. The caller frees it. */
static char *results_column_flags(const struct column *column, struct error *err)
{
    struct results_text text = {.err = err};
    for (size_t i = 0; column->flags[i] != NULL; i++) {
        results_text_add(&text, i > 0 ? " " : "");
        for (const char *next = column->flags[i]; *next != '\0'; next++) {
            results_text_add(&text, "%c", *next == ' ' ? '_' : *next);
        }
    }
    return text.bytes;
}

static enum status results_column_declare(struct results *results, const struct record_kind *kind,
                                          const struct column *column, uint32_t *out_dataset,
                                          struct error *err)
{
    char units[RESULTS_UNITS_SIZE];
    char *flags = NULL;
    struct results_dataset dataset = {.group = kind->group,
                                      .name = column->name,
                                      .type = column->type,
                                      .index = kind->index,
                                      .units = column->units,
                                      .long_name = column->long_name,
                                      .names_of = column->names_of};
    if (results_column_is_clock(column)) {
        results_dataset_set_clock(results, &dataset, units);
    }
    if (column->flags != NULL) {
        flags = results_column_flags(column, err);
        if (flags == NULL) {
            return STATUS_RESOURCE;
        }
        dataset.flags = flags;
    }
    enum status status = results_dataset_declare(results, &dataset, out_dataset, err);
    mem_free(flags);
    return status;
}

/* What a kind says, kept for as long as there are rows, and told to the spool. */
static enum status results_stream_describe(struct results *results, struct results_stream *stream,
                                           const struct record_kind *kind, struct error *err)
{
    enum status status = results_set_text(results, kind->group, "long_name", kind->long_name, err);
    for (const struct column *column = kind->columns; status == STATUS_OK && column->name != NULL;
         column++) {
        status =
            MEM_RESERVE(&stream->columns, &stream->column_capacity, stream->column_count + 1, err);
        if (status != STATUS_OK) {
            return status;
        }
        struct results_column *made = &stream->columns[stream->column_count++];
        *made = (struct results_column){.offset = column->offset, .type = column->type};
        snprintf(made->name, sizeof made->name, "%s", column->name);
        digest_init(&made->digest);
        status = results_column_declare(results, kind, column, &made->dataset, err);
    }
    return status;
}

static enum status results_stream_add(struct results *results, struct results_stream **out,
                                      struct error *err)
{
    if (MEM_RESERVE(&results->streams, &results->stream_capacity, results->stream_count + 1, err) !=
        STATUS_OK) {
        return STATUS_RESOURCE;
    }
    struct results_stream *stream = mem_alloc(1, sizeof *stream, err);
    if (stream == NULL) {
        return STATUS_RESOURCE;
    }
    results->streams[results->stream_count++] = stream;
    *out = stream;
    return STATUS_OK;
}

static enum status results_stream_create(struct results *results, const struct record_kind *kind,
                                         struct results_stream **out, struct error *err)
{
    struct results_stream *stream;
    enum status status = results_stream_check(kind, err);
    if (status == STATUS_OK) {
        status = results_stream_add(results, &stream, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    stream->kind = kind;
    stream->row_size = kind->row_size;
    snprintf(stream->group, sizeof stream->group, "%s", kind->group);
    status = results_stream_describe(results, stream, kind, err);
    if (status == STATUS_OK) {
        *out = stream;
    }
    return status;
}

/* Whether the rows that were saved are such as the kind describes. */
static bool results_stream_fits(const struct results_stream *stream, const struct record_kind *kind)
{
    size_t count = 0;
    while (kind->columns[count].name != NULL) {
        count++;
    }
    bool fits = stream->row_size == kind->row_size && stream->column_count == count;
    for (size_t i = 0; fits && i < count; i++) {
        const struct results_column *column = &stream->columns[i];
        fits = strcmp(column->name, kind->columns[i].name) == 0 &&
               column->offset == kind->columns[i].offset && column->type == kind->columns[i].type;
    }
    return fits;
}

static enum status results_stream_take(struct results *results, const struct record_kind *kind,
                                       struct results_stream **out, struct error *err)
{
    for (size_t i = 0; i < results->stream_count; i++) {
        struct results_stream *stream = results->streams[i];
        if (stream->kind == NULL && strcmp(stream->group, kind->group) == 0 &&
            results_stream_fits(stream, kind)) {
            stream->kind = kind;
        }
        if (stream->kind == kind) {
            *out = stream;
            return STATUS_OK;
        }
        if (strcmp(stream->group, kind->group) == 0) {
            return error_fail(err, STATUS_INTERNAL, "group `%s` is given by two record kinds",
                              kind->group);
        }
    }
    return results_stream_create(results, kind, out, err);
}

/* Says for each column where the rows that are kept have it. */
static void results_stream_lay_out(struct results_stream *stream)
{
    for (size_t i = 0; i < stream->column_count; i++) {
        const struct results_column *column = &stream->columns[i];
        stream->chunks[i] = (struct results_chunk){
            .items = stream->rows + column->offset,
            .stride = stream->row_size,
            .item_size = results_h5_size((enum column_type)column->type),
            .item_count = stream->row_count,
            .capacity = stream->stored_count > 0 ? RESULTS_CHUNK_ROWS : stream->row_count,
        };
    }
}

/* Appends the rows that are kept, as one chunk of every column. */
static enum status results_stream_append(struct results *results, struct results_stream *stream,
                                         struct error *err)
{
    enum status status =
        results_chunk_encode(results->encoder, stream->chunks, (uint32_t)stream->column_count, err);
    for (size_t i = 0; status == STATUS_OK && i < stream->column_count; i++) {
        status = results_dataset_append(results, stream->columns[i].dataset, stream->stored_count,
                                        stream->row_count, &stream->chunks[i], err);
    }
    return status;
}

static enum status results_stream_prepare(struct results_stream *stream, struct error *err)
{
    if (stream->chunks == NULL) {
        stream->chunks = mem_alloc(stream->column_count, sizeof *stream->chunks, err);
        if (stream->chunks == NULL) {
            return STATUS_RESOURCE;
        }
    }
    results_stream_lay_out(stream);
    return STATUS_OK;
}

enum status results_stream_show(struct results *results, struct results_stream *stream,
                                struct error *err)
{
    if (stream->row_count == 0) {
        return STATUS_OK;
    }
    enum status status = results_stream_prepare(stream, err);
    return status == STATUS_OK ? results_stream_append(results, stream, err) : status;
}

static enum status results_stream_store(struct results *results, struct results_stream *stream,
                                        struct error *err)
{
    if (stream->row_count == 0) {
        return STATUS_OK;
    }
    enum status status = results_stream_prepare(stream, err);
    for (size_t i = 0; status == STATUS_OK && i < stream->column_count; i++) {
        stream->chunks[i].digest = &stream->columns[i].digest;
    }
    if (status == STATUS_OK) {
        status = results_stream_append(results, stream, err);
    }
    stream->stored_count += stream->row_count;
    stream->row_count = 0;
    return status;
}

/* The path of `put` that few rows take: the first one of a kind, and those that find no room. */
static enum status results_stream_turn(struct results *results, const struct record_kind *kind,
                                       struct results_stream **out, struct error *err)
{
    struct results_stream *stream;
    enum status status = results_stream_take(results, kind, &stream, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (stream->row_count == RESULTS_CHUNK_ROWS) {
        status = results_stream_store(results, stream, err);
    } else {
        status = mem_reserve((void **)&stream->rows, &stream->row_capacity, stream->row_count + 1u,
                             kind->row_size, err);
    }
    if (status == STATUS_OK) {
        *out = stream;
    }
    return status;
}

/* The stream that has room for a row of the kind; NULL when there is none, or the file has failed.
 */
static struct results_stream *results_stream_find(const struct results *results,
                                                  const struct record_kind *kind)
{
    for (size_t i = 0; !results->has_failed && i < results->stream_count; i++) {
        struct results_stream *stream = results->streams[i];
        if (stream->kind == kind) {
            bool has_room =
                stream->row_count < stream->row_capacity && stream->row_count < RESULTS_CHUNK_ROWS;
            return has_room ? stream : NULL;
        }
    }
    return NULL;
}

static enum status results_stream_put(void *self, const struct record_kind *kind, const void *row,
                                      struct error *err)
{
    struct results *results = self;
    struct results_stream *stream = results_stream_find(results, kind);
    if (stream == NULL) {
        enum status status = results_enter(results, err);
        if (status == STATUS_OK) {
            status = results_leave(results, results_stream_turn(results, kind, &stream, err));
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    memcpy(stream->rows + stream->row_count * kind->row_size, row, kind->row_size);
    stream->row_count++;
    return STATUS_OK;
}

struct record_sink results_sink(struct results *results)
{
    return (struct record_sink){.self = results, .put = results_stream_put};
}

enum status results_announce(struct results *results, const struct record_kind *kind,
                             struct error *err)
{
    struct results_stream *stream;
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_stream_take(results, kind, &stream, err));
    }
    return status;
}

enum status results_stream_finish(struct results *results, struct results_stream *stream,
                                  struct error *err)
{
    enum status status = results_stream_store(results, stream, err);
    digest_add(&results->digest, stream->group, strlen(stream->group) + 1);
    for (size_t i = 0; i < stream->column_count; i++) {
        struct results_column *column = &stream->columns[i];
        char text[DIGEST_TEXT_SIZE];
        digest_text(&column->digest, text);
        digest_add(&results->digest, column->name, strlen(column->name) + 1);
        digest_add(&results->digest, text, sizeof text);
    }
    return status;
}

enum status results_stream_archive(struct results *results, struct results_stream *stream,
                                   struct archive *archive)
{
    if (stream == NULL && results_stream_add(results, &stream, archive->err) != STATUS_OK) {
        return STATUS_RESOURCE;
    }
    uint64_t row_size = stream->row_size;
    archive_values(archive, stream->group, RESULTS_NAME_SIZE, 1);
    ARCHIVE_VALUE(archive, row_size);
    ARCHIVE_VALUE(archive, stream->stored_count);
    if (archive_status(archive) == STATUS_OK && (row_size == 0 || row_size > RECORD_ROW_MAX)) {
        archive_fail(archive, "rows of `%s` have %" PRIu64 " bytes", stream->group, row_size);
    }
    if (archive_status(archive) != STATUS_OK) {
        return archive_status(archive);
    }
    stream->row_size = row_size;
    ARCHIVE_ARRAY(archive, &stream->columns, &stream->column_count, &stream->column_capacity);
    archive_array(archive, (void **)&stream->rows, &stream->row_count, &stream->row_capacity,
                  stream->row_size);
    return archive_status(archive);
}

void results_stream_destroy(struct results_stream *stream)
{
    mem_free(stream->columns);
    mem_free(stream->chunks);
    mem_free(stream->rows);
    mem_free(stream);
}
