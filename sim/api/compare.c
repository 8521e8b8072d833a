// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/give_error.h"
#include "base/mean_interval.h"
#include "base/memory.h"
#include "results/results_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95
#define NAME_SIZE  4352 /* a name and a path */

/** Runs that differ in nothing but the seed. */
struct variant {
    char name[NAME_SIZE];
    struct results_reading **runs; /**< [run_count] by seed; points into the array of all */
    uint32_t run_count;
};

struct comparison {
    struct results_reading *runs; /**< [run_count] in the order of the files */
    uint32_t run_count;
    struct variant *variants; /**< [variant_count] in the order of their first files */
    struct results_reading **sorted;
    uint32_t variant_count;
    double *before, *after; /**< [run_count] scratch: values of the pairs */
    double confidence;
    ardey_comparison_put *put;
    void *self;
};

static bool is_of(const struct results_reading *a, const struct results_reading *b)
{
    return strcmp(a->scenario, b->scenario) == 0 && strcmp(a->settings, b->settings) == 0;
}

/** One finding for each reason why two runs do not compare. */
static void check_alike(const struct results_reading *first, const struct results_reading *run,
                        struct error *err)
{
    const struct {
        const char *what, *one, *other;
    } texts[] = {{"day", first->date, run->date},
                 {"start (seconds since midnight)", first->start, run->start},
                 {"stop (seconds since midnight)", first->stop, run->stop}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].one, texts[i].other) != 0)
            error_fail(err, STATUS_DATA,
                       "`%s` does not compare with `%s`: its %s is '%s', not '%s'", run->path,
                       first->path, texts[i].what, texts[i].other, texts[i].one);
    if (run->schema_version != first->schema_version)
        error_fail(
            err, STATUS_DATA,
            "`%s` does not compare with `%s`: its layout is version %lld, not %lld; make both "
            "with one version of the program",
            run->path, first->path, (long long)run->schema_version,
            (long long)first->schema_version);
    if (run->sample < first->sample || run->sample > first->sample)
        error_fail(err, STATUS_DATA,
                   "`%s` does not compare with `%s`: its sample is %g of the people, not %g; run "
                   "both with the same --sample",
                   run->path, first->path, run->sample, first->sample);
    if (strcmp(first->place, run->place) != 0)
        error_fail(err, STATUS_DATA,
                   "`%s` does not compare with `%s`: it is of another place, its zones (or nodes) "
                   "have other names",
                   run->path, first->path);
}

static enum status read_runs(struct comparison *comparison, const struct ardey_comparison *asked,
                             struct error *err)
{
    for (uint32_t i = 0; i < asked->path_count; i++) {
        comparison->run_count = i + 1;
        enum status status = results_read(asked->paths[i], &comparison->runs[i], err);
        if (status != STATUS_OK)
            return status;
        check_alike(&comparison->runs[0], &comparison->runs[i], err);
    }
    return err->finding_count > 0 ? err->status : STATUS_OK;
}

static int by_seed(const void *a, const void *b)
{
    const struct results_reading *const *x = a, *const *y = b;
    return ((*x)->seed > (*y)->seed) - ((*x)->seed < (*y)->seed);
}

/** A variant is called as its scenario is; when an earlier one is called so too, with its file. */
static void name_variant(struct comparison *comparison, struct variant *variant)
{
    const struct results_reading *run = variant->runs[0];
    bool is_taken = run->scenario[0] == '\0';
    for (const struct variant *other = comparison->variants; other < variant; other++)
        is_taken = is_taken || strcmp(other->runs[0]->scenario, run->scenario) == 0;
    snprintf(variant->name, NAME_SIZE, is_taken ? "%s (%s)" : "%s", run->scenario, run->path);
}

/** The runs like the one at `first`, if it is the first of its variant. */
static enum status add_variant(struct comparison *comparison, uint32_t first, struct error *err)
{
    const struct results_reading *run = &comparison->runs[first];
    for (uint32_t i = 0; i < first; i++)
        if (is_of(&comparison->runs[i], run))
            return STATUS_OK;
    struct variant *variant = &comparison->variants[comparison->variant_count];
    variant->runs = comparison->variant_count == 0 ? comparison->sorted
                                                   : variant[-1].runs + variant[-1].run_count;
    for (uint32_t i = first; i < comparison->run_count; i++)
        if (is_of(&comparison->runs[i], run))
            variant->runs[variant->run_count++] = &comparison->runs[i];
    name_variant(comparison, variant);
    comparison->variant_count++;
    qsort(variant->runs, variant->run_count, sizeof variant->runs[0], by_seed);
    for (uint32_t i = 1; i < variant->run_count; i++)
        if (variant->runs[i]->seed == variant->runs[i - 1]->seed)
            return error_fail(err, STATUS_DATA,
                              "`%s` and `%s` are the same run twice: scenario %s, seed %lld",
                              variant->runs[i - 1]->path, variant->runs[i]->path, run->scenario,
                              (long long)run->seed);
    return STATUS_OK;
}

static const struct results_indicator *find(const struct results_reading *run, const char *name)
{
    for (uint32_t i = 0; i < run->indicator_count; i++)
        if (strcmp(run->indicators[i].name, name) == 0)
            return &run->indicators[i];
    return NULL;
}

