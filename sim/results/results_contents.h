// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_CONTENTS_H
#define RESULTS_RESULTS_CONTENTS_H

#include "results/results_dataset.h"
#include "results/results_spool.h"

/** A frame of the spool. */
struct results_item {
    struct results_frame frame;
    uint64_t offset; /**< in the spool */
    char *bytes;     /**< its content; NULL for chunks */
};

struct results_contents_dataset {
    struct results_dataset text;
    uint64_t row_count;  /**< in all chunks */
    uint64_t chunk_rows; /**< of the first chunk; 1 when there is none */
};

/** All that a spool has, chunks only by their place. Initialise with the spool alone. */
struct results_contents {
    const struct results_spool *spool;
    struct results_item *items;
    size_t item_count, item_capacity;
    struct results_contents_dataset *datasets;
    size_t dataset_count, dataset_capacity;
};

/** Flushes the spool before that. STATUS_DATA when it is damaged. On failure `deinit` is due, too.
 */
enum status results_contents_read(struct results_contents *contents, struct error *err);
void results_contents_deinit(struct results_contents *contents);

#endif
