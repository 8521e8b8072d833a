// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_CALIBRATION_PRINT_H
#define CLI_CALIBRATION_PRINT_H

#include "api/ardey.h"

#include <stdio.h>

/** Prints what was fitted to, one row after the other. */
struct calibration_printer {
    FILE *file;
    uint32_t count;
    double worst_before, worst_after; /**< greatest difference from the observation */
};

/** For ardey_calibrate; `self` is the printer. The first row brings the head of the table. */
void calibration_print_row(void *self, const struct ardey_calibration_row *row);

/** How far off the worst row was and is, and where the table was written to. */
void calibration_print_end(const struct calibration_printer *printer, const char *output);

#endif
