// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_dimension.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define RESULTS_DIMENSION_BATCH 16 /* chunks encoded at once */

/* The attributes of a dimension scale follow the HDF5 Dimension Scale Specification 1.0. They are
 * written here and not by HDF5's high-level library, which stores uninitialised padding bytes and
 * rewrites the list of members with every new one. */

static struct results_dimension *results_dimension_find(const struct results_builder *builder,
                                                        const char *group, const char *index)
{
    for (size_t i = 0; i < builder->dimension_count; i++) {
        struct results_dimension *dimension = builder->dimensions[i];
        if (strcmp(dimension->group, group) == 0 && strcmp(dimension->index, index) == 0) {
            return dimension;
        }
    }
    return NULL;
}

/* CLASS and NAME are ASCII with a terminating zero in every file that HDF5's own tools write. */
static bool results_dimension_mark(hid_t scale, const char *attribute_name, const char *value)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    hid_t space = H5Screate(H5S_SCALAR);
    bool is_done = false;
    if (type >= 0 && space >= 0 && H5Tset_size(type, strlen(value) + 1) >= 0) {
        hid_t attribute = H5Acreate2(scale, attribute_name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        is_done = attribute >= 0 && H5Awrite(attribute, type, value) >= 0;
        is_done = (attribute < 0 || H5Aclose(attribute) >= 0) && is_done;
    }
    H5Sclose(space);
    H5Tclose(type);
    return is_done;
}

static bool results_dimension_describe(const struct results_dimension *dimension)
{
    char text[128];
    snprintf(text, sizeof text, "number of the %s, from 0", dimension->index);
    return dimension->shape.type != COLUMN_I32 ||
           results_h5_set_text(dimension->scale, "long_name", text);
}

static bool results_dimension_open_scale(struct results_builder *builder,
                                         struct results_dimension *dimension)
{
    hid_t group = results_h5_group(builder->file, dimension->group);
    if (group < 0) {
        return false;
    }
    dimension->scale = results_h5_dataset(group, dimension->index, &dimension->shape, true);
    bool is_done = dimension->scale >= 0 &&
                   results_dimension_mark(dimension->scale, "CLASS", "DIMENSION_SCALE") &&
                   results_dimension_mark(dimension->scale, "NAME", dimension->index) &&
                   results_dimension_describe(dimension);
    return H5Gclose(group) >= 0 && is_done;
}

enum status results_dimension_create(struct results_builder *builder, const char *group,
                                     const char *index, const struct results_shape *shape,
                                     struct results_dimension **out, struct error *err)
{
    if (MEM_RESERVE(&builder->dimensions, &builder->dimension_capacity,
                    builder->dimension_count + 1, err) != STATUS_OK) {
        return STATUS_RESOURCE;
    }
    struct results_dimension *dimension = mem_alloc(1, sizeof *dimension, err);
    if (dimension == NULL) {
        return STATUS_RESOURCE;
    }
    dimension->shape = *shape;
    dimension->group = group;
    dimension->index = index;
    builder->dimensions[builder->dimension_count++] = dimension;
    if (!results_dimension_open_scale(builder, dimension)) {
        return results_builder_fail(builder, group, index, err);
    }
    *out = dimension;
    return STATUS_OK;
}

/* Writes the row numbers, a few chunks at a time. */
static enum status results_dimension_number(struct results_builder *builder,
                                            const struct results_dimension *dimension,
                                            struct error *err)
{
    struct results_chunk chunks[RESULTS_DIMENSION_BATCH];
    uint64_t count = dimension->shape.extent[0], chunk_rows = dimension->shape.chunk[0];
    enum status status = STATUS_OK;
    for (uint64_t row = 0; status == STATUS_OK && row < count;) {
        uint32_t used = 0;
        uint64_t first = row;
        for (; used < RESULTS_DIMENSION_BATCH && row < count; used++) {
            uint64_t taken = count - row < chunk_rows ? count - row : chunk_rows;
            chunks[used] = (struct results_chunk){.first_number = (int32_t)row,
                                                  .item_size = sizeof(int32_t),
                                                  .item_count = taken,
                                                  .capacity = chunk_rows};
            row += taken;
        }
        status = results_chunk_encode(builder->encoder, chunks, used, err);
        for (uint32_t i = 0; status == STATUS_OK && i < used; i++) {
            if (!results_h5_write_chunk(dimension->scale, first + i * chunk_rows, chunks[i].bytes,
                                        chunks[i].byte_count)) {
                status = results_builder_fail(builder, dimension->group, dimension->index, err);
            }
        }
    }
    return status;
}

