// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_read.h"

#include "results/results_h5.h"
#include "results/results_text.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SIZE 4096
#define PATH_SIZE  64

struct reader {
    hid_t file;
    struct results_reading *out;
    struct error *err;
    enum status status; /* of the first failure */
};

static void reader_fail(struct reader *reader, const char *what)
{
    if (reader->status == STATUS_OK) {
        reader->status = error_fail(reader->err, STATUS_DATA, "`%s` %s", reader->out->path, what);
    }
}

static const char *reader_keep(struct reader *reader, const char *text)
{
    const char *kept = text_arena_copy(&reader->out->texts, text, strlen(text), reader->err);
    if (kept == NULL && reader->status == STATUS_OK) {
        reader->status = STATUS_RESOURCE;
    }
    return kept == NULL ? "" : kept;
}

/* Whether there is such a group or column, where a part of the path may be missing as well. */
static bool reader_has(struct reader *reader, const char *path)
{
    char part[PATH_SIZE];
    for (const char *end = path; end != NULL;) {
        end = strchr(end + 1, '/');
        snprintf(part, sizeof part, "%.*s", end ? (int)(end - path) : (int)strlen(path), path);
        if (H5Lexists(reader->file, part, H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return true;
}

/* A text attribute of the root, or of the parameters; "" when there is none. */
static const char *reader_text(struct reader *reader, const char *group, const char *name)
{
    char value[VALUE_SIZE] = "";
    if (strcmp(group, "/") == 0 || reader_has(reader, group)) {
        hid_t object = H5Gopen2(reader->file, group, H5P_DEFAULT);
        results_text_read(object, name, value, sizeof value);
        H5Gclose(object);
    }
    return reader_keep(reader, value);
}

/* A number among the attributes of the root. False, and `out` untouched, when there is none. */
static bool reader_number(struct reader *reader, const char *name, hid_t type, void *out)
{
    if (H5Aexists(reader->file, name) <= 0) {
        return false;
    }
    hid_t attribute = H5Aopen(reader->file, name, H5P_DEFAULT);
    bool is_read = attribute >= 0 && H5Aread(attribute, type, out) >= 0;
    H5Aclose(attribute);
    return is_read;
}

/* Opens a column of one dimension and tells its rows. Negative, and the reader has failed, when
 * that is impossible. */
static hid_t reader_open(struct reader *reader, const char *path, uint32_t *out_count)
{
    hid_t column =
        reader_has(reader, path) ? H5Dopen2(reader->file, path, H5P_DEFAULT) : H5I_INVALID_HID;
    hid_t space = column >= 0 ? H5Dget_space(column) : H5I_INVALID_HID;
    hssize_t count = space >= 0 ? H5Sget_simple_extent_npoints(space) : -1;
    if (space >= 0) {
        H5Sclose(space);
    }
    if (column >= 0 && count >= 0 && count <= INT32_MAX) {
        *out_count = (uint32_t)count;
        return column;
    }
    char what[2 * PATH_SIZE];
    snprintf(what, sizeof what, "has no readable column `%s`", path);
    reader_fail(reader, what);
    if (column >= 0) {
        H5Dclose(column);
    }
    return H5I_INVALID_HID;
}

/* The texts of a column, in memory of the caller (mem_free); NULL when the reader has failed. */
static const char **reader_names(struct reader *reader, const char *path, uint32_t *out_count)
{
    hid_t column = reader_open(reader, path, out_count);
    if (column < 0) {
        return NULL;
    }
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Dget_space(column);
    const char **kept = mem_alloc(*out_count, sizeof *kept, reader->err);
    char **texts = mem_alloc(*out_count, sizeof *texts, reader->err);
    bool is_read = kept != NULL && texts != NULL && H5Tset_size(type, H5T_VARIABLE) >= 0 &&
                   H5Tset_cset(type, H5T_CSET_UTF8) >= 0 &&
                   H5Dread(column, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0;
    for (uint32_t i = 0; is_read && i < *out_count; i++) {
        kept[i] = reader_keep(reader, texts[i] == NULL ? "" : texts[i]);
    }
    if (is_read) {
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts);
    } else {
        reader_fail(reader, "has names that cannot be read");
    }
    mem_free(texts);
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(column);
    if (reader->status != STATUS_OK) {
        mem_free(kept);
        return NULL;
    }
    return kept;
}

/* What an attribute of the provenance is that is no parameter. */
static bool reader_is_parameter(const char *name)
{
    return strcmp(name, "version") != 0 && strcmp(name, "scenario_digest") != 0;
}

static enum status reader_add_parameter(struct reader *reader, const char *name, const char *value)
{
    struct results_reading *out = reader->out;
    enum status status = MEM_RESERVE(&out->parameters, &out->parameter_capacity,
                                     (size_t)out->parameter_count + 1, reader->err);
    if (status == STATUS_OK) {
        out->parameters[out->parameter_count++] =
            (struct results_parameter){reader_keep(reader, name), reader_keep(reader, value)};
    } else if (reader->status == STATUS_OK) {
        reader->status = status;
    }
    return status;
}

struct reader_settings {
    struct reader *reader;
    struct digest digest;
};

/* The digest goes over every parameter but the seed, which tells runs of one variant apart. */
static herr_t reader_add_setting(hid_t group, const char *name, const H5A_info_t *info, void *data)
{
    char value[VALUE_SIZE];
    struct reader_settings *settings = data;
    (void)info;
    if (strcmp(name, "seed") == 0 || !results_text_read(group, name, value, sizeof value)) {
        return 0;
    }
    digest_add(&settings->digest, name, strlen(name) + 1);
    digest_add(&settings->digest, value, strlen(value) + 1);
    bool is_kept = !reader_is_parameter(name) ||
                   reader_add_parameter(settings->reader, name, value) == STATUS_OK;
    return is_kept ? 0 : -1;
}

static void reader_digest_settings(struct reader *reader)
{
    struct reader_settings settings = {.reader = reader};
    hsize_t position = 0;
    digest_init(&settings.digest);
    if (reader_has(reader, "provenance")) {
        hid_t group = H5Gopen2(reader->file, "provenance", H5P_DEFAULT);
        H5Aiterate2(group, H5_INDEX_NAME, H5_ITER_INC, &position, reader_add_setting, &settings);
        H5Gclose(group);
    }
    digest_text(&settings.digest, reader->out->settings);
}

static void reader_digest_place(struct reader *reader)
{
    static const char *const tables[] = {"network/zones/name", "network/nodes/name",
                                         "transit/stops/name"};
    struct digest digest;
    digest_init(&digest);
    for (size_t i = 0, found = 0; i < sizeof tables / sizeof tables[0] && found == 0; i++) {
        uint32_t count = 0;
        const char **names =
            reader_has(reader, tables[i]) ? reader_names(reader, tables[i], &count) : NULL;
        for (uint32_t k = 0; k < count && names != NULL; k++) {
            digest_add(&digest, names[k], strlen(names[k]) + 1);
        }
        found = count;
        mem_free(names);
    }
    digest_text(&digest, reader->out->place);
}

/* Numbers of a column of the indicators; false when it cannot be read. */
static bool reader_numbers(struct reader *reader, const char *path, hid_t type, void *out)
{
    uint32_t count = 0;
    hid_t column = reader_open(reader, path, &count);
    bool is_read = column >= 0 && count == reader->out->indicator_count &&
                   H5Dread(column, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0;
    if (column >= 0) {
        H5Dclose(column);
    }
    if (!is_read) {
        reader_fail(reader, "has indicators that cannot be read");
    }
    return is_read;
}

static void reader_indicators(struct reader *reader)
{
    struct results_reading *out = reader->out;
    uint32_t count = 0, unit_count = 0;
    const char **names = reader_names(reader, "indicators/name", &count);
    const char **units = names ? reader_names(reader, "indicators/unit", &unit_count) : NULL;
    out->indicators = mem_alloc(count, sizeof *out->indicators, reader->err);
    double *values = mem_alloc(count, sizeof *values, reader->err);
    signed char *better = mem_alloc(count, sizeof *better, reader->err);
    out->indicator_count = count;
    if (out->indicators == NULL || values == NULL || better == NULL) {
        reader->status = STATUS_RESOURCE;
    } else if (units != NULL && count == unit_count &&
               reader_numbers(reader, "indicators/value", H5T_NATIVE_DOUBLE, values) &&
               /* Files of 0.1.0 do not say what is better. */
               (!reader_has(reader, "indicators/better") ||
                reader_numbers(reader, "indicators/better", H5T_NATIVE_SCHAR, better))) {
        for (uint32_t i = 0; i < count; i++) {
            out->indicators[i] =
                (struct results_indicator){names[i], units[i], values[i], better[i] != 0};
        }
    } else {
        reader_fail(reader, "has indicators that cannot be read");
    }
    mem_free(names);
    mem_free(units);
    mem_free(values);
    mem_free(better);
}

static void reader_read(struct reader *reader)
{
    struct results_reading *out = reader->out;
    long long seed = 0, schema_version = 0;
    int complete = 1;
    out->sample = 1;
    reader_number(reader, "complete", H5T_NATIVE_INT, &complete);
    if (complete == 0) {
        reader_fail(reader, "is of a run that is still going on, or was stopped");
        return;
    }
    out->digest = reader_text(reader, "/", "digest");
    if (out->digest[0] == '\0') {
        reader_fail(reader, "is not a result file: it has no digest");
        return;
    }
    out->version = reader_text(reader, "provenance", "version");
    out->scenario_digest = reader_text(reader, "provenance", "scenario_digest");
    out->scenario = reader_text(reader, "/", "scenario");
    out->title = reader_text(reader, "/", "title");
    out->date = reader_text(reader, "provenance", "date");
    out->start = reader_text(reader, "provenance", "start");
    out->stop = reader_text(reader, "provenance", "stop");
    reader_number(reader, "sample", H5T_NATIVE_DOUBLE, &out->sample);
    reader_number(reader, "seed", H5T_NATIVE_LLONG, &seed);
    reader_number(reader, "schema_version", H5T_NATIVE_LLONG, &schema_version);
    out->seed = seed;
    out->schema_version = schema_version;
    reader_digest_settings(reader);
    reader_digest_place(reader);
    if (reader->status == STATUS_OK) {
        reader_indicators(reader);
    }
}

enum status results_read(const char *path, struct results_reading *out, struct error *err)
{
    struct results_guard guard;
    *out = (struct results_reading){.path = path};
    enum status status = results_h5_probe(path, err);
    if (status != STATUS_OK) {
        return status;
    }
    results_h5_enter(&guard);
    struct reader reader = {H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT), out, err, STATUS_OK};
    if (reader.file < 0) {
        reader.status = error_fail(err, STATUS_DATA, "cannot read `%s` as an HDF5 file: %s", path,
                                   guard.reason);
    } else {
        reader_read(&reader);
        H5Fclose(reader.file);
    }
    results_h5_leave(&guard);
    return reader.status;
}

void results_reading_deinit(struct results_reading *reading)
{
    mem_free(reading->indicators);
    mem_free(reading->parameters);
    text_arena_deinit(&reading->texts);
    *reading = (struct results_reading){0};
}
