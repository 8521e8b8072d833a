// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_JSON_LOG_H
#define CLI_JSON_LOG_H

#include "api/ardey.h"

#include <stdio.h>

/** The log of a run for programs: one JSON object per line, whose `event` is "progress",
 * "iteration", "message", "summary" or "error". */

/** A JSON string: quotes, backslashes and control characters are escaped. */
void json_string(FILE *out, const char *text);

/** Simulated time and wall clock in seconds. */
void json_log_progress(FILE *out, double t_s, double stop_s, uint64_t event_count, double wall_s);
void json_log_iteration(FILE *out, const struct ardey_iteration *iteration);
void json_log_message(FILE *out, const char *text);
void json_log_summary(FILE *out, const struct ardey_summary *summary, double memory_mb);
void json_log_error(FILE *out, enum ardey_status status, const struct ardey_error *err);

#endif
