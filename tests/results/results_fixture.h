// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_FIXTURE_H
#define RESULTS_FIXTURE_H

/** A folder to write in, and a small result file with every sort of content. */

#include "test_support.h"

#include "base/error.h"
#include "base/memory.h"
#include "kernel/team.h"
#include "results/results.h"
#include "results/results_h5.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sample_row {
    double depart;
    int64_t number;
    float distance_m;
    int32_t person;
    int16_t stops;
    int8_t mode;
};

static const char *const sample_modes[] = {"walk", "bike", "car ride", NULL};

static const struct column sample_columns[] = {
    {"person", COLUMN_I32, offsetof(struct sample_row, person), NULL, "who travels", NULL,
     "persons"},
    {"mode", COLUMN_I8, offsetof(struct sample_row, mode), NULL, "how", sample_modes, NULL},
    {"depart", COLUMN_F64, offsetof(struct sample_row, depart), RECORD_CLOCK, "start of the trip",
     NULL, NULL},
    {"distance_m", COLUMN_F32, offsetof(struct sample_row, distance_m), "m",
     "length of the way, Gr\303\266\303\237e", NULL, NULL},
    {"stops", COLUMN_I16, offsetof(struct sample_row, stops), "1", "stops on the way", NULL, NULL},
    {"number", COLUMN_I64, offsetof(struct sample_row, number), "1", "a large number", NULL, NULL},
    {.name = NULL},
};

static const struct record_kind sample_kind = {"trips", "trip", "trips of all persons",
                                               sample_columns, sizeof(struct sample_row)};
static const struct record_kind sample_empty_kind = {"legs", "leg", "no leg at all", sample_columns,
                                                     sizeof(struct sample_row)};

static const struct cube_variable sample_variables[] = {
    {"flow", "veh h-1", "vehicles that left"}, {"speed", "m s-1", "mean speed"}, {.name = NULL}};
static const struct cube_kind sample_cube = {"links", "link", "network/links",
                                             "traffic per interval", sample_variables};

static inline struct sample_row sample_row_at(uint32_t i)
{
    struct sample_row row;
    memset(&row, 0, sizeof row);
    row.depart = i % 7 == 6 ? (double)NAN : 25200.0 + i * 0.25;
    row.number = (int64_t)i * 10000000000;
    row.distance_m = (float)(i % 5000) * 0.5f;
    row.person = (int32_t)(i * 2654435761u >> 8);
    row.stops = (int16_t)(i % 300);
    row.mode = (int8_t)(i % 3);
    return row;
}

static inline void sample_put(struct results *results, uint32_t first, uint32_t count)
{
    struct record_sink sink = results_sink(results);
    for (uint32_t i = first; i < first + count; i++) {
        struct sample_row row = sample_row_at(i);
        assert_int_equal(sink.put(sink.self, &sample_kind, &row, NULL), STATUS_OK);
    }
}

static inline void sample_put_slabs(struct results *results, uint32_t slab_count,
                                    uint32_t column_count)
{
    float *flow = mem_alloc(column_count, sizeof *flow, NULL);
    float *speed = mem_alloc(column_count, sizeof *speed, NULL);
    const float *values[] = {flow, speed};
    for (uint32_t t = 0; t < slab_count; t++) {
        for (uint32_t i = 0; i < column_count; i++) {
            flow[i] = (float)(t * 1000 + i);
            speed[i] = i % 2 == 1 ? NAN : (float)i;
        }
        assert_int_equal(results_append_slab(results, &sample_cube,
                                             &(struct results_slab){14400000 + t * 300000, 300000,
                                                                    column_count, values},
                                             NULL),
                         STATUS_OK);
    }
    mem_free(flow);
    mem_free(speed);
}

/** Writes a whole file at `path` with `rows` trips, `slabs` intervals of three links, names and
 * attributes. */
static inline void sample_write(const char *path, uint32_t threads, uint32_t rows, uint32_t slabs,
                                char digest[DIGEST_TEXT_SIZE])
{
    static const char *const names[] = {"B1 \303\266stlich", "", "A45"};
    static const char *const titles[] = {"eins", "zwei", "drei"};
    struct error err = {0};
    struct team *team = team_create(threads, &err);
    struct results *results = results_create(path, "2026-03-02", team, &err);
    assert_string_equal(err.text, "");
    assert_non_null(results);
    assert_int_equal(results_set_text(results, "", "title", "a test, T\303\244st", &err), 0);
    assert_int_equal(results_set_int(results, "", "seed", INT64_MAX, &err), 0);
    assert_int_equal(results_set_real(results, "provenance", "road.patience_s", 0.1, &err), 0);
    assert_int_equal(
        results_write_names(results,
                            &(struct results_name_table){"network/links", "link", "name", names, 3,
                                                         "name of the link"},
                            &err),
        0);
    assert_int_equal(results_write_names(results,
                                         &(struct results_name_table){"network/links", "link",
                                                                      "title", titles, 3, NULL},
                                         &err),
                     0);
    assert_int_equal(results_announce(results, &sample_empty_kind, &err), 0);
    sample_put(results, 0, rows);
    if (slabs > 0) {
        sample_put_slabs(results, slabs, 3);
    }
    assert_int_equal(results_finish(results, digest, &err), STATUS_OK);
    assert_string_equal(err.text, "");
    team_destroy(team);
}

struct test_folder {
    char path[64];
    char file[128];
};

static inline int test_folder_setup(void **state)
{
    struct test_folder *folder = calloc(1, sizeof *folder);
    strcpy(folder->path, "/tmp/ardey-results-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    snprintf(folder->file, sizeof folder->file, "%s/out.h5", folder->path);
    *state = folder;
    return 0;
}

#define FOLDER_TEST(test)                                                                          \
    cmocka_unit_test_setup_teardown(test, test_folder_setup, test_folder_teardown)

/** Number of entries of the folder. */
static inline int test_folder_count(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(folder);
    return count;
}

static inline int test_folder_teardown(void **state)
{
    struct test_folder *folder = *state;
    DIR *list = opendir(folder->path);
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder->path, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            unlink(path);
        }
    }
    closedir(list);
    int code = rmdir(folder->path);
    free(folder);
    return code;
}

/** Bytes of a file, in malloc memory. */
static inline char *test_file_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

/** Opens a dataset of a finished file and returns the number of its numbers. */
static inline size_t test_dataset_read(const char *path, const char *name, hid_t type, void *out)
{
    H5dont_atexit();
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    assert_true(dataset >= 0);
    hid_t space = H5Dget_space(dataset);
    size_t count = (size_t)H5Sget_simple_extent_npoints(space);
    if (out != NULL) {
        assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0);
    }
    H5Sclose(space);
    H5Dclose(dataset);
    H5Fclose(file);
    return count;
}

/** A text attribute of an object of a finished file. */
static inline void test_attribute_read(const char *path, const char *object, const char *name,
                                       char *out, size_t size)
{
    memset(out, 0, size);
    H5dont_atexit();
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t attribute = H5Aopen_by_name(file, object, name, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(attribute >= 0);
    hid_t type = H5Aget_type(attribute);
    assert_true(H5Tget_size(type) < size);
    assert_false(H5Tis_variable_str(type));
    assert_true(H5Aread(attribute, type, out) >= 0);
    H5Tclose(type);
    H5Aclose(attribute);
    H5Fclose(file);
}

#endif
