// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_FILE_H
#define RESULTS_RESULTS_FILE_H

#include "results/results.h"
#include "results/results_chunk.h"
#include "results/results_h5.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Rows of a chunk in a table that is longer than one chunk. */
#define RESULTS_CHUNK_ROWS 65536u

#define RESULTS_DATE_SIZE 11

struct results_dimension;
struct results_stream;
struct results_cube;

/** The parts of an unfinished result file, shared by the source files of this layer. */
struct results {
    char *path;
    char *part_path; /**< where it is written until it is finished */
    char date[RESULTS_DATE_SIZE];
    hid_t file;
    struct results_guard guard;
    bool has_failed; /**< a call failed: the file will not be finished */
    bool is_broken;  /**< HDF5 itself failed: it must not be called for this file any more */
    struct results_encoder *encoder;
    uint32_t batch_size;  /**< chunks worth encoding at once */
    struct digest digest; /**< over what is complete */

    struct results_dimension **dimensions;
    size_t dimension_count, dimension_capacity;
    struct results_stream **streams;
    size_t stream_count, stream_capacity;
    struct results_cube **cubes;
    size_t cube_count, cube_capacity;
};

/** Brackets every public call that touches the file: `enter` refuses after an earlier failure,
 * `leave` remembers the outcome and passes it on. `leave` follows only a successful `enter`. */
enum status results_enter(struct results *results, struct error *err);
enum status results_leave(struct results *results, enum status status);

/** Reports that HDF5 or the system refused: STATUS_RESOURCE with the path, the reason and
 * `group/name`. */
enum status results_broken(struct results *results, const char *group, const char *name,
                           struct error *err);

/** "seconds since 2026-03-02 00:00:00" and the calendar, as attributes of a column of times. */
bool results_set_clock(const struct results *results, hid_t dataset);

/** A copy of `text`; the caller owns it (mem_free). NULL when out of memory. */
char *results_copy(const char *text, struct error *err);

#endif
