// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_CSV_HEADER_H
#define SCENARIO_CSV_HEADER_H

#include "base/fields.h"
#include "scenario/csv_line.h"
#include "scenario/findings.h"

/** What a column of a file means, besides the fields of the table. */
enum csv_role {
    CSV_FIELD,
    CSV_EVIDENCE, /**< source, quality: must be filled in every row */
    CSV_IGNORED
};

struct csv_column {
    enum csv_role role;
    const struct field *field; /**< of a CSV_FIELD */
    const char *name;
};

/** The columns that the first line of a file names. */
struct csv_header {
    struct csv_column columns[CSV_COLUMNS_MAX];
    uint32_t count;
    bool has_absent; /**< some optional field has no column */
};

/** Understands the first line: every field that is not optional, in any order, and `source`,
 * `quality`, `note` besides; `source` and `quality` only together. `place` ("links.csv:1") opens
 * the findings. False when the rows cannot be understood. */
bool csv_header_read(const struct csv_line *line, const struct field *fields, const char *place,
                     struct csv_header *out, struct findings *findings);

/** The column called `name`, or -1. */
int csv_header_find(const struct csv_header *header, const char *name);

#endif
