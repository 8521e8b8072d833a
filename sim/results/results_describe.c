// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "results/results.h"
#include "results/results_h5.h"
#include "results/results_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define RESULTS_PATH_MAX 1024
#define RESULTS_NAME_MAX 256
#define RESULTS_DEPTH    8

/* A walk over the groups, in the order in which they were made. */
struct results_walk {
    struct results_text *text;
    char path[RESULTS_PATH_MAX]; /* of the group, "" for the root */
    unsigned depth;
};

/* Attributes that only say how HDF5 ties datasets together, or that the line of a column shows
 * anyway. */
static bool results_describe_is_plain(const char *name)
{
    static const char *const hidden[] = {"long_name", "CLASS",          "NAME",
                                         "units",     "DIMENSION_LIST", "REFERENCE_LIST"};
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        if (strcmp(name, hidden[i]) == 0) {
            return false;
        }
    }
    return true;
}

static herr_t results_describe_attribute(hid_t object, const char *name, const H5A_info_t *info,
                                         void *data)
{
    (void)info;
    struct results_walk *walk = data;
    if (results_describe_is_plain(name)) {
        results_text_add(walk->text, "    %s: ", name);
        results_text_add_attribute(walk->text, object, name);
        results_text_add(walk->text, "\n");
    }
    return 0;
}

static const char *results_describe_type(hid_t dataset)
{
    const char *name = "other";
    hid_t type = H5Dget_type(dataset);
    if (type < 0) {
        return name;
    }
    size_t size = H5Tget_size(type);
    H5T_class_t class = H5Tget_class(type);
    if (class == H5T_STRING) {
        name = "text";
    } else if (class == H5T_INTEGER) {
        name = size == 1 ? "int8" : size == 2 ? "int16" : size == 4 ? "int32" : "int64";
    } else if (class == H5T_FLOAT) {
        name = size == 4 ? "float32" : "float64";
    }
    H5Tclose(type);
    return name;
}

static bool results_describe_is_scale(hid_t dataset)
{
    char class[32];
    return results_text_read(dataset, "CLASS", class, sizeof class) &&
           strcmp(class, "DIMENSION_SCALE") == 0;
}

/* The length of the first axis. */
static hsize_t results_describe_count(hid_t dataset)
{
    hsize_t extent[H5S_MAX_RANK] = {0};
    hid_t space = H5Dget_space(dataset);
    if (space >= 0) {
        H5Sget_simple_extent_dims(space, extent, NULL);
        H5Sclose(space);
    }
    return extent[0];
}

/* One line: name, type, what the numbers mean, and the sentence about it. */
static void results_describe_column(struct results_text *text, const char *name, hid_t dataset)
{
    char value[4096];
    results_text_add(text, "  %s", name);
    results_text_pad(text, 20);
    results_text_add(text, "%s", results_describe_type(dataset));
    results_text_pad(text, 29);
    if (results_text_read(dataset, "units", value, sizeof value)) {
        results_text_add(text, "%s", value);
    } else if (results_text_read(dataset, "flag_meanings", value, sizeof value)) {
        results_text_add(text, "{%s}", value);
    } else if (results_text_read(dataset, "names_of", value, sizeof value)) {
        results_text_add(text, "-> %s", value);
    } else {
        results_text_add(text, "-");
    }
    if (results_text_read(dataset, "long_name", value, sizeof value)) {
        results_text_pad(text, 64);
        results_text_add(text, "%s", value);
    }
    results_text_add(text, "\n");
}

enum results_pass { RESULTS_SCALES, RESULTS_COLUMNS, RESULTS_GROUPS };

static void results_describe_group(struct results_walk *walk, hid_t group);

static void results_describe_child(struct results_walk *walk, hid_t child, const char *name)
{
    size_t length = strlen(walk->path);
    if (walk->depth < RESULTS_DEPTH) {
        snprintf(walk->path + length, sizeof walk->path - length, "%s%s", length > 0 ? "/" : "",
                 name);
        walk->depth++;
        results_describe_group(walk, child);
        walk->depth--;
        walk->path[length] = '\0';
    }
}

/* Goes through the members of a group and shows those of one sort. */
static void results_describe_members(struct results_walk *walk, hid_t group, enum results_pass pass)
{
    H5G_info_t info;
    if (H5Gget_info(group, &info) < 0) {
        return;
    }
    for (hsize_t i = 0; i < info.nlinks; i++) {
        char name[RESULTS_NAME_MAX];
        if (H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name,
                               H5P_DEFAULT) < 0) {
            continue;
        }
        hid_t member = H5Oopen(group, name, H5P_DEFAULT);
        bool is_dataset = member >= 0 && H5Iget_type(member) == H5I_DATASET;
        bool is_scale = is_dataset && results_describe_is_scale(member);
        if (pass == RESULTS_SCALES && is_scale) {
            results_text_add(walk->text, " [%s: %" PRIu64 "]", name,
                             (uint64_t)results_describe_count(member));
        } else if (pass == RESULTS_COLUMNS && is_dataset && !is_scale) {
            results_describe_column(walk->text, name, member);
        } else if (pass == RESULTS_GROUPS && member >= 0 && H5Iget_type(member) == H5I_GROUP) {
            results_describe_child(walk, member, name);
        }
        if (member >= 0) {
            H5Oclose(member);
        }
    }
}

static void results_describe_group(struct results_walk *walk, hid_t group)
{
    char long_name[RESULTS_NAME_MAX];
    if (walk->path[0] != '\0') {
        results_text_add(walk->text, "\n%s", walk->path);
        results_describe_members(walk, group, RESULTS_SCALES);
        if (results_text_read(group, "long_name", long_name, sizeof long_name)) {
            results_text_add(walk->text, "  %s", long_name);
        }
        results_text_add(walk->text, "\n");
    }
    hsize_t position = 0;
    H5Aiterate2(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, results_describe_attribute,
                walk);
    results_describe_members(walk, group, RESULTS_COLUMNS);
    results_describe_members(walk, group, RESULTS_GROUPS);
}

static enum status results_describe_file(const char *path, struct results_text *text,
                                         const struct results_guard *guard, struct error *err)
{
    char conventions[32], digest[DIGEST_TEXT_SIZE + 1];
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) {
        return error_fail(err, STATUS_DATA, "cannot read `%s` as an HDF5 file: %s", path,
                          guard->reason);
    }
    enum status status = STATUS_OK;
    if (!results_text_read(file, "Conventions", conventions, sizeof conventions) ||
        strncmp(conventions, "CF-", 3) != 0 ||
        !results_text_read(file, "digest", digest, sizeof digest) ||
        strlen(digest) != DIGEST_TEXT_SIZE - 1) {
        status = error_fail(err, STATUS_DATA,
                            "`%s` is not a result file: it has no Conventions and digest", path);
    } else {
        hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
        struct results_walk walk = {.text = text};
        results_text_add(text, "%s\n", path);
        results_describe_group(&walk, root);
        H5Gclose(root);
        status = text->status;
    }
    H5Fclose(file);
    return status;
}

enum status results_describe(const char *path, char **out, struct error *err)
{
    struct results_guard guard;
    struct results_text text = {.err = err};
    enum status status = results_h5_probe(path, err);
    if (status != STATUS_OK) {
        return status;
    }
    results_h5_enter(&guard);
    status = results_describe_file(path, &text, &guard, err);
    results_h5_leave(&guard);
    if (status != STATUS_OK) {
        mem_free(text.bytes);
        return status;
    }
    *out = text.bytes;
    return STATUS_OK;
}
