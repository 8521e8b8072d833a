// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/collect_runs.h"

#include "base/same_file.h"
#include "ensemble/members.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BASELINE_SIZE 128

/** Reading of paths. */
struct gathering {
    const struct collect_options *options;
    struct collect_runs *runs;
    struct error *err;
    char baseline[BASELINE_SIZE]; /**< of a sweep; "": none said */
};

/** What is written must not take the place of what it is made from. */
static enum status check_output(const struct gathering *gathering, const char *path)
{
    const char *output = gathering->options->output;
    if (output && same_file(output, path))
        return error_fail(gathering->err, STATUS_USAGE, "the output '%s' is one of the results",
                          output);
    return STATUS_OK;
}

static enum status add_run(struct gathering *gathering, const char *path)
{
    struct collect_runs *runs = gathering->runs;
    enum status status =
        MEM_RESERVE(&runs->runs, &runs->capacity, (size_t)runs->count + 1, gathering->err);
    const char *kept = text_arena_copy(&runs->text, path, strlen(path), gathering->err);
    if (status != STATUS_OK || !kept)
        return STATUS_RESOURCE;
    status = check_output(gathering, path);
    if (status != STATUS_OK)
        return status;
    return results_read(kept, &runs->runs[runs->count++], gathering->err);
}

static enum status add_row(struct gathering *gathering, const char *folder,
                           const struct manifest_row *row)
{
    char path[PATH_MAX];
    uint32_t id;
    enum status status =
        names_add(&gathering->runs->variants, row->variant, &id, NULL, gathering->err);
    if (status != STATUS_OK)
        return status;
    if (row->is_baseline)
        snprintf(gathering->baseline, BASELINE_SIZE, "%s", row->variant);
    snprintf(path, sizeof path, "%s/%s", folder, row->result);
    if (access(path, F_OK) == 0)
        return add_run(gathering, path);
    gathering->runs->missing++;
    if (gathering->options->is_partial)
        return STATUS_OK;
    return error_fail(gathering->err, STATUS_DATA,
                      "%s is missing: 'ardey sweep' goes on with what is not done, --partial "
                      "collects what is",
                      path);
}

static enum status add_sweep(struct gathering *gathering, const char *folder)
{
    char path[PATH_MAX];
    struct manifest_row *rows = NULL;
    uint32_t count = 0;
    snprintf(path, sizeof path, "%s/manifest.csv", folder);
    enum status status = manifest_read(path, &rows, &count, gathering->err);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        status = add_row(gathering, folder, &rows[i]);
    mem_free(rows);
    return status;
}

static enum status gather(struct gathering *gathering)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < gathering->options->path_count && status == STATUS_OK; i++) {
        struct stat found;
        const char *path = gathering->options->paths[i];
        bool is_folder = stat(path, &found) == 0 && S_ISDIR(found.st_mode);
        status = is_folder ? add_sweep(gathering, path) : add_run(gathering, path);
    }
    if (status == STATUS_OK && gathering->runs->count == 0)
        status = error_fail(gathering->err, STATUS_DATA, "there is no result to collect");
    return status;
}

static int by_scenario(const void *a, const void *b)
{
    const struct results_reading *x = a, *y = b;
    int order = strcmp(x->scenario, y->scenario);
    return order != 0 ? order : (x->seed > y->seed) - (x->seed < y->seed);
}

/** Variants of loose files: in the order of their names. */
static enum status name_variants(struct gathering *gathering)
{
    struct collect_runs *runs = gathering->runs;
    enum status status = STATUS_OK;
    qsort(runs->runs, runs->count, sizeof *runs->runs, by_scenario);
    for (uint32_t i = 0; i < runs->count && status == STATUS_OK; i++) {
        uint32_t id;
        status = names_add(&runs->variants, runs->runs[i].scenario, &id, NULL, gathering->err);
    }
    return status;
}

/** Brings the runs, which are in the order of names, into that of the variants. */
static enum status sort_runs(struct collect_runs *runs, struct error *err)
{
    struct results_reading *sorted = mem_alloc(runs->count, sizeof *sorted, err);
    runs->first = mem_alloc((size_t)runs->variants.count + 1, sizeof *runs->first, err);
    if (!sorted || !runs->first) {
        mem_free(sorted);
        return STATUS_RESOURCE;
    }
    uint32_t used = 0;
    for (uint32_t v = 0; v < runs->variants.count; v++) {
        runs->first[v] = used;
        for (uint32_t i = 0; i < runs->count; i++)
            if (names_find(&runs->variants, runs->runs[i].scenario) == v)
                sorted[used++] = runs->runs[i];
    }
    runs->first[runs->variants.count] = used;
    mem_free(runs->runs);
    runs->runs = sorted;
    runs->capacity = runs->count;
    return STATUS_OK;
}

