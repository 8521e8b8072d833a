// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_H5_H
#define RESULTS_RESULTS_H5_H

#include "kernel/record.h"

#include <hdf5.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Thin helpers over HDF5. They return false when HDF5 refused; the reason is then in the guard
 * that the thread has entered. Every object they make has no time stamps and keeps the order of
 * creation. */

#define RESULTS_REASON_SIZE 200

/** While a thread is inside a guard, HDF5 prints nothing and the first failure leaves its reason
 * here. */
struct results_guard {
    char reason[RESULTS_REASON_SIZE]; /**< "" when nothing failed */
    H5E_auto2_t previous;
    void *previous_data;
};

/** Enters the guard, which must stay in place until `results_h5_leave`. */
void results_h5_enter(struct results_guard *guard);

/** Leaves the guard and gives the program its own HDF5 error handler back. The reason stays. */
void results_h5_leave(struct results_guard *guard);

/** Whether there is a file that can be read at all; STATUS_DATA with the system's reason if not,
 * which HDF5 would tell less clearly. Needs no guard. */
enum status results_h5_probe(const char *path, struct error *err);

/** Bytes of one number. */
size_t results_h5_size(enum column_type type);

/** The type as it is stored: little-endian. Not to be closed. */
hid_t results_h5_type(enum column_type type);

/** Creates a whole new file at `path`, in the format of HDF5 1.8. Negative on failure. */
hid_t results_h5_file(const char *path);

/** Opens the group `path` ("" is the root) and makes what is missing of it. Negative on failure. */
hid_t results_h5_group(hid_t file, const char *path);

/** What a dataset of one or two dimensions is made of. */
struct results_shape {
    enum column_type type;
    int rank;
    hsize_t extent[2];
    hsize_t chunk[2]; /**< each >= 1, and <= extent unless that is 0 and can grow */
};

/** Creates a chunked dataset whose chunks are shuffled and deflated; floats are NaN where nothing
 * was written, and say so in `_FillValue` unless `is_scale`. Negative on failure. */
hid_t results_h5_dataset(hid_t group, const char *name, const struct results_shape *shape,
                         bool is_scale);

/** Creates a dataset of texts of variable length. They cannot be filtered, so it lies in one piece;
 * an empty one is chunked, because only a dimension that can grow may be empty for every reader.
 * Negative on failure. */
hid_t results_h5_text_dataset(hid_t group, const char *name, hid_t type, hsize_t count);

/** Stores encoded bytes as the chunk that begins at row `first_row`. */
bool results_h5_write_chunk(hid_t dataset, uint64_t first_row, const void *bytes,
                            size_t byte_count);

/** Attributes; one of the same name is replaced. Text is a fixed-length UTF-8 scalar; NULL text
 * writes nothing. */
bool results_h5_set_text(hid_t object, const char *name, const char *value);
bool results_h5_set_real(hid_t object, const char *name, double value);
bool results_h5_set_int(hid_t object, const char *name, int64_t value);

/** `flag_values` 0 ... n-1 (int8) and `flag_meanings` (n words with blanks between); NULL writes
 * nothing. */
bool results_h5_set_flags(hid_t object, const char *meanings);

#endif
