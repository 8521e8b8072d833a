// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_CSV_LINE_H
#define SCENARIO_CSV_LINE_H

#include "base/error.h"

#include <csv.h>
#include <stdint.h>

#define CSV_COLUMNS_MAX 128u

/** Cuts lines of CSV into cells, zero-terminated one after the other. */
struct csv_line {
    struct csv_parser parser;
    char *cells;
    size_t used, capacity;
    size_t starts[CSV_COLUMNS_MAX];
    uint32_t count; /**< cells of the line; may be more than are kept */
};

/** Must be given back with csv_line_deinit. */
void csv_line_init(struct csv_line *line);
void csv_line_deinit(struct csv_line *line);

/** Cuts the line of `size` bytes, without its end, into cells. `place` ("links.csv:17") opens the
 * error text: STATUS_DATA when a quote is misplaced, a carriage return stands inside or the text is
 * not UTF-8; STATUS_RESOURCE. O(size). */
enum status csv_line_split(struct csv_line *line, const char *bytes, size_t size, const char *place,
                           struct error *err);

/** Cell `column` of the line that was cut last. */
static inline const char *csv_line_cell(const struct csv_line *line, uint32_t column)
{
    return line->cells + line->starts[column];
}

#endif
