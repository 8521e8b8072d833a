// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_cube.h"

#include "base/memory.h"
#include "results/results_dimension.h"

#include <string.h>

#define RESULTS_CUBE_NUMBERS   65536u /* aimed at in a chunk */
#define RESULTS_CUBE_SLABS_MAX 256u

/* One slab, as the caller gave it. */
struct results_variable {
    hid_t dataset;
    struct results_shape shape;
    struct digest digest;
    float *values; /* [slab_capacity][column_count] */
};

struct results_cube {
    const struct cube_kind *kind;
    uint32_t variable_count;
    uint32_t column_count;
    uint32_t interval_ms; /* of every slab but perhaps the last */
    uint32_t last_interval_ms;
    uint32_t last_t_ms;
    uint32_t slab_capacity; /* slabs of a full chunk */
    uint32_t slab_count;    /* kept */
    uint64_t stored_count;  /* slabs in the file */
    bool is_open;
    double *times; /* [slab_capacity], seconds */
    struct digest times_digest;
    struct results_dimension *time;
    struct results_variable *variables; /* [variable_count] */
    struct results_chunk *chunks;       /* [variable_count + 1], the last one for the times */
};

static struct results_cube *results_cube_find(const struct results *results,
                                              const struct cube_kind *kind)
{
    for (size_t i = 0; i < results->cube_count; i++) {
        if (results->cubes[i]->kind == kind) {
            return results->cubes[i];
        }
    }
    return NULL;
}

static enum status results_cube_reserve(struct results_cube *cube, struct error *err)
{
    while (cube->kind->variables[cube->variable_count].name != NULL) {
        cube->variable_count++;
    }
    cube->variables = mem_alloc(cube->variable_count, sizeof *cube->variables, err);
    cube->chunks = mem_alloc(cube->variable_count + 1, sizeof *cube->chunks, err);
    cube->times = mem_alloc(cube->slab_capacity, sizeof *cube->times, err);
    if (cube->variables == NULL || cube->chunks == NULL || cube->times == NULL) {
        return STATUS_RESOURCE;
    }
    digest_init(&cube->times_digest);
    for (uint32_t i = 0; i < cube->variable_count; i++) {
        struct results_variable *variable = &cube->variables[i];
        digest_init(&variable->digest);
        variable->values =
            mem_alloc((size_t)cube->slab_capacity * cube->column_count, sizeof(float), err);
        if (variable->values == NULL) {
            return STATUS_RESOURCE;
        }
    }
    return STATUS_OK;
}

static enum status results_cube_describe(struct results *results, const struct results_cube *cube,
                                         struct error *err)
{
    const struct cube_kind *kind = cube->kind;
    hid_t group = results_h5_group(results->file, kind->group);
    if (group < 0 || !results_h5_set_text(group, "long_name", kind->long_name) ||
        !results_h5_set_text(group, "names_of", kind->names_of) ||
        !results_h5_set_real(group, "interval_s", cube->interval_ms / 1000.0) ||
        H5Gclose(group) < 0) {
        return results_broken(results, kind->group, kind->index, err);
    }
    return STATUS_OK;
}

static enum status results_cube_create(struct results *results, const struct cube_kind *kind,
                                       const struct results_slab *first, struct results_cube **out,
                                       struct error *err)
{
    if (MEM_RESERVE(&results->cubes, &results->cube_capacity, results->cube_count + 1, err) !=
        STATUS_OK) {
        return STATUS_RESOURCE;
    }
    struct results_cube *cube = mem_alloc(1, sizeof *cube, err);
    if (cube == NULL) {
        return STATUS_RESOURCE;
    }
    results->cubes[results->cube_count++] = cube;
    cube->kind = kind;
    cube->column_count = first->column_count;
    cube->interval_ms = first->interval_ms;
    cube->last_interval_ms = first->interval_ms;
    uint32_t slabs = RESULTS_CUBE_NUMBERS / (first->column_count > 0 ? first->column_count : 1);
    slabs = slabs > RESULTS_CUBE_SLABS_MAX ? RESULTS_CUBE_SLABS_MAX : slabs;
    cube->slab_capacity = slabs > 0 ? slabs : 1;
    enum status status = results_cube_reserve(cube, err);
    if (status == STATUS_OK) {
        status = results_cube_describe(results, cube, err);
    }
    if (status == STATUS_OK) {
        *out = cube;
    }
    return status;
}