static double value_of(const struct results_reading *run, const char *name)
{
    const struct results_indicator *found = find(run, name);
    return found ? found->value : (double)NAN;
}

/** The values of an indicator in the pairs of runs with the same seed, by seed; how many. */
static uint32_t take_pairs(struct comparison *comparison, const struct variant *variant,
                           const char *name)
{
    const struct variant *base = &comparison->variants[0];
    uint32_t count = 0;
    for (uint32_t i = 0, k = 0; i < base->run_count && k < variant->run_count;) {
        int64_t one = base->runs[i]->seed, other = variant->runs[k]->seed;
        if (one == other) {
            comparison->before[count] = value_of(base->runs[i], name);
            comparison->after[count++] = value_of(variant->runs[k], name);
        }
        i += one <= other;
        k += other <= one;
    }
    return count;
}

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static void put_row(struct comparison *comparison, const struct variant *variant,
                    const struct results_indicator *indicator)
{
    const struct variant *base = &comparison->variants[0];
    bool is_alone = comparison->variant_count == 1;
    double confidence = comparison->confidence;
    uint32_t count = take_pairs(comparison, variant, indicator->name);
    struct mean_interval before = mean_interval_of(comparison->before, count, confidence);
    struct mean_interval after = mean_interval_of(comparison->after, count, confidence);
    struct mean_interval change =
        mean_interval_of_pairs(comparison->before, comparison->after, count, confidence);
    comparison->put(comparison->self, &(struct ardey_comparison_row){
                                          .indicator = indicator->name,
                                          .unit = indicator->unit,
                                          .is_lower_better = indicator->is_lower_better,
                                          .base = base->name,
                                          .variant = is_alone ? NULL : variant->name,
                                          .base_runs = base->run_count,
                                          .variant_runs = is_alone ? 0 : variant->run_count,
                                          .pairs = count,
                                          .base_mean = before.mean,
                                          .variant_mean = is_alone ? (double)NAN : after.mean,
                                          .difference = is_alone ? (double)NAN : change.mean,
                                          .half_width = finite_or_nan(is_alone ? before.half_width
                                                                               : change.half_width),
                                      });
}

static enum status check_seeds(struct comparison *comparison, const struct variant *variant,
                               struct error *err)
{
    const struct variant *base = &comparison->variants[0];
    if (take_pairs(comparison, variant, "") > 0)
        return STATUS_OK;
    return error_fail(err, STATUS_DATA,
                      "%s and %s have no seed in common (%lld and %lld, for instance): run both "
                      "with the same --seed, so that chance does not look like an effect",
                      base->name, variant->name, (long long)base->runs[0]->seed,
                      (long long)variant->runs[0]->seed);
}

/** The indicators of the base, then those that only the variant has. */
static void put_variant(struct comparison *comparison, const struct variant *variant)
{
    const struct results_reading *base = comparison->variants[0].runs[0];
    const struct results_reading *other = variant->runs[0];
    for (uint32_t i = 0; i < base->indicator_count; i++)
        put_row(comparison, variant, &base->indicators[i]);
    for (uint32_t i = 0; i < other->indicator_count; i++)
        if (!find(base, other->indicators[i].name))
            put_row(comparison, variant, &other->indicators[i]);
}

static enum status compare(struct comparison *comparison, const struct ardey_comparison *asked,
                           struct error *err)
{
    uint32_t count = asked->path_count;
    comparison->runs = mem_alloc(count, sizeof *comparison->runs, err);
    comparison->variants = mem_alloc(count, sizeof *comparison->variants, err);
    comparison->sorted = mem_alloc(count, sizeof *comparison->sorted, err);
    comparison->before = mem_alloc(count, sizeof *comparison->before, err);
    comparison->after = mem_alloc(count, sizeof *comparison->after, err);
    if (!comparison->runs || !comparison->variants || !comparison->sorted || !comparison->before ||
        !comparison->after)
        return STATUS_RESOURCE;
    enum status status = read_runs(comparison, asked, err);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        status = add_variant(comparison, i, err);
    uint32_t first = comparison->variant_count > 1 ? 1 : 0;
    for (uint32_t v = first; v < comparison->variant_count && status == STATUS_OK; v++)
        status = check_seeds(comparison, &comparison->variants[v], err);
    for (uint32_t v = first; v < comparison->variant_count && status == STATUS_OK; v++)
        put_variant(comparison, &comparison->variants[v]);
    return status;
}

enum ardey_status ardey_compare(const struct ardey_comparison *asked, ardey_comparison_put *put,
                                void *self, struct ardey_error *err)
{
    struct error inner = {0};
    struct comparison comparison = {
        .confidence = asked->confidence > 0 ? asked->confidence : CONFIDENCE,
        .put = put,
        .self = self,
    };
    enum status status = asked->path_count > 0
                             ? compare(&comparison, asked, &inner)
                             : error_fail(&inner, STATUS_USAGE, "no result file was given");
    for (uint32_t i = 0; i < comparison.run_count; i++)
        results_reading_deinit(&comparison.runs[i]);
    mem_free(comparison.runs);
    mem_free(comparison.variants);
    mem_free(comparison.sorted);
    mem_free(comparison.before);
    mem_free(comparison.after);
    return give_error(&inner, status, err);
}
