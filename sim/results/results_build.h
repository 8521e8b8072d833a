// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_BUILD_H
#define RESULTS_RESULTS_BUILD_H

#include "results/results_chunk.h"
#include "results/results_file.h"
#include "results/results_h5.h"

/** What the making of an HDF5 file needs, shared by the sources that have a part in it. */
struct results_builder {
    const char *path; /**< for error texts */
    hid_t file;
    struct results_guard guard;
    struct results_encoder *encoder;
    struct results_dimension **dimensions;
    size_t dimension_count, dimension_capacity;
};

/** Makes the HDF5 file `path` from everything in the spool: at first as `path.new`, which is
 * closed, with `is_synced` brought to the disk, and renamed; then the folder is synced, too.
 * Encoded chunks are copied as they are. On failure `path` is what it was and `path.new` is gone:
 * STATUS_RESOURCE with the path and the reason, STATUS_INTERNAL when the columns of a table have
 * different lengths. */
enum status results_build(struct results *results, const char *path, bool is_synced,
                          struct error *err);

/** Reports that HDF5 refused: STATUS_RESOURCE with the path, the reason and `group/name`. */
enum status results_builder_fail(const struct results_builder *builder, const char *group,
                                 const char *name, struct error *err);

#endif
