// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_TARGET_PRINT_H
#define CLI_TARGET_PRINT_H

#include "api/ardey.h"

#include <stdio.h>

/** Prints rows of the table of targets as they come, a table for each kind. */
struct target_printer {
    FILE *file;
    bool is_markdown;
    char last_kind[ARDEY_NAME_SIZE];
    uint32_t judged, met, compared;
};

/** The head of the report; `scenario` and what was run stand in it. */
void target_print_begin(struct target_printer *printer, const char *scenario,
                        const struct ardey_summary *summary);
/** For ardey_targets; `self` is the printer. */
void target_print_row(void *self, const struct ardey_target *row);
void target_print_end(struct target_printer *printer);

#endif
