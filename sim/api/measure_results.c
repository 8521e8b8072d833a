// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/measure_results.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>

#define NAME_SIZE       32
#define PROVENANCE_MOST 100u /* attributes of one group are few */

struct measure_row {
    double from_s, to_s;
};

static const struct column measure_columns[] = {
    {"from", COLUMN_F64, offsetof(struct measure_row, from_s), RECORD_CLOCK,
     "begin of the measure, missing: it has no window", NULL, NULL},
    {"to", COLUMN_F64, offsetof(struct measure_row, to_s), RECORD_CLOCK, "end of the measure", NULL,
     NULL},
    {0}};
static const struct record_kind measure_record = {"measures", "measure", "Measures of the scenario",
                                                  measure_columns, sizeof(struct measure_row)};

/** Writes the texts; `kinds` and `texts` have room for all. */
static enum status names_write(const struct measures *measures, const char **kinds, char **texts,
                               struct results *results, struct error *err)
{
    for (uint32_t i = 0; i < measures->count; i++) {
        struct page page = {.err = err};
        measure_print(&measures->items[i], &page);
        kinds[i] = measures->items[i].kind->name;
        texts[i] = page.text;
        if (page.status != STATUS_OK)
            return page.status;
    }
    enum status status =
        results_write_names(results,
                            &(struct results_name_table){"measures", "measure", "kind", kinds,
                                                         measures->count, "kind of the measure"},
                            err);
    if (status != STATUS_OK)
        return status;
    return results_write_names(results,
                               &(struct results_name_table){"measures", "measure", "text",
                                                            (const char *const *)texts,
                                                            measures->count, "its parameters"},
                               err);
}

static enum status rows_write(const struct measures *measures, struct results *results,
                              struct error *err)
{
    struct record_sink sink = results_sink(results);
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < measures->count && status == STATUS_OK; i++) {
        struct measure_row row = {NAN, NAN};
        measure_window(&measures->items[i], &row.from_s, &row.to_s);
        status = sink.put(sink.self, &measure_record, &row, err);
    }
    return status;
}

enum status measure_results_describe(const struct measures *measures, uint32_t first,
                                     struct results *results, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = first; i < measures->count && i < PROVENANCE_MOST; i++) {
        char name[NAME_SIZE];
        struct page page = {.err = err};
        snprintf(name, sizeof name, "measure.%03u", (unsigned)i + 1);
        page_add(&page, "%s: ", measures->items[i].kind->name);
        measure_print(&measures->items[i], &page);
        status = page.status;
        if (status == STATUS_OK)
            status = results_set_text(results, "provenance", name, page.text, err);
        mem_free(page.text);
        if (status != STATUS_OK)
            break;
    }
    return status;
}

enum status measure_results_write(const struct spec *spec, struct results *results,
                                  struct error *err)
{
    const struct measures *measures = &spec->measures;
    enum status status = STATUS_OK;
    if (measures->count == 0)
        return status;
    const char **kinds = mem_alloc(measures->count, sizeof *kinds, err);
    char **texts = mem_alloc(measures->count, sizeof *texts, err);
    status = kinds && texts ? names_write(measures, kinds, texts, results, err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = rows_write(measures, results, err);
    if (status == STATUS_OK)
        status = measure_results_describe(measures, 0, results, err);
    for (uint32_t i = 0; texts && i < measures->count; i++)
        mem_free(texts[i]);
    mem_free(texts);
    mem_free(kinds);
    return status;
}
