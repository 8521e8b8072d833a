// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_build.h"

#include "base/file_publish.h"
#include "base/memory.h"
#include "results/results_attribute.h"
#include "results/results_contents.h"
#include "results/results_dimension.h"
#include "results/results_names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum status results_builder_fail(const struct results_builder *builder, const char *group,
                                 const char *name, struct error *err)
{
    const char *reason = builder->guard.reason;
    return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: %s (at `%s/%s`)", builder->path,
                      reason[0] != '\0' ? reason : "HDF5 gives no reason", group, name);
}

/* A group that is not there yet is made. */
static enum status results_build_attribute(struct results_builder *builder,
                                           const struct results_item *item, struct error *err)
{
    struct results_attribute attribute;
    results_attribute_read(&item->frame, item->bytes, &attribute);
    hid_t group = results_h5_group(builder->file, attribute.group);
    bool is_done = group >= 0;
    if (is_done && attribute.sort == RESULTS_TEXT) {
        is_done = results_h5_set_text(group, attribute.name, attribute.text);
    } else if (is_done && attribute.sort == RESULTS_REAL) {
        is_done = results_h5_set_real(group, attribute.name, attribute.real);
    } else if (is_done) {
        is_done = results_h5_set_int(group, attribute.name, attribute.integer);
    }
    if (!is_done || H5Gclose(group) < 0) {
        return results_builder_fail(builder, attribute.group, attribute.name, err);
    }
    return STATUS_OK;
}

