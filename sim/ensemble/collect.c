// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/collect.h"

#include "base/mean_interval.h"
#include "base/memory.h"
#include "base/version.h"
#include "ensemble/collect_runs.h"
#include "results/labelled_file.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 256

/** What is being written; `status` holds the first failure, after which nothing more is done. */
struct writer {
    const struct collect_runs *runs;
    struct labelled_file *file;
    struct error *err;
    enum status status;
};

static void *take(struct writer *writer, size_t count, size_t size)
{
    void *block = writer->status == STATUS_OK ? mem_alloc(count, size, writer->err) : NULL;
    if (!block && writer->status == STATUS_OK)
        writer->status = STATUS_RESOURCE;
    return block;
}

static void put_reals(struct writer *writer, const char *name, const char *about, const char *row,
                      const char *column, const double *values)
{
    if (writer->status == STATUS_OK)
        writer->status =
            labelled_reals(writer->file, &(struct labelled_array){name, about, {row, column}},
                           values, writer->err);
}

static void put_wholes(struct writer *writer, const char *name, const char *about,
                       const char *dimension, const int64_t *values)
{
    if (writer->status == STATUS_OK)
        writer->status =
            labelled_wholes(writer->file, &(struct labelled_array){name, about, {dimension, NULL}},
                            values, writer->err);
}

static void put_texts(struct writer *writer, const char *name, const char *about, const char *row,
                      const char *column, const char *const *values)
{
    if (writer->status == STATUS_OK)
        writer->status =
            labelled_texts(writer->file, &(struct labelled_array){name, about, {row, column}},
                           values, writer->err);
}

static void put_dimension(struct writer *writer, const char *name, const char *about,
                          const char *const *labels, uint32_t count)
{
    if (writer->status == STATUS_OK)
        writer->status = labelled_dimension(writer->file, name, labels, count, about, writer->err);
}

/** Members are called by variant and seed. */
static void put_members(struct writer *writer)
{
    const struct collect_runs *runs = writer->runs;
    struct text_arena text = {0};
    const char **labels = take(writer, runs->count, sizeof *labels);
    const char **variants = take(writer, runs->count, sizeof *variants);
    const char **digests = take(writer, runs->count, sizeof *digests);
    int64_t *seeds = take(writer, runs->count, sizeof *seeds);
    for (uint32_t i = 0; i < runs->count && writer->status == STATUS_OK; i++) {
        char label[TEXT_SIZE];
        snprintf(label, sizeof label, "%s-s%" PRId64, runs->runs[i].scenario, runs->runs[i].seed);
        labels[i] = text_arena_copy(&text, label, strlen(label), writer->err);
        writer->status = labels[i] ? STATUS_OK : STATUS_RESOURCE;
        variants[i] = runs->runs[i].scenario;
        digests[i] = runs->runs[i].digest;
        seeds[i] = runs->runs[i].seed;
    }
    put_dimension(writer, "member", "run: a variant with a seed", labels, runs->count);
    put_texts(writer, "member_variant", "variant of the run", "member", NULL, variants);
    put_wholes(writer, "seed", "seed of the run", "member", seeds);
    put_texts(writer, "digest", "digest of the run's results", "member", NULL, digests);
    mem_free(labels);
    mem_free(variants);
    mem_free(digests);
    mem_free(seeds);
    text_arena_deinit(&text);
}

static void put_variants(struct writer *writer)
{
    const struct collect_runs *runs = writer->runs;
    uint32_t count = runs->variants.count;
    const char **digests = take(writer, count, sizeof *digests);
    int64_t *sizes = take(writer, count, sizeof *sizes);
    for (uint32_t v = 0; v < count && writer->status == STATUS_OK; v++) {
        sizes[v] = runs->first[v + 1] - runs->first[v];
        digests[v] = sizes[v] > 0 ? runs->runs[runs->first[v]].scenario_digest : "";
    }
    put_dimension(writer, "variant", "scenario with its parameters", runs->variants.texts, count);
    put_wholes(writer, "runs", "runs of the variant", "variant", sizes);
    put_texts(writer, "scenario_digest", "digest of what the runs read", "variant", NULL, digests);
    mem_free(digests);
    mem_free(sizes);
}

