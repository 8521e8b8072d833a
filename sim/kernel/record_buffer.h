// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_RECORD_BUFFER_H
#define KERNEL_RECORD_BUFFER_H

#include "base/error.h"
#include "kernel/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Rows of one partition in the order of its events, waiting to be committed. Initialise with
 * `{0}`. */
struct record_buffer {
    unsigned char *bytes;
    size_t used, capacity;
    size_t read; /**< where the next row to commit begins */
};

/** What stands before each row. */
struct record_head {
    uint64_t when_where; /**< as in struct event: time, then process */
    const struct record_kind *kind;
};

/** Copies a row. Amortised O(row size). */
enum status record_buffer_append(struct record_buffer *buffer, uint64_t when_where,
                                 const struct record_kind *kind, const void *row,
                                 struct error *err);

/** The head of the next row to commit, or NULL. */
const struct record_head *record_buffer_next(const struct record_buffer *buffer);

/** The row behind the head, and moves on to the next one. The buffer must not be empty. */
const void *record_buffer_take(struct record_buffer *buffer);

/** Forgets all rows, keeps the memory. */
void record_buffer_reset(struct record_buffer *buffer);
void record_buffer_deinit(struct record_buffer *buffer);

#endif
