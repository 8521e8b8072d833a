// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_VARIANT_FILE_H
#define ENSEMBLE_VARIANT_FILE_H

#include "ensemble/variants.h"
#include "results/results_read.h"

#include <stdbool.h>

/** Writes the scenario file of a variant, which derives from its scenario by `require` and sets the
 * parameters; its name becomes that of the scenario. A file with the same bytes is left alone.
 * STATUS_USAGE when the scenario's name cannot be required, STATUS_RESOURCE. */
enum status variant_file_write(const struct variant *variant, const char *path, struct error *err);

/** What a command line puts in the place of a scenario's own. */
struct run_override {
    bool has_iterations;
    uint64_t iterations;
    double sample; /**< 0: the scenario's */
};

/** What makes a run of a variant this one: its files and its parameters, but for the seed. */
struct variant_identity {
    char scenario_digest[65];
    struct results_parameter *parameters; /**< [count]; mem_alloc memory */
    uint32_t count;
    size_t capacity;
    struct text_arena text;
};

/** Reads and checks a scenario file with all its tables. STATUS_USAGE, STATUS_DATA, STATUS_RESOURCE
 * as `scenario_read`. The caller owns `*out` (`variant_identity_deinit`). */
enum status variant_identity_read(const char *path, const char *const *search_folders,
                                  const struct run_override *put, struct variant_identity *out,
                                  struct error *err);

/** Whether a finished result is that of this variant with this seed, by this version. */
bool variant_identity_matches(const struct variant_identity *identity, int64_t seed,
                              const struct results_reading *run);

void variant_identity_deinit(struct variant_identity *identity);

#endif