static hid_t results_build_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 &&
        (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

/* Fills the dataset and closes it. The flush comes first, since a failed close cannot be undone. */
static enum status results_build_texts(struct results_builder *builder, hid_t dataset, hid_t type,
                                       const struct results_name_table *table, struct error *err)
{
    struct results_dimension *dimension;
    enum status status =
        results_dimension_take(builder, table->group, table->index, table->count, &dimension, err);
    if (status == STATUS_OK && (!results_h5_set_text(dataset, "long_name", table->long_name) ||
                                (table->count > 0 && H5Dwrite(dataset, type, H5S_ALL, H5S_ALL,
                                                              H5P_DEFAULT, table->texts) < 0))) {
        status = results_builder_fail(builder, table->group, table->column, err);
    }
    if (status == STATUS_OK) {
        status = results_dimension_attach(builder, dataset, table->column, &dimension, 1, err);
    }
    if (status == STATUS_OK && (H5Dflush(dataset) < 0 || H5Dclose(dataset) < 0)) {
        status = results_builder_fail(builder, table->group, table->column, err);
    }
    return status;
}

static enum status results_build_names(struct results_builder *builder,
                                       const struct results_item *item, struct error *err)
{
    struct results_name_table table;
    enum status status = results_names_read(&item->frame, item->bytes, &table, err);
    if (status != STATUS_OK) {
        return status;
    }
    hid_t group = results_h5_group(builder->file, table.group);
    hid_t type = results_build_text_type();
    hid_t dataset = group < 0 || type < 0
                        ? H5I_INVALID_HID
                        : results_h5_text_dataset(group, table.column, type, table.count);
    status = dataset < 0 ? results_builder_fail(builder, table.group, table.column, err)
                         : results_build_texts(builder, dataset, type, &table, err);
    H5Tclose(type);
    H5Gclose(group);
    results_names_free(&table);
    return status;
}

static bool results_build_describe(hid_t dataset, const struct results_dataset *text)
{
    return results_h5_set_text(dataset, "units", text->units) &&
           results_h5_set_text(dataset, "calendar", text->calendar) &&
           results_h5_set_text(dataset, "long_name", text->long_name) &&
           results_h5_set_text(dataset, "names_of", text->names_of) &&
           results_h5_set_flags(dataset, text->flags);
}

/* The dimensions of a column; the second one is new with the first variable of a cube. */
static enum status results_build_dimensions(struct results_builder *builder,
                                            const struct results_contents_dataset *dataset,
                                            struct results_dimension **dimensions,
                                            struct error *err)
{
    const struct results_dataset *text = &dataset->text;
    enum status status = results_dimension_take(builder, text->group, text->index,
                                                dataset->row_count, &dimensions[0], err);
    if (status == STATUS_OK && text->columns != NULL) {
        status = results_dimension_take(builder, text->group, text->columns, text->column_count,
                                        &dimensions[1], err);
        if (status == STATUS_OK &&
            !results_h5_set_text(dimensions[1]->scale, "names_of", text->columns_of)) {
            status = results_builder_fail(builder, text->group, text->columns, err);
        }
    }
    return status;
}

static enum status results_build_create(struct results_builder *builder,
                                        const struct results_contents_dataset *dataset,
                                        hid_t *out_id, struct error *err)
{
    struct results_dimension *dimensions[2];
    const struct results_dataset *text = &dataset->text;
    int rank = text->columns != NULL ? 2 : 1;
    const struct results_shape shape = {
        .type = text->type,
        .rank = rank,
        .extent = {dataset->row_count, text->column_count},
        .chunk = {dataset->chunk_rows, text->column_count > 0 ? text->column_count : 1}};
    if (strcmp(text->name, text->index) == 0) {
        enum status status = results_dimension_create(builder, text->group, text->index, &shape,
                                                      &dimensions[0], err);
        *out_id = status == STATUS_OK ? dimensions[0]->scale : H5I_INVALID_HID;
        return status;
    }
    enum status status = results_build_dimensions(builder, dataset, dimensions, err);
    if (status != STATUS_OK) {
        return status;
    }
    hid_t group = results_h5_group(builder->file, text->group);
    hid_t id = results_h5_dataset(group, text->name, &shape, false);
    if (id < 0 || H5Gclose(group) < 0) {
        return results_builder_fail(builder, text->group, text->name, err);
    }
    *out_id = id;
    return results_dimension_attach(builder, id, text->name, dimensions, rank, err);
}

/* A scale is closed with its dimension, any other dataset here. Chunks that are written as they are
 * pass HDF5's cache by, so there is nothing to flush. */
static enum status results_build_dataset(struct results_builder *builder,
                                         const struct results_contents *contents, uint32_t number,
                                         struct error *err)
{
    hid_t id;
    const struct results_contents_dataset *dataset = &contents->datasets[number];
    const struct results_dataset *text = &dataset->text;
    enum status status = results_build_create(builder, dataset, &id, err);
    if (status == STATUS_OK && !results_build_describe(id, text)) {
        status = results_builder_fail(builder, text->group, text->name, err);
    }
    bool is_empty = text->columns != NULL && text->column_count == 0;
    void *bytes = NULL;
    size_t capacity = 0;
    for (size_t i = 0; !is_empty && status == STATUS_OK && i < contents->item_count; i++) {
        struct results_frame frame = contents->items[i].frame;
        if (frame.kind != RESULTS_CHUNK || frame.number != number) {
            continue;
        }
        uint64_t offset = contents->items[i].offset;
        status = results_spool_read(contents->spool, &offset, &frame, &bytes, &capacity, err);
        if (status == STATUS_OK &&
            !results_h5_write_chunk(id, frame.values[0], bytes, frame.byte_count)) {
            status = results_builder_fail(builder, text->group, text->name, err);
        }
    }
    mem_free(bytes);
    if (status == STATUS_OK && strcmp(text->name, text->index) != 0 && H5Dclose(id) < 0) {
        status = results_builder_fail(builder, text->group, text->name, err);
    }
    return status;
}

static enum status results_build_all(struct results_builder *builder,
                                     const struct results_contents *contents, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < contents->item_count; i++) {
        const struct results_item *item = &contents->items[i];
        if (item->frame.kind == RESULTS_ATTRIBUTE) {
            status = results_build_attribute(builder, item, err);
        } else if (item->frame.kind == RESULTS_NAMES) {
            status = results_build_names(builder, item, err);
        } else if (item->frame.kind == RESULTS_DATASET) {
            /* Groups stand in the order in which something was first said of them. */
            hid_t group = results_h5_group(builder->file, item->bytes);
            if (group < 0 || H5Gclose(group) < 0) {
                status = results_builder_fail(builder, item->bytes, "", err);
            }
        }
    }
    for (uint32_t i = 0; status == STATUS_OK && i < contents->dataset_count; i++) {
        status = results_build_dataset(builder, contents, i, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < builder->dimension_count; i++) {
        status = results_dimension_finish(builder, builder->dimensions[i], err);
    }
    return status;
}

/* Throws the file away without asking HDF5 for anything: after a failed write it can neither flush
 * nor close without corrupting the heap. So the file is emptied and its handle left open: one
 * descriptor for every file that was given up. */
static void results_build_discard(const struct results_builder *builder, const char *path)
{
    int *fd = NULL;
    if (builder->file >= 0 && H5Fget_vfd_handle(builder->file, H5P_DEFAULT, (void **)&fd) >= 0 &&
        ftruncate(*fd, 0) != 0) {
        errno = 0; /* only gives the space back sooner */
    }
    unlink(path);
}

/* Makes the file `path`. What the flush cannot write is found while the file can still be thrown
 * away; closing has little left to do. */
static enum status results_build_file(struct results_builder *builder,
                                      const struct results_contents *contents, const char *path,
                                      struct error *err)
{
    results_h5_enter(&builder->guard);
    builder->file = results_h5_file(path);
    enum status status = builder->file < 0 ? results_builder_fail(builder, "", "", err)
                                           : results_build_all(builder, contents, err);
    if (status == STATUS_OK && H5Fflush(builder->file, H5F_SCOPE_LOCAL) < 0) {
        status = results_builder_fail(builder, "", "", err);
    }
    if (status == STATUS_OK) {
        hid_t file = builder->file;
        builder->file = H5I_INVALID_HID;
        status = H5Fclose(file) < 0 ? results_builder_fail(builder, "", "", err) : STATUS_OK;
    }
    if (status != STATUS_OK) {
        results_build_discard(builder, path);
    }
    results_h5_leave(&builder->guard);
    return status;
}

enum status results_build(struct results *results, const char *path, bool is_synced,
                          struct error *err)
{
    struct results_contents contents = {.spool = results->spool};
    struct results_builder builder = {
        .path = path, .encoder = results->encoder, .file = H5I_INVALID_HID};
    size_t size = strlen(path) + sizeof ".new";
    char *made = mem_alloc(size, 1, err);
    if (made == NULL) {
        return STATUS_RESOURCE;
    }
    snprintf(made, size, "%s.new", path);
    enum status status = results_contents_read(&contents, err);
    if (status == STATUS_OK) {
        status = results_build_file(&builder, &contents, made, err);
    }
    if (status == STATUS_OK) {
        status = file_publish(made, path, is_synced, err);
    }
    for (size_t i = 0; i < builder.dimension_count; i++) {
        results_dimension_destroy(builder.dimensions[i]);
    }
    mem_free(builder.dimensions);
    results_contents_deinit(&contents);
    mem_free(made);
    return status;
}
