// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_FEED_TABLE_H
#define IMPORT_FEED_TABLE_H

#include "import/feed_source.h"
#include "import/import_report.h"

#include <csv.h>
#include <stdbool.h>
#include <stdint.h>

#define FEED_COLUMNS_MAX 16u
#define FEED_ROW_MAX     ((size_t)1 << 20) /**< bytes of the longest row */

/** A CSV file of a feed, read row by row: with or without a byte-order mark, LF, CRLF or CR, empty
 * lines, quoted cells with line breaks inside, columns in any order and unknown ones among them. */
struct feed_table {
    const char *name;                    /**< "stops.txt" */
    bool is_there;                       /**< the feed has the file */
    uint32_t line;                       /**< where the row of `feed_table_next` begins */
    const char *cells[FEED_COLUMNS_MAX]; /**< of the row; "" where the file has no such column */

    struct import_report *report;
    struct csv_parser parser;
    bool has_parser, has_row;
    bool is_blank; /**< no cell of the row has a character */
    char *text;    /**< the file */
    size_t size, next;
    uint32_t line_next;
    char *bytes; /**< the cells of the row, zero-terminated one after the other */
    size_t used, capacity;
    uint32_t cell_count;               /**< of the row */
    size_t starts[FEED_COLUMNS_MAX];   /**< of the wanted cells in `bytes` */
    int32_t sources[FEED_COLUMNS_MAX]; /**< column of the file, or -1 */
    const char *const *columns;        /**< wanted, NULL-terminated */
    bool is_out_of_memory, is_header;
};

/** What is wanted of a file. */
struct feed_form {
    const char *name;
    const char *const *columns; /**< NULL-terminated, at most FEED_COLUMNS_MAX */
    uint32_t required_count;    /**< so many of the first columns must exist */
    bool is_required;           /**< the feed must have the file */
};

/** Opens a file of a feed; `table->report` is set. A file that is not there gives no rows, unless
 * it is required. STATUS_DATA with "stops.txt:1: column 'stop_id' is missing". To be closed in any
 * case. */
enum status feed_table_open(struct feed_source *source, const struct feed_form *form,
                            struct feed_table *table, struct error *err);
void feed_table_close(struct feed_table *table);

/** Reads the next row into `cells`, which live until the next call. `*out_is_row` is false at the
 * end. Rows with misplaced quotes are counted in the report and passed over; STATUS_DATA for a row
 * of more than FEED_ROW_MAX bytes or a quote that never ends. */
enum status feed_table_next(struct feed_table *table, bool *out_is_row, struct error *err);

#endif
