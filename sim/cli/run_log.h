// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_RUN_LOG_H
#define CLI_RUN_LOG_H

#include "api/ardey.h"

#include <stdbool.h>

/** Writes `RESULT.run.json` beside a result file: what depends on the clock, the host and the
 * threads, and so must not be in the result file itself. False when it cannot be written; the
 * results are complete all the same. */
bool run_log_write(const char *result_path, const struct ardey_summary *summary, double memory_mb,
                   int argc, char **argv);

#endif
