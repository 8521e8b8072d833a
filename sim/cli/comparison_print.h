// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_COMPARISON_PRINT_H
#define CLI_COMPARISON_PRINT_H

#include "api/ardey.h"

#include <stdio.h>

enum comparison_form { COMPARISON_TABLE, COMPARISON_CSV, COMPARISON_JSON };

/** Prints the rows of ardey_compare as they come: a table for people with a part for each variant,
 * or one list for programs, where a number that is not known is empty or null. */
struct comparison_printer {
    FILE *file;
    enum comparison_form form;
    double confidence;
    bool is_all; /**< the table shows also what does not differ */
    char last_variant[512];
    uint32_t row_count, equal_count;
};

/** For ardey_compare; `self` is the printer. */
void comparison_print_row(void *self, const struct ardey_comparison_row *row);
void comparison_print_end(struct comparison_printer *printer);

/** What the interval says: "better", "worse", "higher", "lower"; "" when it holds 0, or when there
 * is none. */
const char *comparison_verdict(const struct ardey_comparison_row *row);

#endif
