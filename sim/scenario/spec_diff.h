// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SPEC_DIFF_H
#define SCENARIO_SPEC_DIFF_H

#include "base/page.h"
#include "scenario/spec.h"

/** What is different between two scenarios. */

enum difference_kind {
    DIFFERENCE_PARAMETER,     /**< `before` and `after` with units */
    DIFFERENCE_CELL,          /**< of a row that both have: `column`, `before`, `after` */
    DIFFERENCE_ROW_ADDED,     /**< `after`: the row */
    DIFFERENCE_ROW_REMOVED,   /**< `before`: the row */
    DIFFERENCE_MEASURE_ADDED, /**< `after`: its parameters */
    DIFFERENCE_MEASURE_REMOVED,
    DIFFERENCE_MEASURE_ORDER /**< the same measures, one after the other in another order */
};

struct difference {
    enum difference_kind kind;
    const char *where;          /**< "road.patience", "transit.lines", or the kind of measure */
    const char *row, *column;   /**< of a table: its key "RB53", and the column; else "" */
    const char *before, *after; /**< "" where there is none */
};

/** In the order of groups, fields, tables, rows of the first and then of the second scenario;
 * measures come last. Initialise with `{0}`. */
struct differences {
    struct difference *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
    struct text_arena text;
};

/** Compares two specs, appending to `out`: parameters; rows of tables, which are the same row when
 * the fewest first columns that tell all rows of both apart are equal (rows that are equal in all
 * of them are counted); measures as they are written. Give specs of `scenario_read_plain`, so that
 * what measures do to tables is not told twice. Of a streamed table only the path is compared.
 * O(rows x columns). STATUS_RESOURCE. */
enum status spec_diff(const struct spec *before, const struct spec *after, struct differences *out,
                      struct error *err);
void differences_deinit(struct differences *differences);

/** Adds the differences for people: a line each, long lists of rows cut short; or as a JSON object
 * with the lists `parameters`, `rows` and `measures`. */
void differences_print(const struct differences *differences, struct page *page);
void differences_print_json(const struct differences *differences, struct page *page);

#endif
