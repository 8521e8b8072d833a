// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_SPOOL_H
#define RESULTS_RESULTS_SPOOL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The results of a run so far as a file of frames, one after the other, each with a checksum. It
 * is only ever appended to, and says all that the result file is made from. */
struct results_spool;

enum results_frame_kind {
    RESULTS_ATTRIBUTE = 1, /**< of a group; see results_attribute.c */
    RESULTS_NAMES,         /**< a column of texts; see results_names.c */
    RESULTS_DATASET,       /**< the description of a column or a variable; see results_dataset.h */
    RESULTS_CHUNK,         /**< encoded numbers of one; `values`: first row, number of rows */
};

/** What stands before the bytes of each frame. */
struct results_frame {
    uint32_t magic;
    uint32_t checksum;  /**< CRC-32 of the rest of the frame */
    uint32_t kind;      /**< enum results_frame_kind */
    uint32_t number;    /**< of the dataset; else what the kind says */
    uint64_t values[2]; /**< what the kind says */
    uint64_t byte_count;
};

/** A place in the spool, and a checksum of all frames before it. */
struct results_mark {
    uint64_t length;
    uint32_t checksum;
};

/** Makes an empty spool at `path`, or opens the one that is there (`is_resumed`), which must then
 * be cut first. STATUS_RESOURCE with the path and the system's reason; when another process has it
 * open, too. */
struct results_spool *results_spool_open(const char *path, bool is_resumed, struct error *err);

/** Fills an empty spool with the bytes of the file `path`, a spool, and brings them onto the disk.
 * It must be closed then. */
enum status results_spool_fill(struct results_spool *spool, const char *path, struct error *err);

/** Appends a frame, of which the caller fills kind, number and values. Returns before it is on the
 * disk: what goes wrong is said by a later call. Copies the bytes. */
enum status results_spool_append(struct results_spool *spool, struct results_frame frame,
                                 const void *bytes, size_t byte_count, struct error *err);

/** The end of what was appended. */
struct results_mark results_spool_mark(const struct results_spool *spool);

/** Brings everything into the file, and with `is_synced` onto the disk. */
enum status results_spool_flush(const struct results_spool *spool, bool is_synced,
                                struct error *err);

/** Forgets what stands behind a mark of this spool. */
enum status results_spool_cut(struct results_spool *spool, struct results_mark mark,
                              struct error *err);

/** Reads the head of the frame at `offset`, and if `bytes` is not NULL what follows it, into memory
 * of mem_reserve. Moves `offset` to the next frame. STATUS_DATA when it is damaged. Only after a
 * flush. */
enum status results_spool_read(const struct results_spool *spool, uint64_t *offset,
                               struct results_frame *frame, void **bytes, size_t *capacity,
                               struct error *err);

/** Goes through all frames up to the mark and cuts off what is behind it. STATUS_DATA when they are
 * damaged, or not those that the mark was set behind. */
enum status results_spool_verify(struct results_spool *spool, struct results_mark mark,
                                 struct error *err);

/** Closes the spool, and removes its file unless it `is_kept`. NULL is allowed. */
void results_spool_close(struct results_spool *spool, bool is_kept);

#endif
