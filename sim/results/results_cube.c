// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_cube.h"

#include "base/memory.h"
#include "results/results_dataset.h"

#include <stdio.h>
#include <string.h>

#define RESULTS_CUBE_NUMBERS   65536u /* aimed at in a chunk */
#define RESULTS_CUBE_SLABS_MAX 256u

/* The values of a variable, or the times, that are kept. */
struct results_variable {
    char name[RESULTS_NAME_SIZE];
    uint32_t dataset;
    struct digest digest;
    void *values; /* [slab_capacity][column_count] float; of times [slab_capacity] double */
};

/* What is saved as it is. */
struct results_cube_state {
    char group[RESULTS_NAME_SIZE];
    uint64_t stored_count; /* slabs in the spool */
    uint32_t column_count;
    uint32_t variable_count;
    uint32_t interval_ms; /* of every slab but perhaps the last */
    uint32_t last_interval_ms;
    uint32_t last_t_ms;
    uint32_t slab_count; /* kept */
};

struct results_cube {
    const struct cube_kind *kind; /* NULL: not seen yet since the run was resumed */
    struct results_cube_state state;
    uint32_t slab_capacity;             /* slabs of a full chunk */
    struct results_variable *variables; /* [variable_count + 1], the last one has the times */
    struct results_chunk *chunks;       /* [variable_count + 1] */
};

static uint32_t results_cube_count_variables(const struct cube_kind *kind)
{
    uint32_t count = 0;
    while (kind->variables[count].name != NULL) {
        count++;
    }
    return count;
}

static struct results_cube *results_cube_find(const struct results *results,
                                              const struct cube_kind *kind)
{
    for (size_t i = 0; i < results->cube_count; i++) {
        struct results_cube *cube = results->cubes[i];
        if (cube->kind == NULL && strcmp(cube->state.group, kind->group) == 0 &&
            cube->state.variable_count == results_cube_count_variables(kind)) {
            cube->kind = kind;
        }
        if (cube->kind == kind) {
            return cube;
        }
    }
    return NULL;
}

static bool results_cube_is_times(const struct results_cube *cube, uint32_t number)
{
    return number == cube->state.variable_count;
}

/* Bytes of what one slab has of a variable. */
static size_t results_cube_slab_size(const struct results_cube *cube, uint32_t number)
{
    return results_cube_is_times(cube, number) ? sizeof(double)
                                               : cube->state.column_count * sizeof(float);
}

/* Memory for the slabs of a chunk; the state says how large they are. */
static enum status results_cube_reserve(struct results_cube *cube, struct error *err)
{
    uint32_t columns = cube->state.column_count > 0 ? cube->state.column_count : 1;
    uint32_t slabs = RESULTS_CUBE_NUMBERS / columns;
    slabs = slabs > RESULTS_CUBE_SLABS_MAX ? RESULTS_CUBE_SLABS_MAX : slabs;
    cube->slab_capacity = slabs > 0 ? slabs : 1;
    size_t count = (size_t)cube->state.variable_count + 1;
    cube->variables = mem_alloc(count, sizeof *cube->variables, err);
    cube->chunks = mem_alloc(count, sizeof *cube->chunks, err);
    if (cube->variables == NULL || cube->chunks == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < count; i++) {
        digest_init(&cube->variables[i].digest);
        cube->variables[i].values =
            mem_alloc(cube->slab_capacity, results_cube_slab_size(cube, i), err);
        if (cube->variables[i].values == NULL) {
            return STATUS_RESOURCE;
        }
    }
    return STATUS_OK;
}

static enum status results_cube_declare(struct results *results, struct results_cube *cube,
                                        struct error *err)
{
    char units[RESULTS_UNITS_SIZE];
    const struct cube_kind *kind = cube->kind;
    struct results_dataset times = {.group = kind->group,
                                    .name = "time",
                                    .index = "time",
                                    .type = COLUMN_F64,
                                    .long_name = "start of the interval"};
    results_dataset_set_clock(results, &times, units);
    uint32_t count = cube->state.variable_count;
    snprintf(cube->variables[count].name, RESULTS_NAME_SIZE, "%s", times.name);
    enum status status =
        results_dataset_declare(results, &times, &cube->variables[count].dataset, err);
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        const struct cube_variable *variable = &kind->variables[i];
        const struct results_dataset dataset = {.group = kind->group,
                                                .name = variable->name,
                                                .type = COLUMN_F32,
                                                .index = "time",
                                                .columns = kind->index,
                                                .columns_of = kind->names_of,
                                                .column_count = cube->state.column_count,
                                                .units = variable->units,
                                                .long_name = variable->long_name};
        snprintf(cube->variables[i].name, RESULTS_NAME_SIZE, "%s", variable->name);
        status = results_dataset_declare(results, &dataset, &cube->variables[i].dataset, err);
    }
    return status;
}

