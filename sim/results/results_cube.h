// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_CUBE_H
#define RESULTS_RESULTS_CUBE_H

#include "results/results_file.h"

/** The slabs of one cube on their way into the file: kept until a chunk (about 65,536 numbers) is
 * full. */
struct results_cube;

/** Appends the slabs that are kept to the spool as if they were the last ones, and keeps them. */
enum status results_cube_show(struct results *results, struct results_cube *cube,
                              struct error *err);

/** Appends the last slabs and adds the variables to the digest of the results. */
enum status results_cube_finish(struct results *results, struct results_cube *cube,
                                struct error *err);

/** Saves the cube, or loads it; NULL adds one to load. */
enum status results_cube_archive(struct results *results, struct results_cube *cube,
                                 struct archive *archive);

/** Frees the memory. */
void results_cube_destroy(struct results_cube *cube);

#endif
