// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_STREAM_H
#define RESULTS_RESULTS_STREAM_H

#include "results/results_file.h"

/** The rows of one record kind on their way into the file: kept as they come until a chunk is full,
 * then split into columns. */
struct results_stream;

/** Appends the rows that are kept to the spool as if they were the last ones, and keeps them. */
enum status results_stream_show(struct results *results, struct results_stream *stream,
                                struct error *err);

/** Appends the last rows and adds the columns to the digest of the results. */
enum status results_stream_finish(struct results *results, struct results_stream *stream,
                                  struct error *err);

/** Saves the stream, or loads it; NULL adds one to load. */
enum status results_stream_archive(struct results *results, struct results_stream *stream,
                                   struct archive *archive);

/** Frees the memory. */
void results_stream_destroy(struct results_stream *stream);

#endif
