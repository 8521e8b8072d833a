// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/run_file.h"

#include "base/names.h"
#include "results/results_h5.h"
#include "results/results_text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define VALUE_SIZE 4096

struct run_reader {
    struct run_file *run;
    struct error *err;
    enum status status;
};

static const char *keep(struct run_reader *reader, const char *text)
{
    const char *copy = text_arena_copy(&reader->run->text, text, strlen(text), reader->err);
    if (!copy)
        reader->status = STATUS_RESOURCE;
    return copy;
}

static const char *read_text(struct run_reader *reader, hid_t object, const char *name)
{
    char value[VALUE_SIZE];
    results_text_read(object, name, value, sizeof value);
    return keep(reader, value);
}

static herr_t read_parameter(hid_t object, const char *name, const H5A_info_t *info, void *data)
{
    (void)info;
    char value[VALUE_SIZE];
    struct run_reader *reader = data;
    struct run_file *run = reader->run;
    if (strcmp(name, "version") == 0 || strcmp(name, "scenario_digest") == 0 ||
        !results_text_read(object, name, value, sizeof value))
        return 0;
    if (MEM_RESERVE(&run->parameters, &run->parameter_capacity, (size_t)run->parameter_count + 1,
                    reader->err) != STATUS_OK) {
        reader->status = STATUS_RESOURCE;
        return -1;
    }
    run->parameters[run->parameter_count++] =
        (struct run_parameter){keep(reader, name), keep(reader, value)};
    return 0;
}

/** A column of texts, of which `set` takes each. */
static bool read_texts(struct run_reader *reader, hid_t group, const char *column,
                       void (*set)(struct run_indicator *, const char *))
{
    struct run_file *run = reader->run;
    bool is_read = false;
    char **texts = mem_alloc(run->indicator_count, sizeof *texts, reader->err);
    hid_t dataset = texts ? H5Dopen2(group, column, H5P_DEFAULT) : H5I_INVALID_HID;
    hid_t type = dataset >= 0 ? H5Dget_type(dataset) : H5I_INVALID_HID;
    hid_t space = dataset >= 0 ? H5Dget_space(dataset) : H5I_INVALID_HID;
    if (type >= 0 && space >= 0 && H5Tis_variable_str(type) > 0 &&
        H5Sget_simple_extent_npoints(space) == (hssize_t)run->indicator_count &&
        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0) {
        is_read = true;
        for (uint32_t i = 0; i < run->indicator_count; i++)
            set(&run->indicators[i], keep(reader, texts[i] ? texts[i] : ""));
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts);
    }
    if (space >= 0)
        H5Sclose(space);
    if (type >= 0)
        H5Tclose(type);
    if (dataset >= 0)
        H5Dclose(dataset);
    mem_free(texts);
    return is_read;
}

static void set_name(struct run_indicator *indicator, const char *text)
{
    indicator->name = text;
}

static void set_unit(struct run_indicator *indicator, const char *text)
{
    indicator->unit = text;
}

static bool read_values(struct run_reader *reader, hid_t group)
{
    struct run_file *run = reader->run;
    hid_t dataset = H5Dopen2(group, "value", H5P_DEFAULT);
    hid_t space = dataset >= 0 ? H5Dget_space(dataset) : H5I_INVALID_HID;
    hssize_t count = space >= 0 ? H5Sget_simple_extent_npoints(space) : -1;
    double *values = NULL;
    bool is_read = false;
    if (count >= 0 && count < INT32_MAX) {
        run->indicator_count = (uint32_t)count;
        run->indicators = mem_alloc((size_t)count, sizeof *run->indicators, reader->err);
        values = mem_alloc((size_t)count, sizeof *values, reader->err);
    }
    if (run->indicators && values &&
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0) {
        is_read = true;
        for (uint32_t i = 0; i < run->indicator_count; i++)
            run->indicators[i].value = values[i];
    }
    mem_free(values);
    if (space >= 0)
        H5Sclose(space);
    if (dataset >= 0)
        H5Dclose(dataset);
    return is_read;
}

static bool read_indicators(struct run_reader *reader, hid_t file)
{
    hid_t group = H5Gopen2(file, "indicators", H5P_DEFAULT);
    bool is_read = group >= 0 && read_values(reader, group) &&
                   read_texts(reader, group, "name", set_name) &&
                   read_texts(reader, group, "unit", set_unit);
    if (group >= 0)
        H5Gclose(group);
    return is_read;
}

static bool read_root(struct run_reader *reader, hid_t file)
{
    struct run_file *run = reader->run;
    long long seed = 0;
    hsize_t position = 0;
    hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
    hid_t provenance = H5Gopen2(file, "provenance", H5P_DEFAULT);
    hid_t attribute =
        root >= 0 && H5Aexists(root, "seed") > 0 ? H5Aopen(root, "seed", H5P_DEFAULT) : -1;
    bool is_read = provenance >= 0 && attribute >= 0 &&
                   H5Aread(attribute, H5T_NATIVE_LLONG, &seed) >= 0 &&
                   H5Aiterate2(provenance, H5_INDEX_CRT_ORDER, H5_ITER_INC, &position,
                               read_parameter, reader) >= 0;
    if (is_read) {
        run->seed = seed;
        run->scenario = read_text(reader, root, "scenario");
        run->digest = read_text(reader, root, "digest");
        run->version = read_text(reader, provenance, "version");
        run->scenario_digest = read_text(reader, provenance, "scenario_digest");
    }
    if (attribute >= 0)
        H5Aclose(attribute);
    if (provenance >= 0)
        H5Gclose(provenance);
    if (root >= 0)
        H5Gclose(root);
    return is_read;
}

enum status run_file_read(const char *path, struct run_file *out, struct error *err)
{
    struct run_file made = {.path = NULL};
    struct run_reader reader = {&made, err, STATUS_OK};
    struct results_guard guard;
    if (access(path, R_OK) != 0)
        return error_fail(err, STATUS_DATA, "cannot read '%s': %s", path, strerror(errno));

    results_h5_enter(&guard);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    bool is_read = file >= 0 && read_root(&reader, file) && read_indicators(&reader, file);
    if (file >= 0)
        H5Fclose(file);
    results_h5_leave(&guard);
    made.path = keep(&reader, path);
    if (reader.status == STATUS_OK && (!is_read || made.digest[0] == '\0'))
        reader.status = error_fail(err, STATUS_DATA, "'%s' is not a whole result file of ardey: %s",
                                   path, guard.reason[0] ? guard.reason : "it has no digest");
    if (reader.status == STATUS_OK)
        *out = made;
    else
        run_file_deinit(&made);
    return reader.status;
}

void run_file_deinit(struct run_file *run)
{
    mem_free(run->parameters);
    mem_free(run->indicators);
    text_arena_deinit(&run->text);
    *run = (struct run_file){.path = NULL};
}

const char *run_file_parameter(const struct run_file *run, const char *name)
{
    for (uint32_t i = 0; i < run->parameter_count; i++)
        if (strcmp(run->parameters[i].name, name) == 0)
            return run->parameters[i].value;
    return NULL;
}

uint32_t run_file_indicator(const struct run_file *run, const char *name)
{
    for (uint32_t i = 0; i < run->indicator_count; i++)
        if (strcmp(run->indicators[i].name, name) == 0)
            return i;
    return NONE;
}
