// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_CUBE_H
#define RESULTS_RESULTS_CUBE_H

#include "results/results_file.h"

/** The slabs of one cube on their way into the file: kept until a chunk (about 65,536 numbers) is
 * full. */
struct results_cube;

/** Stores what is left, closes the variables and adds them to the digest of the file. */
enum status results_cube_finish(struct results *results, struct results_cube *cube,
                                struct error *err);

/** Frees the memory; HDF5 is not touched. */
void results_cube_destroy(struct results_cube *cube);

#endif
