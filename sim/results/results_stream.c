// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_stream.h"

#include "base/memory.h"
#include "results/results_dimension.h"

#include <string.h>

/* One dataset, and the digest of its numbers. */
struct results_column {
    hid_t dataset;
    struct results_shape shape;
    struct digest digest;
};

struct results_stream {
    const struct record_kind *kind;
    uint32_t column_count;
    struct results_column *columns; /* [column_count] */
    struct results_chunk *chunks;   /* [column_count + 1], the last one for the row numbers */
    struct results_dimension *dimension;
    bool is_open;        /* the datasets exist */
    bool writes_index;   /* the row numbers are ours to write */
    unsigned char *rows; /* [row_capacity][kind->row_size] */
    size_t row_capacity; /* grows up to RESULTS_CHUNK_ROWS */
    uint32_t row_count;
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
    for (const struct column *column = kind->columns; column->name != NULL; column++) {
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

/* Makes the group in the file, so that groups stand in the order of their first row. */
static enum status results_stream_make_group(struct results *results,
                                             const struct record_kind *kind, struct error *err)
{
    hid_t group = results_h5_group(results->file, kind->group);
    if (group < 0 || !results_h5_set_text(group, "long_name", kind->long_name) ||
        H5Gclose(group) < 0) {
        return results_broken(results, kind->group, kind->index, err);
    }
    return STATUS_OK;
}

static enum status results_stream_create(struct results *results, const struct record_kind *kind,
                                         struct results_stream **out, struct error *err)
{
    enum status status = results_stream_check(kind, err);
    if (status != STATUS_OK ||
        (status = MEM_RESERVE(&results->streams, &results->stream_capacity,
                              results->stream_count + 1, err)) != STATUS_OK) {
        return status;
    }
    struct results_stream *stream = mem_alloc(1, sizeof *stream, err);
    if (stream == NULL) {
        return STATUS_RESOURCE;
    }
    results->streams[results->stream_count++] = stream;
    stream->kind = kind;
    while (kind->columns[stream->column_count].name != NULL) {
        stream->column_count++;
    }
    stream->columns = mem_alloc(stream->column_count, sizeof *stream->columns, err);
    stream->chunks = mem_alloc(stream->column_count + 1, sizeof *stream->chunks, err);
    if (stream->columns == NULL || stream->chunks == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < stream->column_count; i++) {
        digest_init(&stream->columns[i].digest);
    }
    status = results_stream_make_group(results, kind, err);
    if (status == STATUS_OK) {
        *out = stream;
    }
    return status;
}

static enum status results_stream_take(struct results *results, const struct record_kind *kind,
                                       struct results_stream **out, struct error *err)
{
    for (size_t i = 0; i < results->stream_count; i++) {
        struct results_stream *stream = results->streams[i];
        if (stream->kind == kind) {
            *out = stream;
            return STATUS_OK;
        }
        if (strcmp(stream->kind->group, kind->group) == 0) {
            return error_fail(err, STATUS_INTERNAL, "group `%s` is given by two record kinds",
                              kind->group);
        }
    }
    return results_stream_create(results, kind, out, err);
}

static bool results_column_describe(const struct results *results, hid_t dataset,
                                    const struct column *column)
{
    bool is_done = results_column_is_clock(column)
                       ? results_set_clock(results, dataset)
                       : results_h5_set_text(dataset, "units", column->units);
    return is_done && results_h5_set_text(dataset, "long_name", column->long_name) &&
           results_h5_set_text(dataset, "names_of", column->names_of) &&
           (column->flags == NULL || results_h5_set_flags(dataset, column->flags));
}

/* More rows than names: said before HDF5 refuses to write beyond the end. */
static enum status results_stream_check_count(const struct results_stream *stream,
                                              struct error *err)
{
    uint64_t row_count = stream->stored_count + stream->row_count;
    if (stream->dimension->has_count && row_count > stream->dimension->count) {
        return results_dimension_settle(stream->dimension, row_count, err);
    }
    return STATUS_OK;
}

/* Finds the dimension. With the last rows their number is known, and nothing need be able to grow.
 */
static enum status results_stream_open_dimension(struct results *results,
                                                 struct results_stream *stream, bool is_last,
                                                 struct error *err)
{
    const struct record_kind *kind = stream->kind;
    if (is_last) {
        return results_dimension_take(results, kind->group, kind->index, stream->row_count,
                                      &stream->dimension, err);
    }
    stream->dimension = results_dimension_find(results, kind->group, kind->index);
    if (stream->dimension != NULL) {
        return results_stream_check_count(stream, err);
    }
    struct results_shape shape = {
        .type = COLUMN_I64, .rank = 1, .chunk = {RESULTS_CHUNK_ROWS}, .can_grow = true};
    stream->writes_index = true;
    return results_dimension_create(results, kind->group, kind->index, &shape, &stream->dimension,
                                    err);
}

/* Creates the datasets, when the first chunk is full or there will be no more rows. */
static enum status results_stream_open(struct results *results, struct results_stream *stream,
                                       bool is_last, struct error *err)
{
    const struct record_kind *kind = stream->kind;
    enum status status = results_stream_open_dimension(results, stream, is_last, err);
    if (status != STATUS_OK) {
        return status;
    }
    const struct results_dimension *dimension = stream->dimension;
    uint64_t chunk_rows = stream->row_count > 0 ? stream->row_count : 1;
    struct results_shape shape = {
        .rank = 1,
        .extent = {dimension->has_count ? dimension->count : 0},
        .chunk = {chunk_rows},
        .can_grow = !dimension->has_count,
    };
    hid_t group = results_h5_group(results->file, kind->group);
    if (group < 0) {
        return results_broken(results, kind->group, kind->index, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < stream->column_count; i++) {
        const struct column *column = &kind->columns[i];
        shape.type = column->type;
        stream->columns[i].shape = shape;
        hid_t dataset = results_h5_dataset(group, column->name, &shape, false);
        stream->columns[i].dataset = dataset;
        if (dataset < 0 || !results_column_describe(results, dataset, column)) {
            status = results_broken(results, kind->group, column->name, err);
        } else {
            status = results_dimension_attach(results, dataset, column->name, &stream->dimension, 1,
                                              err);
        }
    }
    H5Gclose(group);
    stream->is_open = true;
    return status;
}

/* Says for each column, and for the row numbers, where the rows that are kept have it. */
static uint32_t results_stream_lay_out(struct results_stream *stream)
{
    const struct record_kind *kind = stream->kind;
    for (uint32_t i = 0; i < stream->column_count; i++) {
        stream->chunks[i] = (struct results_chunk){
            .items = stream->rows + kind->columns[i].offset,
            .stride = kind->row_size,
            .item_size = results_h5_size(kind->columns[i].type),
            .item_count = stream->row_count,
            .capacity = stream->columns[i].shape.chunk[0],
            .digest = &stream->columns[i].digest,
        };
    }
    if (!stream->writes_index) {
        return stream->column_count;
    }
    stream->chunks[stream->column_count] = (struct results_chunk){
        .first_number = (int64_t)stream->stored_count,
        .item_size = sizeof(int64_t),
        .item_count = stream->row_count,
        .capacity = RESULTS_CHUNK_ROWS,
    };
    return stream->column_count + 1;
}

/* Stores the rows that are kept, as one chunk of every column. */
static enum status results_stream_store(struct results *results, struct results_stream *stream,
                                        bool is_last, struct error *err)
{
    enum status status = STATUS_OK;
    if (!stream->is_open) {
        status = results_stream_open(results, stream, is_last, err);
    }
    if (status == STATUS_OK) {
        status = results_stream_check_count(stream, err);
    }
    if (status != STATUS_OK || stream->row_count == 0) {
        return status;
    }
    uint32_t count = results_stream_lay_out(stream);
    status = results_chunk_encode(results->encoder, stream->chunks, count, err);
    uint64_t row_count = stream->stored_count + stream->row_count;
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        bool is_index = i == stream->column_count;
        hid_t dataset = is_index ? stream->dimension->scale : stream->columns[i].dataset;
        struct results_shape *shape =
            is_index ? &stream->dimension->shape : &stream->columns[i].shape;
        if (!results_h5_write_chunk(dataset, shape, stream->stored_count, row_count,
                                    stream->chunks[i].bytes, stream->chunks[i].byte_count)) {
            const struct record_kind *kind = stream->kind;
            status = results_broken(results, kind->group,
                                    is_index ? kind->index : kind->columns[i].name, err);
        }
    }
    stream->stored_count = row_count;
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
        status = results_stream_store(results, stream, false, err);
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
    const struct record_kind *kind = stream->kind;
    enum status status = results_stream_store(results, stream, true, err);
    if (status == STATUS_OK) {
        status = results_dimension_settle(stream->dimension, stream->stored_count, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    digest_add(&results->digest, kind->group, strlen(kind->group) + 1);
    for (uint32_t i = 0; i < stream->column_count; i++) {
        struct results_column *column = &stream->columns[i];
        char text[DIGEST_TEXT_SIZE];
        digest_text(&column->digest, text);
        digest_add(&results->digest, kind->columns[i].name, strlen(kind->columns[i].name) + 1);
        digest_add(&results->digest, text, sizeof text);
        if (H5Dflush(column->dataset) < 0 || H5Dclose(column->dataset) < 0) {
            return results_broken(results, kind->group, kind->columns[i].name, err);
        }
    }
    return STATUS_OK;
}

void results_stream_destroy(struct results_stream *stream)
{
    mem_free(stream->columns);
    mem_free(stream->chunks);
    mem_free(stream->rows);
    mem_free(stream);
}
