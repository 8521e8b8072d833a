// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/labelled_file.h"

#include "base/file_publish.h"
#include "base/memory.h"
#include "results/results_h5.h"

#include <hdf5_hl.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DIMENSIONS_MAX 8u
#define NAME_SIZE      64
#define PATH_SIZE      4096

struct dimension {
    char name[NAME_SIZE];
    hsize_t count;
};

struct labelled_file {
    char path[PATH_SIZE], part_path[PATH_SIZE];
    hid_t file;
    bool has_failed;
    struct dimension dimensions[DIMENSIONS_MAX];
    uint32_t dimension_count;
};

static enum status fail(struct labelled_file *file, const struct results_guard *guard,
                        const char *name, struct error *err)
{
    file->has_failed = true;
    return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: %s (at `%s`)", file->path,
                      guard && guard->reason[0] ? guard->reason : "HDF5 gives no reason", name);
}

struct labelled_file *labelled_create(const char *path, struct error *err)
{
    struct results_guard guard;
    struct labelled_file *file = mem_alloc(1, sizeof *file, err);
    if (!file)
        return NULL;
    snprintf(file->path, sizeof file->path, "%s", path);
    int size = snprintf(file->part_path, sizeof file->part_path, "%s.part", path);
    int probe =
        size < PATH_SIZE ? open(file->part_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    if (probe < 0) {
        error_fail(err, STATUS_RESOURCE, "cannot write `%s`: %s", path, strerror(errno));
        mem_free(file);
        return NULL;
    }
    close(probe);
    results_h5_enter(&guard);
    file->file = results_h5_file(file->part_path);
    if (file->file < 0)
        fail(file, &guard, "", err);
    results_h5_leave(&guard);
    if (file->has_failed) {
        labelled_abandon(file);
        return NULL;
    }
    return file;
}

static const struct dimension *find(const struct labelled_file *file, const char *name)
{
    for (uint32_t i = 0; i < file->dimension_count; i++)
        if (strcmp(file->dimensions[i].name, name) == 0)
            return &file->dimensions[i];
    return NULL;
}

/** Texts of variable length; to be closed. */
static hid_t text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

/** A dataset in one piece, with its values. */
static hid_t write_dataset(const struct labelled_file *file, const struct labelled_array *array,
                           hid_t stored, hid_t given, const void *values)
{
    hsize_t extent[2] = {0, 0};
    int rank = 0;
    for (; rank < 2 && array->dimensions[rank]; rank++) {
        const struct dimension *dimension = find(file, array->dimensions[rank]);
        if (!dimension)
            return H5I_INVALID_HID;
        extent[rank] = dimension->count;
    }
    hid_t space = H5Screate_simple(rank, extent, NULL);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_obj_track_times(creation, 0);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    hid_t dataset =
        H5Dcreate2(file->file, array->name, stored, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Pclose(creation);
    H5Sclose(space);
    if (dataset >= 0 && (H5Dwrite(dataset, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0 ||
                         !results_h5_set_text(dataset, "long_name", array->long_name))) {
        H5Dclose(dataset);
        return H5I_INVALID_HID;
    }
    return dataset;
}

static bool attach(const struct labelled_file *file, const struct labelled_array *array,
                   hid_t dataset)
{
    bool is_done = true;
    for (unsigned i = 0; i < 2 && array->dimensions[i]; i++) {
        hid_t scale = H5Dopen2(file->file, array->dimensions[i], H5P_DEFAULT);
        is_done = is_done && scale >= 0 && H5DSattach_scale(dataset, scale, i) >= 0;
        if (scale >= 0)
            H5Dclose(scale);
    }
    return is_done;
}

static enum status write_array(struct labelled_file *file, const struct labelled_array *array,
                               hid_t stored, hid_t given, const void *values, struct error *err)
{
    struct results_guard guard;
    enum status status = STATUS_OK;
    if (file->has_failed)
        return fail(file, NULL, array->name, err);
    results_h5_enter(&guard);
    hid_t dataset = write_dataset(file, array, stored, given, values);
    bool is_done = dataset >= 0 && attach(file, array, dataset);
    if (dataset < 0 || H5Dclose(dataset) < 0 || !is_done)
        status = fail(file, &guard, array->name, err);
    results_h5_leave(&guard);
    return status;
}

enum status labelled_dimension(struct labelled_file *file, const char *name,
                               const char *const *labels, uint32_t count, const char *long_name,
                               struct error *err)
{
    struct results_guard guard;
    enum status status = STATUS_OK;
    if (file->has_failed || file->dimension_count == DIMENSIONS_MAX || count == 0)
        return fail(file, NULL, name, err);
    struct dimension *dimension = &file->dimensions[file->dimension_count++];
    snprintf(dimension->name, NAME_SIZE, "%s", name);
    dimension->count = count;

    results_h5_enter(&guard);
    hid_t type = text_type();
    const struct labelled_array array = {name, long_name, {name, NULL}};
    hid_t dataset = write_dataset(file, &array, type, type, labels);
    bool is_done = dataset >= 0 && H5DSset_scale(dataset, name) >= 0;
    if (dataset < 0 || H5Dclose(dataset) < 0 || !is_done)
        status = fail(file, &guard, name, err);
    H5Tclose(type);
    results_h5_leave(&guard);
    return status;
}

enum status labelled_reals(struct labelled_file *file, const struct labelled_array *array,
                           const double *values, struct error *err)
{
    return write_array(file, array, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values, err);
}

enum status labelled_wholes(struct labelled_file *file, const struct labelled_array *array,
                            const int64_t *values, struct error *err)
{
    return write_array(file, array, H5T_STD_I64LE, H5T_NATIVE_INT64, values, err);
}

enum status labelled_texts(struct labelled_file *file, const struct labelled_array *array,
                           const char *const *values, struct error *err)
{
    hid_t type = text_type();
    enum status status = write_array(file, array, type, type, values, err);
    H5Tclose(type);
    return status;
}

enum status labelled_text(struct labelled_file *file, const char *name, const char *value,
                          struct error *err)
{
    struct results_guard guard;
    enum status status = STATUS_OK;
    if (file->has_failed)
        return fail(file, NULL, name, err);
    results_h5_enter(&guard);
    if (!results_h5_set_text(file->file, name, value))
        status = fail(file, &guard, name, err);
    results_h5_leave(&guard);
    return status;
}

enum status labelled_finish(struct labelled_file *file, struct error *err)
{
    struct results_guard guard;
    enum status status = file->has_failed ? fail(file, NULL, "", err) : STATUS_OK;
    if (status == STATUS_OK) {
        results_h5_enter(&guard);
        if (H5Fflush(file->file, H5F_SCOPE_LOCAL) < 0) {
            status = fail(file, &guard, "", err);
        } else {
            hid_t closing = file->file;
            file->file = H5I_INVALID_HID;
            if (H5Fclose(closing) < 0)
                status = fail(file, &guard, "", err);
        }
        results_h5_leave(&guard);
    }
    if (status == STATUS_OK)
        status = file_publish(file->part_path, file->path, true, err);
    if (status == STATUS_OK)
        mem_free(file);
    else
        labelled_abandon(file);
    return status;
}

/** After a failed write HDF5 can neither flush nor close: the handle stays open. */
void labelled_abandon(struct labelled_file *file)
{
    if (!file)
        return;
    unlink(file->part_path);
    mem_free(file);
}
