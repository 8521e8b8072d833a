// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_SUMMARY_PRINT_H
#define CLI_SUMMARY_PRINT_H

#include "api/ardey.h"

#include <stdio.h>

/** Prints what came out of a run, for people. `memory_mb` is the peak of the process. */
void summary_print(FILE *out, const struct ardey_summary *summary, double memory_mb);

#endif
