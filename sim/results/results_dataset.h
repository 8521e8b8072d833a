// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_DATASET_H
#define RESULTS_RESULTS_DATASET_H

#include "results/results_file.h"

/** A column of a table or a variable of a cube, as the spool describes it. NULL and "" mean the
 * same. */
struct results_dataset {
    const char *group, *name;
    enum column_type type;
    const char *index;      /**< dimension of the rows; the one of that name is its scale itself */
    const char *columns;    /**< second dimension, or NULL */
    const char *columns_of; /**< `names_of` of the second dimension */
    uint64_t column_count;  /**< of the second dimension */
    const char *units, *calendar, *long_name, *names_of;
    const char *flags; /**< meanings of the codes 0, 1 ..., with blanks between */
};

/** Appends the description to the spool; `*out_number` is what chunks name it by. */
enum status results_dataset_declare(struct results *results, const struct results_dataset *dataset,
                                    uint32_t *out_number, struct error *err);

/** Reads it from a frame; its texts lie in `bytes`. */
void results_dataset_read(const struct results_frame *frame, const char *bytes,
                          struct results_dataset *out);

/** "seconds since 2026-03-02 00:00:00" and the calendar, for a column of times. `units` must have
 * RESULTS_UNITS_SIZE bytes and live as long as the description. */
#define RESULTS_UNITS_SIZE 64
void results_dataset_set_clock(const struct results *results, struct results_dataset *dataset,
                               char *units);

/** Appends one chunk: encoded rows from `first_row` on. */
enum status results_dataset_append(struct results *results, uint32_t number, uint64_t first_row,
                                   uint64_t row_count, const struct results_chunk *chunk,
                                   struct error *err);

#endif