static enum status results_cube_open_time(struct results *results, struct results_cube *cube,
                                          bool is_last, struct error *err)
{
    const char *group = cube->kind->group;
    struct results_shape shape = {
        .type = COLUMN_F64,
        .rank = 1,
        .extent = {is_last ? cube->slab_count : 0},
        .chunk = {cube->slab_count},
        .can_grow = !is_last,
    };
    enum status status = results_dimension_create(results, group, "time", &shape, &cube->time, err);
    if (status != STATUS_OK) {
        return status;
    }
    hid_t scale = cube->time->scale;
    if (!results_set_clock(results, scale) ||
        !results_h5_set_text(scale, "standard_name", "time") ||
        !results_h5_set_text(scale, "long_name", "start of the interval")) {
        return results_broken(results, group, "time", err);
    }
    return STATUS_OK;
}

static enum status results_cube_open_index(struct results *results, const struct results_cube *cube,
                                           struct results_dimension **out, struct error *err)
{
    const struct cube_kind *kind = cube->kind;
    enum status status =
        results_dimension_take(results, kind->group, kind->index, cube->column_count, out, err);
    if (status == STATUS_OK && !results_h5_set_text((*out)->scale, "names_of", kind->names_of)) {
        status = results_broken(results, kind->group, kind->index, err);
    }
    return status;
}

static enum status results_cube_open_variable(struct results *results, struct results_cube *cube,
                                              uint32_t number, hid_t group,
                                              struct results_dimension *const *dimensions,
                                              struct error *err)
{
    const struct cube_variable *text = &cube->kind->variables[number];
    struct results_variable *variable = &cube->variables[number];
    variable->shape = (struct results_shape){
        .type = COLUMN_F32,
        .rank = 2,
        .extent = {dimensions[0]->shape.extent[0], cube->column_count},
        .chunk = {cube->slab_count, cube->column_count > 0 ? cube->column_count : 1},
        .can_grow = dimensions[0]->shape.can_grow,
    };
    variable->dataset = results_h5_dataset(group, text->name, &variable->shape, false);
    if (variable->dataset < 0 || !results_h5_set_text(variable->dataset, "units", text->units) ||
        !results_h5_set_text(variable->dataset, "long_name", text->long_name)) {
        return results_broken(results, cube->kind->group, text->name, err);
    }
    return results_dimension_attach(results, variable->dataset, text->name, dimensions, 2, err);
}