/** Parameters [variant, parameter], as texts and where they are numbers as such. */
static void put_parameters(struct writer *writer)
{
    const struct collect_runs *runs = writer->runs;
    uint32_t rows = runs->variants.count, columns = runs->parameters.count;
    const char **texts = take(writer, (size_t)rows * columns, sizeof *texts);
    double *numbers = take(writer, (size_t)rows * columns, sizeof *numbers);
    int64_t *differ = take(writer, columns, sizeof *differ);
    for (uint32_t v = 0; v < rows && writer->status == STATUS_OK; v++)
        for (uint32_t p = 0; p < columns; p++) {
            bool has_run = runs->first[v] < runs->first[v + 1];
            const char *text = has_run ? collect_parameter(runs, runs->first[v], p) : "";
            char *end;
            double number = strtod(text, &end);
            texts[v * columns + p] = text;
            numbers[v * columns + p] = *text && !*end ? number : (double)NAN;
            differ[p] = differ[p] || strcmp(text, texts[p]) != 0;
        }
    put_dimension(writer, "parameter", "parameter of the scenario", runs->parameters.texts,
                  columns);
    put_wholes(writer, "parameter_varies", "1: not the same in all variants", "parameter", differ);
    put_texts(writer, "parameter_text", "value of the parameter", "variant", "parameter", texts);
    put_reals(writer, "parameter_value", "the same as a number, NaN where it is none", "variant",
              "parameter", numbers);
    mem_free(texts);
    mem_free(numbers);
    mem_free(differ);
}

static const char *unit_of(const struct collect_runs *runs, uint32_t indicator)
{
    const char *name = names_text(&runs->indicators, indicator);
    for (uint32_t r = 0; r < runs->count; r++)
        for (uint32_t i = 0; i < runs->runs[r].indicator_count; i++)
            if (strcmp(runs->runs[r].indicators[i].name, name) == 0)
                return runs->runs[r].indicators[i].unit;
    return "";
}

static void put_values(struct writer *writer, double *values)
{
    const struct collect_runs *runs = writer->runs;
    uint32_t columns = runs->indicators.count;
    const char **units = take(writer, columns, sizeof *units);
    for (uint32_t i = 0; i < columns && writer->status == STATUS_OK; i++) {
        units[i] = unit_of(runs, i);
        for (uint32_t r = 0; r < runs->count; r++)
            values[(size_t)r * columns + i] = collect_value(runs, r, i);
    }
    put_dimension(writer, "indicator", "figure of the day", runs->indicators.texts, columns);
    put_texts(writer, "unit", "unit of the indicator", "indicator", NULL, units);
    put_reals(writer, "value", "value of the indicator", "member", "indicator", values);
    mem_free(units);
}

/** Statistics of all variants and indicators. */
struct statistics {
    double *mean, *deviation, *half_width, *difference, *difference_half_width;
    int64_t *pairs;
    double *before, *after; /**< scratch: values of one variant */
};

/** An interval of one run is of no width; files have NaN for it. */
static double width_of(struct mean_interval interval)
{
    return isfinite(interval.half_width) ? interval.half_width : (double)NAN;
}

/** One variant and indicator, at `cell`. */
static void fill_cell(const struct collect_runs *runs, const double *values, double confidence,
                      uint32_t variant, uint32_t indicator, const struct statistics *out)
{
    uint32_t columns = runs->indicators.count, count = 0;
    size_t cell = (size_t)variant * columns + indicator;
    for (uint32_t r = runs->first[variant]; r < runs->first[variant + 1]; r++)
        out->after[count++] = values[(size_t)r * columns + indicator];
    struct mean_interval own = mean_interval_of(out->after, count, confidence);
    out->mean[cell] = own.mean;
    out->deviation[cell] = own.deviation;
    out->half_width[cell] = width_of(own);

    uint32_t base = runs->first[runs->baseline], base_end = runs->first[runs->baseline + 1];
    uint32_t run = runs->first[variant], pairs = 0;
    while (base < base_end && run < runs->first[variant + 1]) {
        int64_t one = runs->runs[base].seed, other = runs->runs[run].seed;
        if (one == other) {
            out->before[pairs] = values[(size_t)base * columns + indicator];
            out->after[pairs++] = values[(size_t)run * columns + indicator];
        }
        base += one <= other;
        run += other <= one;
    }
    struct mean_interval change =
        mean_interval_of_pairs(out->before, out->after, pairs, confidence);
    out->pairs[variant] = pairs;
    out->difference[cell] = change.mean;
    out->difference_half_width[cell] = width_of(change);
}

