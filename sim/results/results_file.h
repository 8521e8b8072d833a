// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_FILE_H
#define RESULTS_RESULTS_FILE_H

#include "results/results.h"
#include "results/results_chunk.h"
#include "results/results_spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Rows of a chunk in a table that is longer than one chunk. */
#define RESULTS_CHUNK_ROWS 16384u

#define RESULTS_DATE_SIZE 11
#define RESULTS_NAME_SIZE 64 /**< of a group or a column, with its terminating zero */

struct results_stream;
struct results_cube;

/** The parts of an unfinished result, shared by the source files of this layer. */
struct results {
    char *path;
    char date[RESULTS_DATE_SIZE];
    struct results_spool *spool;
    bool has_failed; /**< a call failed: the file will not be finished */
    bool is_needed;  /**< by a checkpoint: the spool stays */
    struct results_encoder *encoder;
    struct digest digest;   /**< over what is complete */
    uint32_t dataset_count; /**< described in the spool */

    struct results_stream **streams;
    size_t stream_count, stream_capacity;
    struct results_cube **cubes;
    size_t cube_count, cube_capacity;
};

/** Brackets every public call: `enter` refuses after an earlier failure, `leave` remembers the
 * outcome and passes it on. `leave` follows only a successful `enter`. */
enum status results_enter(const struct results *results, struct error *err);
enum status results_leave(struct results *results, enum status status);

/** Appends a frame whose content is texts, each with its terminating zero; NULL is as "". */
enum status results_append_texts(struct results *results, const struct results_frame *frame,
                                 const char *const *texts, size_t count, struct error *err);

#endif
