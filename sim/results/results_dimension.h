// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_DIMENSION_H
#define RESULTS_RESULTS_DIMENSION_H

#include "results/results_file.h"

/** A named axis of a group: an HDF5 dimension scale that every column along it refers to. Belongs
 * to `results`. */
struct results_dimension {
    char *group, *index;
    hid_t scale;
    struct results_shape shape; /**< of the scale; `can_grow` until the count is known beforehand */
    bool has_count;             /**< the number of rows is settled */
    uint64_t count;
    struct results_member {
        hobj_ref_t dataset;
        int axis;
    } * members; /**< who refers to it; written at the end */
    size_t member_count, member_capacity;
};

/** The dimension `index` of `group`, or NULL when there is none yet. */
struct results_dimension *results_dimension_find(const struct results *results, const char *group,
                                                 const char *index);

/** Finds or makes a dimension of exactly `count` rows, numbered from 0. STATUS_INTERNAL when it is
 * there with another count. */
enum status results_dimension_take(struct results *results, const char *group, const char *index,
                                   uint64_t count, struct results_dimension **out,
                                   struct error *err);

/** Makes a dimension of that shape, without numbers: whoever makes it writes it. */
enum status results_dimension_create(struct results *results, const char *group, const char *index,
                                     const struct results_shape *shape,
                                     struct results_dimension **out, struct error *err);

/** Settles the number of rows. STATUS_INTERNAL when another number was settled before. */
enum status results_dimension_settle(struct results_dimension *dimension, uint64_t count,
                                     struct error *err);

/** Makes `dimensions[i]` the scale of axis i of `dataset`, which lies in their group. */
enum status results_dimension_attach(struct results *results, hid_t dataset, const char *name,
                                     struct results_dimension *const *dimensions, int rank,
                                     struct error *err);

/** Writes who refers to the dimension, and closes its scale. */
enum status results_dimension_finish(struct results *results, struct results_dimension *dimension,
                                     struct error *err);

/** Frees the memory; HDF5 is not touched. */
void results_dimension_destroy(struct results_dimension *dimension);

#endif