enum status results_dimension_take(struct results_builder *builder, const char *group,
                                   const char *index, uint64_t count,
                                   struct results_dimension **out, struct error *err)
{
    struct results_dimension *dimension = results_dimension_find(builder, group, index);
    enum status status = STATUS_OK;
    if (dimension == NULL) {
        if (count > INT32_MAX) {
            return error_fail(err, STATUS_DATA, "group `%s` has %" PRIu64 " rows, at most %" PRId32,
                              group, count, INT32_MAX);
        }
        uint64_t chunk_rows = count == 0 ? 1 : count;
        chunk_rows = chunk_rows > RESULTS_CHUNK_ROWS ? RESULTS_CHUNK_ROWS : chunk_rows;
        const struct results_shape shape = {
            .type = COLUMN_I32, .rank = 1, .extent = {count}, .chunk = {chunk_rows}};
        status = results_dimension_create(builder, group, index, &shape, &dimension, err);
        if (status == STATUS_OK) {
            status = results_dimension_number(builder, dimension, err);
        }
    } else if (dimension->shape.extent[0] != count) {
        status = error_fail(err, STATUS_INTERNAL,
                            "group `%s` has %" PRIu64 " and %" PRIu64
                            " rows along the same dimension `%s`",
                            group, (uint64_t)dimension->shape.extent[0], count, index);
    }
    if (status == STATUS_OK) {
        *out = dimension;
    }
    return status;
}

/* DIMENSION_LIST: for each axis the list of its scales, here always one. */
static bool results_dimension_list(hid_t dataset, struct results_dimension *const *dimensions,
                                   int rank)
{
    hobj_ref_t scales[2] = {0};
    hvl_t lists[2];
    for (int i = 0; i < rank; i++) {
        if (H5Rcreate(&scales[i], dimensions[i]->scale, ".", H5R_OBJECT, -1) < 0) {
            return false;
        }
        lists[i] = (hvl_t){.len = 1, .p = &scales[i]};
    }
    hsize_t extent = (hsize_t)rank;
    hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
    hid_t space = H5Screate_simple(1, &extent, NULL);
    hid_t attribute = H5I_INVALID_HID;
    if (type >= 0 && space >= 0) {
        attribute = H5Acreate2(dataset, "DIMENSION_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT);
    }
    bool is_done = attribute >= 0 && H5Awrite(attribute, type, lists) >= 0;
    is_done = (attribute < 0 || H5Aclose(attribute) >= 0) && is_done;
    H5Sclose(space);
    H5Tclose(type);
    return is_done;
}

enum status results_dimension_attach(struct results_builder *builder, hid_t dataset,
                                     const char *name, struct results_dimension *const *dimensions,
                                     int rank, struct error *err)
{
    const char *group = dimensions[0]->group;
    hobj_ref_t self;
    if (!results_dimension_list(dataset, dimensions, rank) ||
        H5Rcreate(&self, dataset, ".", H5R_OBJECT, -1) < 0) {
        return results_builder_fail(builder, group, name, err);
    }
    for (int i = 0; i < rank; i++) {
        struct results_dimension *dimension = dimensions[i];
        if (MEM_RESERVE(&dimension->members, &dimension->member_capacity,
                        dimension->member_count + 1, err) != STATUS_OK) {
            return STATUS_RESOURCE;
        }
        struct results_member *member = &dimension->members[dimension->member_count++];
        member->dataset = self;
        member->axis = i;
    }
    return STATUS_OK;
}

/* REFERENCE_LIST: the other direction. The members come from zeroed memory, so their padding is the
 * same in every run. */
static bool results_dimension_reference(const struct results_dimension *dimension)
{
    hsize_t extent = dimension->member_count;
    hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct results_member));
    hid_t space = H5Screate_simple(1, &extent, NULL);
    hid_t attribute = H5I_INVALID_HID;
    if (type >= 0 && space >= 0 &&
        H5Tinsert(type, "dataset", offsetof(struct results_member, dataset), H5T_STD_REF_OBJ) >=
            0 &&
        H5Tinsert(type, "dimension", offsetof(struct results_member, axis), H5T_STD_I32LE) >= 0) {
        attribute =
            H5Acreate2(dimension->scale, "REFERENCE_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT);
    }
    bool is_done = attribute >= 0 && H5Awrite(attribute, type, dimension->members) >= 0;
    is_done = (attribute < 0 || H5Aclose(attribute) >= 0) && is_done;
    H5Sclose(space);
    H5Tclose(type);
    return is_done;
}

enum status results_dimension_finish(struct results_builder *builder,
                                     struct results_dimension *dimension, struct error *err)
{
    if ((dimension->member_count > 0 && !results_dimension_reference(dimension)) ||
        H5Dclose(dimension->scale) < 0) {
        return results_builder_fail(builder, dimension->group, dimension->index, err);
    }
    return STATUS_OK;
}

void results_dimension_destroy(struct results_dimension *dimension)
{
    mem_free(dimension->members);
    mem_free(dimension);
}
