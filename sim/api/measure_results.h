// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_MEASURE_RESULTS_H
#define API_MEASURE_RESULTS_H

#include "results/results.h"
#include "scenario/spec.h"

/** Writes the table "measures": kind, parameters in words, begin and end of each measure of the
 * scenario, in its order; and the first hundred as attributes measure.001 ... of "provenance", so
 * that runs tell how they differ. Nothing without measures. */
enum status measure_results_write(const struct spec *spec, struct results *results,
                                  struct error *err);

/** Writes only those attributes, for the measures from `first` on. */
enum status measure_results_describe(const struct measures *measures, uint32_t first,
                                     struct results *results, struct error *err);

#endif
