// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_VALIDATION_PRINT_H
#define CLI_VALIDATION_PRINT_H

#include "api/ardey.h"

#include <stdio.h>

enum validation_form { VALIDATION_LINES, VALIDATION_LIST, VALIDATION_MARKDOWN };

/** Prints validation rows one after the other. */
struct validation_printer {
    FILE *file;
    enum validation_form form;
    uint32_t row_count, failed_count, case_count;
    char last_name[128]; /**< case of the last row */
};

/** What stands before the first row; the page's head for Markdown. */
void validation_print_begin(struct validation_printer *printer);

/** One row; an `ardey_validation_put` whose self is the printer. */
void validation_print_row(void *self, const struct ardey_validation_row *row);

/** The count at the end. */
void validation_print_end(struct validation_printer *printer);

#endif
