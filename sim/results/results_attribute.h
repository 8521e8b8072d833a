// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_ATTRIBUTE_H
#define RESULTS_RESULTS_ATTRIBUTE_H

#include "results/results_file.h"

enum results_attribute_sort { RESULTS_TEXT, RESULTS_REAL, RESULTS_INT };

/** An attribute of a group, as the spool has it. `sort` says which value counts. */
struct results_attribute {
    uint32_t sort; /**< enum results_attribute_sort */
    const char *group, *name, *text;
    double real;
    int64_t integer;
};

/** Reads it from a frame; its texts lie in `bytes`. */
void results_attribute_read(const struct results_frame *frame, const char *bytes,
                            struct results_attribute *out);

#endif
