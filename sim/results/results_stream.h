// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_STREAM_H
#define RESULTS_RESULTS_STREAM_H

#include "results/results_file.h"

/** The rows of one record kind on their way into the file: kept as they come until a chunk is full,
 * then split into columns. */
struct results_stream;

/** Stores what is left, closes the columns and adds them to the digest of the file. */
enum status results_stream_finish(struct results *results, struct results_stream *stream,
                                  struct error *err);

/** Frees the memory; HDF5 is not touched. */
void results_stream_destroy(struct results_stream *stream);

#endif