static void put_statistics(struct writer *writer, const double *values, double confidence)
{
    const struct collect_runs *runs = writer->runs;
    uint32_t rows = runs->variants.count, columns = runs->indicators.count;
    size_t cells = (size_t)rows * columns;
    struct statistics all = {.mean = take(writer, cells, sizeof(double)),
                             .deviation = take(writer, cells, sizeof(double)),
                             .half_width = take(writer, cells, sizeof(double)),
                             .difference = take(writer, cells, sizeof(double)),
                             .difference_half_width = take(writer, cells, sizeof(double)),
                             .pairs = take(writer, rows, sizeof(int64_t)),
                             .before = take(writer, runs->count, sizeof(double)),
                             .after = take(writer, runs->count, sizeof(double))};
    for (uint32_t v = 0; v < rows && writer->status == STATUS_OK; v++)
        for (uint32_t i = 0; i < columns; i++)
            fill_cell(runs, values, confidence, v, i, &all);
    put_reals(writer, "mean", "mean over the runs", "variant", "indicator", all.mean);
    put_reals(writer, "deviation", "standard deviation of the runs", "variant", "indicator",
              all.deviation);
    put_reals(writer, "half_width", "half width of the confidence interval of the mean", "variant",
              "indicator", all.half_width);
    put_wholes(writer, "pairs", "runs with a seed that the baseline has, too", "variant",
               all.pairs);
    put_reals(writer, "difference", "mean difference from the baseline over pairs of one seed",
              "variant", "indicator", all.difference);
    put_reals(writer, "difference_half_width", "half width of its confidence interval", "variant",
              "indicator", all.difference_half_width);
    mem_free(all.mean);
    mem_free(all.deviation);
    mem_free(all.half_width);
    mem_free(all.difference);
    mem_free(all.difference_half_width);
    mem_free(all.pairs);
    mem_free(all.before);
    mem_free(all.after);
}

static void put_text(struct writer *writer, const char *name, const char *value)
{
    if (writer->status == STATUS_OK)
        writer->status = labelled_text(writer->file, name, value, writer->err);
}

static enum status write_file(const struct collect_runs *runs,
                              const struct collect_options *options, struct error *err)
{
    char confidence[TEXT_SIZE];
    struct writer writer = {.runs = runs, .err = err};
    writer.file = labelled_create(options->output, err);
    if (!writer.file)
        return err->status;
    snprintf(confidence, sizeof confidence, "%g", options->confidence);
    put_text(&writer, "Conventions", "CF-1.10");
    put_text(&writer, "title", "Ensemble of runs");
    put_text(&writer, "source", "Ardey " ARDEY_VERSION);
    put_text(&writer, "baseline", names_text(&runs->variants, runs->baseline));
    put_text(&writer, "confidence", confidence);
    double *values = take(&writer, (size_t)runs->count * runs->indicators.count, sizeof *values);
    put_members(&writer);
    put_variants(&writer);
    put_parameters(&writer);
    if (writer.status == STATUS_OK)
        put_values(&writer, values);
    if (writer.status == STATUS_OK)
        put_statistics(&writer, values, options->confidence);
    mem_free(values);
    if (writer.status == STATUS_OK)
        return labelled_finish(writer.file, err);
    labelled_abandon(writer.file);
    return writer.status;
}

enum status collect(const struct collect_options *options, struct collect_outcome *out,
                    struct error *err)
{
    struct collect_runs runs;
    enum status status = collect_runs_read(options, &runs, err);
    if (status == STATUS_OK)
        status = write_file(&runs, options, err);
    if (status == STATUS_OK)
        *out = (struct collect_outcome){runs.count, runs.variants.count, runs.indicators.count,
                                        runs.missing};
    collect_runs_deinit(&runs);
    return status;
}
