// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_DIMENSION_H
#define RESULTS_RESULTS_DIMENSION_H

#include "results/results_build.h"

/** A named axis of a group: an HDF5 dimension scale that every column along it refers to. Belongs
 * to the builder, its texts to whoever gave them. */
struct results_dimension {
    const char *group, *index;
    hid_t scale;
    struct results_shape shape; /**< of the scale */
    struct results_member {
        hobj_ref_t dataset;
        int axis;
    } * members; /**< who refers to it; written at the end */
    size_t member_count, member_capacity;
};

/** Finds or makes a dimension of exactly `count` rows, numbered from 0. STATUS_INTERNAL when it is
 * there with another count. */
enum status results_dimension_take(struct results_builder *builder, const char *group,
                                   const char *index, uint64_t count,
                                   struct results_dimension **out, struct error *err);

/** Makes a dimension of that shape, without numbers: whoever makes it writes it. */
enum status results_dimension_create(struct results_builder *builder, const char *group,
                                     const char *index, const struct results_shape *shape,
                                     struct results_dimension **out, struct error *err);

/** Makes `dimensions[i]` the scale of axis i of `dataset`, which lies in their group. */
enum status results_dimension_attach(struct results_builder *builder, hid_t dataset,
                                     const char *name, struct results_dimension *const *dimensions,
                                     int rank, struct error *err);

/** Writes who refers to the dimension, and closes its scale. */
enum status results_dimension_finish(struct results_builder *builder,
                                     struct results_dimension *dimension, struct error *err);

/** Frees the memory; HDF5 is not touched. */
void results_dimension_destroy(struct results_dimension *dimension);

#endif
