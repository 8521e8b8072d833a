// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_LABELLED_FILE_H
#define RESULTS_LABELLED_FILE_H

#include "base/error.h"

#include <stdint.h>

/** A small HDF5 file of arrays whose axes have names: each axis is a variable of texts called like
 * the dimension, so that xarray selects by label. Written aside, synced, renamed: a file of the
 * name is always whole. Equal calls give equal bytes. After a failed call only `labelled_finish`
 * (which then fails) and `labelled_abandon` make sense. */
struct labelled_file;

struct labelled_file *labelled_create(const char *path, struct error *err);

/** A dimension and its labels [count], count > 0. */
enum status labelled_dimension(struct labelled_file *file, const char *name,
                               const char *const *labels, uint32_t count, const char *long_name,
                               struct error *err);

/** An array over one or two dimensions that are there. */
struct labelled_array {
    const char *name, *long_name;
    const char *dimensions[2]; /**< the second NULL: a list */
};

/** Values in row order: [first dimension][second dimension]. */
enum status labelled_reals(struct labelled_file *file, const struct labelled_array *array,
                           const double *values, struct error *err);
enum status labelled_wholes(struct labelled_file *file, const struct labelled_array *array,
                            const int64_t *values, struct error *err);
enum status labelled_texts(struct labelled_file *file, const struct labelled_array *array,
                           const char *const *values, struct error *err);

/** An attribute of the file. */
enum status labelled_text(struct labelled_file *file, const char *name, const char *value,
                          struct error *err);

/** Closes, syncs and renames; frees `file` in any case. STATUS_RESOURCE, and then no file stays. */
enum status labelled_finish(struct labelled_file *file, struct error *err);
void labelled_abandon(struct labelled_file *file);

#endif
