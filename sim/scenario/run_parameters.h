// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_RUN_PARAMETERS_H
#define SCENARIO_RUN_PARAMETERS_H

#include "scenario/findings.h"
#include "scenario/source_file.h"
#include "scenario/spec.h"

/** What no single field can tell: the date exists, and the run stops after it starts. Findings name
 * the line in `files`. STATUS_USAGE. */
enum status run_parameters_check(const struct run_parameters *run, const struct source_files *files,
                                 struct findings *findings);

/** The same of the table of events: its kinds exist, and it has some time. */
enum status event_parameters_check(const struct event_parameters *events,
                                   const struct source_files *files, struct findings *findings);

#endif
