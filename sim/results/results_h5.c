// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_h5.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "chunks are stored as they lie in memory, which must be little-endian"
#endif

#define RESULTS_ORDER      (H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)
#define RESULTS_FLAGS_MAX  127
#define RESULTS_DEFLATE    1
#define RESULTS_NAME_LIMIT 256

/* Walks the error stack from the outermost call inwards: the last text is the cause. The file
 * drivers put the system's error number into it. */
static herr_t results_h5_take_reason(unsigned depth, const H5E_error2_t *entry, void *data)
{
    (void)depth;
    struct results_guard *guard = data;
    const char *number = entry->desc != NULL ? strstr(entry->desc, "errno = ") : NULL;
    int code = number != NULL ? atoi(number + strlen("errno = ")) : 0;
    if (code != 0) {
        snprintf(guard->reason, sizeof guard->reason, "%s", strerror(code));
        return 1;
    }
    if (entry->desc != NULL) {
        snprintf(guard->reason, sizeof guard->reason, "HDF5: %s", entry->desc);
    }
    return 0;
}

static herr_t results_h5_on_failure(hid_t stack, void *data)
{
    struct results_guard *guard = data;
    if (guard->reason[0] == '\0') {
        H5Ewalk2(stack, H5E_WALK_DOWNWARD, results_h5_take_reason, guard);
    }
    return 0;
}

void results_h5_enter(struct results_guard *guard)
{
    /* Before anything else: the library's own exit handler crashes when a write has failed. */
    H5dont_atexit();
    guard->reason[0] = '\0';
    guard->previous = NULL;
    guard->previous_data = NULL;
    H5Eget_auto2(H5E_DEFAULT, &guard->previous, &guard->previous_data);
    H5Eset_auto2(H5E_DEFAULT, results_h5_on_failure, guard);
}

void results_h5_leave(struct results_guard *guard)
{
    H5Eset_auto2(H5E_DEFAULT, guard->previous, guard->previous_data);
}

size_t results_h5_size(enum column_type type)
{
    switch (type) {
    case COLUMN_I8:
        return 1;
    case COLUMN_I16:
        return 2;
    case COLUMN_I32:
    case COLUMN_F32:
        return 4;
    case COLUMN_I64:
    case COLUMN_F64:
        return 8;
    }
    return 0;
}

hid_t results_h5_type(enum column_type type)
{
    switch (type) {
    case COLUMN_I8:
        return H5T_STD_I8LE;
    case COLUMN_I16:
        return H5T_STD_I16LE;
    case COLUMN_I32:
        return H5T_STD_I32LE;
    case COLUMN_I64:
        return H5T_STD_I64LE;
    case COLUMN_F32:
        return H5T_IEEE_F32LE;
    case COLUMN_F64:
        return H5T_IEEE_F64LE;
    }
    return H5I_INVALID_HID;
}

hid_t results_h5_file(const char *path)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t file = H5I_INVALID_HID;
    if (access >= 0 && creation >= 0 &&
        H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0 &&
        H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0 &&
        H5Pset_obj_track_times(creation, 0) >= 0 &&
        H5Pset_link_creation_order(creation, RESULTS_ORDER) >= 0 &&
        H5Pset_attr_creation_order(creation, RESULTS_ORDER) >= 0) {
        file = H5Fcreate(path, H5F_ACC_TRUNC, creation, access);
    }
    H5Pclose(creation);
    H5Pclose(access);
    return file;
}

static hid_t results_h5_create_group(hid_t parent, const char *name)
{
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    hid_t group = H5I_INVALID_HID;
    if (creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
        H5Pset_link_creation_order(creation, RESULTS_ORDER) >= 0 &&
        H5Pset_attr_creation_order(creation, RESULTS_ORDER) >= 0) {
        group = H5Gcreate2(parent, name, H5P_DEFAULT, creation, H5P_DEFAULT);
    }
    H5Pclose(creation);
    return group;
}

hid_t results_h5_group(hid_t file, const char *path)
{
    hid_t group = H5Gopen2(file, "/", H5P_DEFAULT);
    while (group >= 0 && *path != '\0') {
        char name[RESULTS_NAME_LIMIT];
        size_t length = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        path += length + (path[length] == '/' ? 1 : 0);
        htri_t exists = H5Lexists(group, name, H5P_DEFAULT);
        hid_t child = H5I_INVALID_HID;
        if (exists > 0) {
            child = H5Gopen2(group, name, H5P_DEFAULT);
        } else if (exists == 0) {
            child = results_h5_create_group(group, name);
        }
        if (H5Gclose(group) < 0 && child >= 0) {
            H5Gclose(child);
            child = H5I_INVALID_HID;
        }
        group = child;
    }
    return group;
}

static bool results_h5_set_fill(hid_t creation, enum column_type type)
{
    if (type == COLUMN_F32) {
        float nothing = NAN;
        return H5Pset_fill_value(creation, H5T_NATIVE_FLOAT, &nothing) >= 0;
    }
    if (type == COLUMN_F64) {
        double nothing = NAN;
        return H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &nothing) >= 0;
    }
    return true;
}