static enum status results_cube_describe(struct results *results, struct results_cube *cube,
                                         struct error *err)
{
    const struct cube_kind *kind = cube->kind;
    enum status status = results_set_text(results, kind->group, "long_name", kind->long_name, err);
    if (status == STATUS_OK) {
        status = results_set_text(results, kind->group, "names_of", kind->names_of, err);
    }
    if (status == STATUS_OK) {
        status = results_set_real(results, kind->group, "interval_s",
                                  cube->state.interval_ms / 1000.0, err);
    }
    return status == STATUS_OK ? results_cube_declare(results, cube, err) : status;
}

static enum status results_cube_add(struct results *results, struct results_cube **out,
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
    *out = cube;
    return STATUS_OK;
}

static enum status results_cube_create(struct results *results, const struct cube_kind *kind,
                                       const struct results_slab *first, struct results_cube **out,
                                       struct error *err)
{
    struct results_cube *cube;
    if (strlen(kind->group) >= RESULTS_NAME_SIZE) {
        return error_fail(err, STATUS_INTERNAL, "the name of group `%s` is too long", kind->group);
    }
    enum status status = results_cube_add(results, &cube, err);
    if (status != STATUS_OK) {
        return status;
    }
    cube->kind = kind;
    cube->state.column_count = first->column_count;
    cube->state.variable_count = results_cube_count_variables(kind);
    cube->state.interval_ms = first->interval_ms;
    cube->state.last_interval_ms = first->interval_ms;
    snprintf(cube->state.group, sizeof cube->state.group, "%s", kind->group);
    status = results_cube_reserve(cube, err);
    if (status == STATUS_OK) {
        status = results_cube_describe(results, cube, err);
    }
    if (status == STATUS_OK) {
        *out = cube;
    }
    return status;
}

/* Says for each variable, and for the times, where the slabs that are kept have it. */
static void results_cube_lay_out(struct results_cube *cube)
{
    const struct results_cube_state *state = &cube->state;
    uint32_t chunk_slabs = state->stored_count > 0 ? cube->slab_capacity : state->slab_count;
    for (uint32_t i = 0; i <= state->variable_count; i++) {
        bool is_times = results_cube_is_times(cube, i);
        size_t numbers = is_times ? 1 : state->column_count;
        size_t size = is_times ? sizeof(double) : sizeof(float);
        cube->chunks[i] = (struct results_chunk){
            .items = cube->variables[i].values,
            .stride = size,
            .item_size = size,
            .item_count = state->slab_count * numbers,
            .capacity = chunk_slabs * numbers,
        };
    }
}

/* Appends the slabs that are kept, as one chunk of every variable. */
static enum status results_cube_append(struct results *results, struct results_cube *cube,
                                       struct error *err)
{
    const struct results_cube_state *state = &cube->state;
    enum status status =
        results_chunk_encode(results->encoder, cube->chunks, state->variable_count + 1, err);
    for (uint32_t i = 0; status == STATUS_OK && i <= state->variable_count; i++) {
        status = results_dataset_append(results, cube->variables[i].dataset, state->stored_count,
                                        state->slab_count, &cube->chunks[i], err);
    }
    return status;
}

/* A last interval that was cut short is said, since its flows are per hour of a shorter time. */
static enum status results_cube_say_last(struct results *results, const struct results_cube *cube,
                                         struct error *err)
{
    const struct results_cube_state *state = &cube->state;
    if (state->last_interval_ms == state->interval_ms) {
        return STATUS_OK;
    }
    return results_set_real(results, state->group, "last_interval_s",
                            state->last_interval_ms / 1000.0, err);
}

enum status results_cube_show(struct results *results, struct results_cube *cube, struct error *err)
{
    if (cube->state.slab_count == 0) {
        return STATUS_OK;
    }
    results_cube_lay_out(cube);
    return results_cube_append(results, cube, err);
}

static enum status results_cube_store(struct results *results, struct results_cube *cube,
                                      struct error *err)
{
    if (cube->state.slab_count == 0) {
        return STATUS_OK;
    }
    results_cube_lay_out(cube);
    for (uint32_t i = 0; i <= cube->state.variable_count; i++) {
        cube->chunks[i].digest = &cube->variables[i].digest;
    }
    enum status status = results_cube_append(results, cube, err);
    cube->state.stored_count += cube->state.slab_count;
    cube->state.slab_count = 0;
    return status;
}