/** Runs of a variant must differ in the seed and in nothing else. */
static enum status check_pair(const struct results_reading *first,
                              const struct results_reading *run, struct error *err)
{
    if (first->seed == run->seed)
        return error_fail(err, STATUS_DATA, "%s and %s are the same run: '%s' with seed %" PRId64,
                          first->path, run->path, run->scenario, run->seed);
    if (strcmp(first->settings, run->settings) == 0)
        return STATUS_OK;
    for (uint32_t i = 0; i < run->parameter_count && i < first->parameter_count; i++)
        if (strcmp(first->parameters[i].name, run->parameters[i].name) == 0 &&
            strcmp(first->parameters[i].value, run->parameters[i].value) != 0)
            return error_fail(err, STATUS_DATA,
                              "%s and %s are both called '%s', but %s is %s and %s", first->path,
                              run->path, run->scenario, run->parameters[i].name,
                              first->parameters[i].value, run->parameters[i].value);
    return error_fail(err, STATUS_DATA,
                      "%s and %s are both called '%s', but are of another version, or were made "
                      "from other files",
                      first->path, run->path, run->scenario);
}

static enum status check_runs(const struct collect_runs *runs, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t v = 0; v < runs->variants.count && status == STATUS_OK; v++)
        for (uint32_t i = runs->first[v] + 1; i < runs->first[v + 1] && status == STATUS_OK; i++)
            status = check_pair(&runs->runs[i - 1], &runs->runs[i], err);
    return status;
}

static enum status choose_baseline(struct gathering *gathering)
{
    struct collect_runs *runs = gathering->runs;
    const char *name = gathering->options->baseline ? gathering->options->baseline
                       : gathering->baseline[0]     ? gathering->baseline
                                                    : names_text(&runs->variants, 0);
    runs->baseline = names_find(&runs->variants, name);
    if (runs->baseline != NONE)
        return STATUS_OK;
    const char *similar = names_suggest(&runs->variants, name);
    return error_fail(gathering->err, STATUS_USAGE, "there is no variant '%s'%s%s%s", name,
                      similar ? ", did you mean '" : "", similar ? similar : "",
                      similar ? "'?" : "");
}

static enum status list_names(struct collect_runs *runs, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t id;
    for (uint32_t r = 0; r < runs->count; r++) {
        const struct results_reading *run = &runs->runs[r];
        for (uint32_t i = 0; i < run->indicator_count && status == STATUS_OK; i++)
            status = names_add(&runs->indicators, run->indicators[i].name, &id, NULL, err);
        for (uint32_t i = 0; i < run->parameter_count && status == STATUS_OK; i++)
            status = names_add(&runs->parameters, run->parameters[i].name, &id, NULL, err);
    }
    return status;
}

enum status collect_runs_read(const struct collect_options *options, struct collect_runs *out,
                              struct error *err)
{
    *out = (struct collect_runs){.count = 0};
    struct gathering gathering = {.options = options, .runs = out, .err = err};
    enum status status = gather(&gathering);
    if (status == STATUS_OK)
        status = name_variants(&gathering);
    if (status == STATUS_OK)
        status = sort_runs(out, err);
    if (status == STATUS_OK)
        status = check_runs(out, err);
    if (status == STATUS_OK)
        status = choose_baseline(&gathering);
    return status == STATUS_OK ? list_names(out, err) : status;
}

void collect_runs_deinit(struct collect_runs *runs)
{
    for (uint32_t i = 0; i < runs->count; i++)
        results_reading_deinit(&runs->runs[i]);
    mem_free(runs->runs);
    mem_free(runs->first);
    names_deinit(&runs->variants);
    names_deinit(&runs->indicators);
    names_deinit(&runs->parameters);
    text_arena_deinit(&runs->text);
    *runs = (struct collect_runs){.count = 0};
}

double collect_value(const struct collect_runs *runs, uint32_t run, uint32_t indicator)
{
    const struct results_reading *reading = &runs->runs[run];
    const char *name = names_text(&runs->indicators, indicator);
    for (uint32_t i = 0; i < reading->indicator_count; i++)
        if (strcmp(reading->indicators[i].name, name) == 0)
            return reading->indicators[i].value;
    return (double)NAN;
}

const char *collect_parameter(const struct collect_runs *runs, uint32_t run, uint32_t parameter)
{
    const struct results_reading *reading = &runs->runs[run];
    const char *name = names_text(&runs->parameters, parameter);
    for (uint32_t i = 0; i < reading->parameter_count; i++)
        if (strcmp(reading->parameters[i].name, name) == 0)
            return reading->parameters[i].value;
    return "";
}