static hid_t results_h5_dataset_properties(const struct results_shape *shape)
{
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    if (creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
        H5Pset_attr_creation_order(creation, RESULTS_ORDER) >= 0 &&
        H5Pset_chunk(creation, shape->rank, shape->chunk) >= 0 &&
        (results_h5_size(shape->type) == 1 || H5Pset_shuffle(creation) >= 0) &&
        H5Pset_deflate(creation, RESULTS_DEFLATE) >= 0 &&
        results_h5_set_fill(creation, shape->type)) {
        return creation;
    }
    H5Pclose(creation);
    return H5I_INVALID_HID;
}

/* Writes a scalar, or a list when `count` is not 0; replaces an attribute of that name. */
static bool results_h5_set(hid_t object, const char *name, hid_t type, hsize_t count,
                           const void *value)
{
    htri_t exists = H5Aexists(object, name);
    if (exists < 0 || (exists > 0 && H5Adelete(object, name) < 0)) {
        return false;
    }
    hid_t space = count == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, NULL);
    hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    bool is_done = attribute >= 0 && H5Awrite(attribute, type, value) >= 0;
    is_done = (attribute < 0 || H5Aclose(attribute) >= 0) && is_done;
    H5Sclose(space);
    return is_done;
}

static bool results_h5_say_fill(hid_t dataset, enum column_type type)
{
    if (type == COLUMN_F32) {
        float nothing = NAN;
        return results_h5_set(dataset, "_FillValue", H5T_IEEE_F32LE, 0, &nothing);
    }
    if (type == COLUMN_F64) {
        double nothing = NAN;
        return results_h5_set(dataset, "_FillValue", H5T_IEEE_F64LE, 0, &nothing);
    }
    return true;
}

hid_t results_h5_dataset(hid_t group, const char *name, const struct results_shape *shape,
                         bool is_scale)
{
    hsize_t limit[2] = {0, 0};
    for (int i = 0; i < shape->rank; i++) {
        bool grows = shape->extent[i] == 0;
        limit[i] = grows ? H5S_UNLIMITED : shape->extent[i];
    }
    hid_t creation = results_h5_dataset_properties(shape);
    hid_t space = H5Screate_simple(shape->rank, shape->extent, limit);
    hid_t dataset = H5I_INVALID_HID;
    if (creation >= 0 && space >= 0) {
        dataset = H5Dcreate2(group, name, results_h5_type(shape->type), space, H5P_DEFAULT,
                             creation, H5P_DEFAULT);
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (creation >= 0) {
        H5Pclose(creation);
    }
    if (dataset >= 0 && !is_scale && !results_h5_say_fill(dataset, shape->type)) {
        H5Dclose(dataset);
        dataset = H5I_INVALID_HID;
    }
    return dataset;
}

hid_t results_h5_text_dataset(hid_t group, const char *name, hid_t type, hsize_t count)
{
    hsize_t limit = count == 0 ? H5S_UNLIMITED : count;
    hsize_t chunk = 1;
    hid_t space = H5Screate_simple(1, &count, &limit);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    hid_t dataset = H5I_INVALID_HID;
    if (space >= 0 && creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
        H5Pset_attr_creation_order(creation, RESULTS_ORDER) >= 0 &&
        (count > 0 || H5Pset_chunk(creation, 1, &chunk) >= 0)) {
        dataset = H5Dcreate2(group, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    }
    H5Pclose(creation);
    H5Sclose(space);
    return dataset;
}

bool results_h5_write_chunk(hid_t dataset, uint64_t first_row, const void *bytes, size_t byte_count)
{
    const hsize_t offset[2] = {first_row, 0};
    return H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset, byte_count, bytes) >= 0;
}

bool results_h5_set_text(hid_t object, const char *name, const char *value)
{
    if (value == NULL) {
        return true;
    }
    size_t length = strlen(value);
    hid_t type = H5Tcopy(H5T_C_S1);
    /* A text of no characters still needs one byte: its own terminating zero. */
    bool is_done = type >= 0 && H5Tset_size(type, length > 0 ? length : 1) >= 0 &&
                   H5Tset_strpad(type, H5T_STR_NULLPAD) >= 0 &&
                   H5Tset_cset(type, H5T_CSET_UTF8) >= 0 &&
                   results_h5_set(object, name, type, 0, value);
    if (type >= 0) {
        H5Tclose(type);
    }
    return is_done;
}

bool results_h5_set_real(hid_t object, const char *name, double value)
{
    return results_h5_set(object, name, H5T_IEEE_F64LE, 0, &value);
}

bool results_h5_set_int(hid_t object, const char *name, int64_t value)
{
    return results_h5_set(object, name, H5T_STD_I64LE, 0, &value);
}

bool results_h5_set_flags(hid_t object, const char *meanings)
{
    int8_t values[RESULTS_FLAGS_MAX];
    hsize_t count = 0;
    if (meanings == NULL) {
        return true;
    }
    for (const char *next = meanings; next != NULL && count < RESULTS_FLAGS_MAX; count++) {
        values[count] = (int8_t)count;
        next = strchr(next, ' ');
        next = next != NULL ? next + 1 : NULL;
    }
    return results_h5_set(object, "flag_values", H5T_STD_I8LE, count, values) &&
           results_h5_set_text(object, "flag_meanings", meanings);
}

enum status results_h5_probe(const char *path, struct error *err)
{
    char first;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t count = fd >= 0 ? read(fd, &first, 1) : -1;
    int code = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (count < 0) {
        return error_fail(err, STATUS_DATA, "cannot read `%s`: %s", path, strerror(code));
    }
    return STATUS_OK;
}
