// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RUN_FILE_H
#define RESULTS_RUN_FILE_H

#include "base/error.h"
#include "base/memory.h"

#include <stdint.h>

struct run_parameter {
    const char *name, *value; /**< "road.patience", "300" */
};

struct run_indicator {
    const char *name, *unit;
    double value;
};

/** What a finished result file says about its run: which scenario with which parameters, and the
 * figures of the day. Texts belong to `text`. */
struct run_file {
    const char *path, *scenario, *version;
    const char *scenario_digest, *digest; /**< of what was read, of what came out */
    int64_t seed;
    struct run_parameter *parameters; /**< [parameter_count] in the order of the scenario's groups;
                                         mem_alloc memory */
    uint32_t parameter_count;
    size_t parameter_capacity;
    struct run_indicator *indicators; /**< [indicator_count]; mem_alloc memory */
    uint32_t indicator_count;
    struct text_arena text;
};

/** Reads a result file; its large tables are not touched. STATUS_DATA with the path when it is
 * missing, no HDF5 file or none of ours. The caller owns `*out` (`run_file_deinit`), which is
 * written only on success. */
enum status run_file_read(const char *path, struct run_file *out, struct error *err);

void run_file_deinit(struct run_file *run);

/** The value of a parameter, or NULL. */
const char *run_file_parameter(const struct run_file *run, const char *name);

/** The place of an indicator in `indicators`, or NONE. */
uint32_t run_file_indicator(const struct run_file *run, const char *name);

#endif