/* Creates the datasets, when the first chunk is full or there will be no more slabs. */
static enum status results_cube_open(struct results *results, struct results_cube *cube,
                                     bool is_last, struct error *err)
{
    struct results_dimension *dimensions[2];
    enum status status = results_cube_open_time(results, cube, is_last, err);
    if (status == STATUS_OK) {
        dimensions[0] = cube->time;
        status = results_cube_open_index(results, cube, &dimensions[1], err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    hid_t group = results_h5_group(results->file, cube->kind->group);
    if (group < 0) {
        return results_broken(results, cube->kind->group, cube->kind->index, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < cube->variable_count; i++) {
        status = results_cube_open_variable(results, cube, i, group, dimensions, err);
    }
    H5Gclose(group);
    cube->is_open = true;
    return status;
}

/* Says for each variable, and for the times, where the slabs that are kept have it. */
static void results_cube_lay_out(struct results_cube *cube)
{
    for (uint32_t i = 0; i < cube->variable_count; i++) {
        struct results_variable *variable = &cube->variables[i];
        cube->chunks[i] = (struct results_chunk){
            .items = variable->values,
            .stride = sizeof(float),
            .item_size = sizeof(float),
            .item_count = (size_t)cube->slab_count * cube->column_count,
            .capacity = variable->shape.chunk[0] * variable->shape.chunk[1],
            .digest = &variable->digest,
        };
    }
    cube->chunks[cube->variable_count] = (struct results_chunk){
        .items = cube->times,
        .stride = sizeof(double),
        .item_size = sizeof(double),
        .item_count = cube->slab_count,
        .capacity = cube->time->shape.chunk[0],
        .digest = &cube->times_digest,
    };
}

/* Stores the slabs that are kept, as one chunk of every variable. */
static enum status results_cube_store(struct results *results, struct results_cube *cube,
                                      bool is_last, struct error *err)
{
    enum status status = STATUS_OK;
    if (!cube->is_open) {
        status = results_cube_open(results, cube, is_last, err);
    }
    if (status == STATUS_OK) {
        results_cube_lay_out(cube);
        status =
            results_chunk_encode(results->encoder, cube->chunks, cube->variable_count + 1, err);
    }
    uint64_t slab_count = cube->stored_count + cube->slab_count;
    for (uint32_t i = 0; status == STATUS_OK && i <= cube->variable_count; i++) {
        bool is_time = i == cube->variable_count;
        if (!is_time && cube->column_count == 0) {
            continue;
        }
        hid_t dataset = is_time ? cube->time->scale : cube->variables[i].dataset;
        struct results_shape *shape = is_time ? &cube->time->shape : &cube->variables[i].shape;
        if (!results_h5_write_chunk(dataset, shape, cube->stored_count, slab_count,
                                    cube->chunks[i].bytes, cube->chunks[i].byte_count)) {
            status = results_broken(results, cube->kind->group,
                                    is_time ? "time" : cube->kind->variables[i].name, err);
        }
    }
    cube->stored_count = slab_count;
    cube->slab_count = 0;
    return status;
}

/* Slabs of one cube must fit together: the caller's bug if they do not. */
static enum status results_cube_check(const struct results_cube *cube,
                                      const struct results_slab *slab, struct error *err)
{
    const char *group = cube->kind->group;
    if (slab->column_count != cube->column_count) {
        return error_fail(err, STATUS_INTERNAL, "a slab of `%s` has %u columns, the first had %u",
                          group, slab->column_count, cube->column_count);
    }
    if (cube->stored_count + cube->slab_count == 0) {
        return STATUS_OK;
    }
    if (slab->t_ms <= cube->last_t_ms) {
        return error_fail(err, STATUS_INTERNAL, "a slab of `%s` begins at %u ms, the last at %u ms",
                          group, slab->t_ms, cube->last_t_ms);
    }
    if (slab->interval_ms > cube->interval_ms || cube->last_interval_ms != cube->interval_ms) {
        return error_fail(err, STATUS_INTERNAL,
                          "a slab of `%s` lasts %u ms after one of %u ms, the first lasted %u ms",
                          group, slab->interval_ms, cube->last_interval_ms, cube->interval_ms);
    }
    return STATUS_OK;
}

static enum status results_cube_append(struct results *results, const struct cube_kind *kind,
                                       const struct results_slab *slab, struct error *err)
{
    struct results_cube *cube = results_cube_find(results, kind);
    enum status status = STATUS_OK;
    if (cube == NULL) {
        status = results_cube_create(results, kind, slab, &cube, err);
    }
    if (status == STATUS_OK) {
        status = results_cube_check(cube, slab, err);
    }
    if (status == STATUS_OK && cube->slab_count == cube->slab_capacity) {
        status = results_cube_store(results, cube, false, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (uint32_t i = 0; cube->column_count > 0 && i < cube->variable_count; i++) {
        memcpy(cube->variables[i].values + (size_t)cube->slab_count * cube->column_count,
               slab->values[i], cube->column_count * sizeof(float));
    }
    cube->times[cube->slab_count++] = slab->t_ms / 1000.0;
    cube->last_t_ms = slab->t_ms;
    cube->last_interval_ms = slab->interval_ms;
    return STATUS_OK;
}

enum status results_append_slab(struct results *results, const struct cube_kind *kind,
                                const struct results_slab *slab, struct error *err)
{
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_cube_append(results, kind, slab, err));
    }
    return status;
}

/* A last interval that was cut short is said, since its flows are per hour of a shorter time. */
static bool results_cube_say_last(const struct results *results, const struct results_cube *cube)
{
    if (cube->last_interval_ms == cube->interval_ms) {
        return true;
    }
    hid_t group = results_h5_group(results->file, cube->kind->group);
    return group >= 0 &&
           results_h5_set_real(group, "last_interval_s", cube->last_interval_ms / 1000.0) &&
           H5Gclose(group) >= 0;
}

static void results_cube_add_digest(struct results *results, const char *name,
                                    struct digest *digest)
{
    char text[DIGEST_TEXT_SIZE];
    digest_text(digest, text);
    digest_add(&results->digest, name, strlen(name) + 1);
    digest_add(&results->digest, text, sizeof text);
}

enum status results_cube_finish(struct results *results, struct results_cube *cube,
                                struct error *err)
{
    const struct cube_kind *kind = cube->kind;
    enum status status = results_cube_store(results, cube, true, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!results_cube_say_last(results, cube)) {
        return results_broken(results, kind->group, kind->index, err);
    }
    digest_add(&results->digest, kind->group, strlen(kind->group) + 1);
    results_cube_add_digest(results, "time", &cube->times_digest);
    for (uint32_t i = 0; i < cube->variable_count; i++) {
        struct results_variable *variable = &cube->variables[i];
        results_cube_add_digest(results, kind->variables[i].name, &variable->digest);
        if (H5Dflush(variable->dataset) < 0 || H5Dclose(variable->dataset) < 0) {
            return results_broken(results, kind->group, kind->variables[i].name, err);
        }
    }
    return STATUS_OK;
}

void results_cube_destroy(struct results_cube *cube)
{
    for (uint32_t i = 0; cube->variables != NULL && i < cube->variable_count; i++) {
        mem_free(cube->variables[i].values);
    }
    mem_free(cube->variables);
    mem_free(cube->chunks);
    mem_free(cube->times);
    mem_free(cube);
}