/* Slabs of one cube must fit together: the caller's bug if they do not. */
static enum status results_cube_check(const struct results_cube *cube,
                                      const struct results_slab *slab, struct error *err)
{
    const struct results_cube_state *state = &cube->state;
    if (slab->column_count != state->column_count) {
        return error_fail(err, STATUS_INTERNAL, "a slab of `%s` has %u columns, the first had %u",
                          state->group, slab->column_count, state->column_count);
    }
    if (state->stored_count + state->slab_count == 0) {
        return STATUS_OK;
    }
    if (slab->t_ms <= state->last_t_ms) {
        return error_fail(err, STATUS_INTERNAL, "a slab of `%s` begins at %u ms, the last at %u ms",
                          state->group, slab->t_ms, state->last_t_ms);
    }
    if (slab->interval_ms > state->interval_ms || state->last_interval_ms != state->interval_ms) {
        return error_fail(err, STATUS_INTERNAL,
                          "a slab of `%s` lasts %u ms after one of %u ms, the first lasted %u ms",
                          state->group, slab->interval_ms, state->last_interval_ms,
                          state->interval_ms);
    }
    return STATUS_OK;
}

static void results_cube_keep(struct results_cube *cube, const struct results_slab *slab)
{
    struct results_cube_state *state = &cube->state;
    double time_s = slab->t_ms / 1000.0;
    for (uint32_t i = 0; i <= state->variable_count; i++) {
        size_t size = results_cube_slab_size(cube, i);
        const void *values =
            results_cube_is_times(cube, i) ? (const void *)&time_s : slab->values[i];
        if (size > 0) {
            memcpy((char *)cube->variables[i].values + state->slab_count * size, values, size);
        }
    }
    state->slab_count++;
    state->last_t_ms = slab->t_ms;
    state->last_interval_ms = slab->interval_ms;
}

static enum status results_cube_put(struct results *results, const struct cube_kind *kind,
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
    if (status == STATUS_OK && cube->state.slab_count == cube->slab_capacity) {
        status = results_cube_store(results, cube, err);
    }
    if (status == STATUS_OK) {
        results_cube_keep(cube, slab);
    }
    return status;
}

enum status results_append_slab(struct results *results, const struct cube_kind *kind,
                                const struct results_slab *slab, struct error *err)
{
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_cube_put(results, kind, slab, err));
    }
    return status;
}

static void results_cube_add_digest(struct results *results, struct results_variable *variable)
{
    char text[DIGEST_TEXT_SIZE];
    digest_text(&variable->digest, text);
    digest_add(&results->digest, variable->name, strlen(variable->name) + 1);
    digest_add(&results->digest, text, sizeof text);
}

enum status results_cube_finish(struct results *results, struct results_cube *cube,
                                struct error *err)
{
    uint32_t count = cube->state.variable_count;
    enum status status = results_cube_store(results, cube, err);
    if (status == STATUS_OK) {
        status = results_cube_say_last(results, cube, err);
    }
    digest_add(&results->digest, cube->state.group, strlen(cube->state.group) + 1);
    results_cube_add_digest(results, &cube->variables[count]);
    for (uint32_t i = 0; i < count; i++) {
        results_cube_add_digest(results, &cube->variables[i]);
    }
    return status;
}

enum status results_cube_archive(struct results *results, struct results_cube *cube,
                                 struct archive *archive)
{
    bool is_new = cube == NULL;
    if (is_new && results_cube_add(results, &cube, archive->err) != STATUS_OK) {
        return STATUS_RESOURCE;
    }
    archive_values(archive, &cube->state, 1, sizeof cube->state);
    if (archive_status(archive) == STATUS_OK && is_new) {
        archive_keep(archive, results_cube_reserve(cube, archive->err));
        if (cube->state.slab_count > cube->slab_capacity) {
            archive_fail(archive, "`%s` keeps %u of %u intervals", cube->state.group,
                         cube->state.slab_count, cube->slab_capacity);
        }
    }
    for (uint32_t i = 0; archive_status(archive) == STATUS_OK && i <= cube->state.variable_count;
         i++) {
        struct results_variable *variable = &cube->variables[i];
        archive_values(archive, variable->name, RESULTS_NAME_SIZE, 1);
        ARCHIVE_VALUE(archive, variable->dataset);
        ARCHIVE_VALUE(archive, variable->digest);
        archive_values(archive, variable->values, cube->state.slab_count,
                       results_cube_slab_size(cube, i));
    }
    return archive_status(archive);
}

void results_cube_destroy(struct results_cube *cube)
{
    for (uint32_t i = 0; cube->variables != NULL && i <= cube->state.variable_count; i++) {
        mem_free(cube->variables[i].values);
    }
    mem_free(cube->variables);
    mem_free(cube->chunks);
    mem_free(cube);
}
