// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_dataset.h"

#include <stdio.h>
#include <string.h>

#define RESULTS_DATASET_TEXTS 10

enum status results_dataset_declare(struct results *results, const struct results_dataset *dataset,
                                    uint32_t *out_number, struct error *err)
{
    const char *const texts[RESULTS_DATASET_TEXTS] = {
        dataset->group,     dataset->name,       dataset->index, dataset->columns,
        dataset->long_name, dataset->columns_of, dataset->units, dataset->calendar,
        dataset->names_of,  dataset->flags};
    const struct results_frame frame = {.kind = RESULTS_DATASET,
                                        .number = results->dataset_count,
                                        .values = {dataset->type, dataset->column_count}};
    enum status status = results_append_texts(results, &frame, texts, RESULTS_DATASET_TEXTS, err);
    if (status == STATUS_OK) {
        *out_number = results->dataset_count++;
    }
    return status;
}

void results_dataset_read(const struct results_frame *frame, const char *bytes,
                          struct results_dataset *out)
{
    *out = (struct results_dataset){.type = (enum column_type)frame->values[0],
                                    .column_count = frame->values[1]};
    const char **const texts[RESULTS_DATASET_TEXTS] = {
        &out->group,      &out->name,  &out->index,    &out->columns,  &out->long_name,
        &out->columns_of, &out->units, &out->calendar, &out->names_of, &out->flags};
    for (int i = 0; i < RESULTS_DATASET_TEXTS; i++) {
        *texts[i] = *bytes == '\0' ? NULL : bytes;
        bytes += strlen(bytes) + 1;
    }
}

void results_dataset_set_clock(const struct results *results, struct results_dataset *dataset,
                               char *units)
{
    snprintf(units, RESULTS_UNITS_SIZE, "seconds since %s 00:00:00", results->date);
    dataset->units = units;
    dataset->calendar = "proleptic_gregorian";
}

enum status results_dataset_append(struct results *results, uint32_t number, uint64_t first_row,
                                   uint64_t row_count, const struct results_chunk *chunk,
                                   struct error *err)
{
    const struct results_frame frame = {
        .kind = RESULTS_CHUNK, .number = number, .values = {first_row, row_count}};
    return results_spool_append(results->spool, frame, chunk->bytes, chunk->byte_count, err);
}
