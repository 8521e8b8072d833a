// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_NAMES_H
#define RESULTS_RESULTS_NAMES_H

#include "results/results_file.h"

/** Reads a column of texts from a frame; they lie in `bytes`, the list of them is given back by
 * `results_names_free`. */
enum status results_names_read(const struct results_frame *frame, const char *bytes,
                               struct results_name_table *out, struct error *err);
void results_names_free(struct results_name_table *table);

#endif
