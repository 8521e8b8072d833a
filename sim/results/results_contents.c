// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_contents.h"

#include "base/memory.h"

#include <string.h>

/* Counts the rows of a chunk, or keeps the description of a dataset. */
static enum status results_contents_count(struct results_contents *contents,
                                          const struct results_item *item, struct error *err)
{
    const struct results_frame *frame = &item->frame;
    if (frame->kind == RESULTS_CHUNK && frame->number < contents->dataset_count) {
        struct results_contents_dataset *dataset = &contents->datasets[frame->number];
        dataset->chunk_rows = dataset->row_count == 0 ? frame->values[1] : dataset->chunk_rows;
        dataset->row_count += frame->values[1];
    }
    if (frame->kind != RESULTS_DATASET) {
        return STATUS_OK;
    }
    enum status status = MEM_RESERVE(&contents->datasets, &contents->dataset_capacity,
                                     contents->dataset_count + 1, err);
    if (status == STATUS_OK) {
        struct results_contents_dataset *dataset = &contents->datasets[contents->dataset_count++];
        *dataset = (struct results_contents_dataset){.chunk_rows = 1};
        results_dataset_read(frame, item->bytes, &dataset->text);
    }
    return status;
}

/* Reads the frame at `offset`. The bytes of a chunk are read when they are wanted. */
static enum status results_contents_take(struct results_contents *contents, uint64_t *offset,
                                         struct error *err)
{
    enum status status =
        MEM_RESERVE(&contents->items, &contents->item_capacity, contents->item_count + 1, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct results_item *item = &contents->items[contents->item_count];
    *item = (struct results_item){.offset = *offset};
    status = results_spool_read(contents->spool, offset, &item->frame, NULL, NULL, err);
    if (status == STATUS_OK && item->frame.kind != RESULTS_CHUNK) {
        size_t capacity = 0;
        *offset = item->offset;
        status = results_spool_read(contents->spool, offset, &item->frame, (void **)&item->bytes,
                                    &capacity, err);
    }
    contents->item_count++;
    return status == STATUS_OK ? results_contents_count(contents, item, err) : status;
}

enum status results_contents_read(struct results_contents *contents, struct error *err)
{
    uint64_t offset = 0, length = results_spool_mark(contents->spool).length;
    enum status status = results_spool_flush(contents->spool, false, err);
    while (status == STATUS_OK && offset < length) {
        status = results_contents_take(contents, &offset, err);
    }
    return status;
}

void results_contents_deinit(struct results_contents *contents)
{
    for (size_t i = 0; i < contents->item_count; i++) {
        mem_free(contents->items[i].bytes);
    }
    mem_free(contents->items);
    mem_free(contents->datasets);
    *contents = (struct results_contents){.spool = contents->spool};
}
