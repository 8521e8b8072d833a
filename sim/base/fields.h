// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include "base/error.h"
#include "base/memory.h"
#include "base/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a field is stored in its struct. */
enum field_type {
    FIELD_TEXT,   /**< const char *, owned by the text arena of whoever reads */
    FIELD_REAL,   /**< double, SI */
    FIELD_INT,    /**< int64_t */
    FIELD_BOOL,   /**< bool */
    FIELD_CHOICE, /**< int: index into `choices` */
};

/** One field of a parameter group or of a table row. One table of these drives reading from Lua and
 * from CSV, the error texts, the reference page and the copy of all parameters in the results. */
struct field {
    const char *name; /**< key in Lua, column name in CSV */
    enum field_type type;
    enum quantity quantity; /**< of a FIELD_REAL */
    size_t offset;          /**< in the struct */
    bool optional;          /**< when absent: `standard` */
    double min, max;        /**< inclusive, SI; of FIELD_REAL and FIELD_INT; both 0: no bounds */
    const char *standard;   /**< text of the default; NULL: zero, false, "" or choice 0 */
    double scale; /**< factor from the text's plain number to SI (1/3.6 for a `_kmh` column); 0
                     means 1, and that a clock must be written as a time of day */
    const char *const *choices; /**< NULL-terminated, of a FIELD_CHOICE */
    const char *doc;            /**< one sentence */
    bool is_list; /**< a FIELD_TEXT of names with ';' between; in Lua also a list of texts */
};

/** A parameter of a scenario: a real number that may be left out. `text` is the default as an
 * author would write it. */
#define FIELD_PARAMETER(owner, key, member, kind, least, most, text, about)                        \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct owner, member), .optional = true, .min = least, .max = most,     \
        .standard = text, .doc = about                                                             \
    }

#define FIELD_END                                                                                  \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/** Stores `text` in the field of `target`, checked for type, unit, range and choice. `place` opens
 * the error text ("links.csv:17"). An empty text means absent: the default, or an error when
 * required. */
enum status field_set_text(const struct field *field, void *target, const char *text,
                           struct text_arena *arena, const char *place, struct error *err);

/** Same for a number that is already plain (a Lua number, in SI or in the field's own unit via
 * `scale`). */
enum status field_set_number(const struct field *field, void *target, double value,
                             const char *place, struct error *err);

/** Sets every field of `target` to its default. Required fields become zero. */
enum status fields_set_standard(const struct field *fields, void *target, struct text_arena *arena,
                                struct error *err);

/** The field called `name`, or NULL. */
const struct field *fields_find(const struct field *fields, const char *name);

/** The name of the field most similar to `name`, or NULL. */
const char *fields_suggest(const struct field *fields, const char *name);

/** Writes the value of `field` in `source` as text ("0.25", "true", "greenshields") into `out`. */
void field_print(const struct field *field, const void *source, char *out, size_t out_size);

/** The same with the unit that an author would write: "15 min", "07:30". */
void field_print_unit(const struct field *field, const void *source, char *out, size_t out_size);

/** A table of rows read from a file. Every row struct begins with `uint32_t line`, its line in the
 * file, or TABLE_LINE_MADE and more for a row that stands in no file. */
struct table {
    const char *path; /**< as shown in messages; owned by `text` */
    const struct field *fields;
    size_t row_size;
    void *rows; /**< [count] structs of `row_size` */
    uint32_t count;
    size_t capacity;
    struct text_arena text;
    const char **origins; /**< [origin_count] places where rows were made; owned by `text` */
    uint32_t origin_count;
    size_t origin_capacity;
};

/** The line of the rows that were made at `origins[0]`; the next place has the next number. */
#define TABLE_LINE_MADE 0x80000000u

/** Row `i` of the table as `const type *`. */
#define TABLE_ROW(table, type, i) ((const type *)(table)->rows + (i))

/** Appends a row of zeros that was made at `place` ("scenarios/x.lua:12: measures[3] (line)"),
 * which findings about it will name. The table must have its `row_size`. Rows may move.
 * STATUS_RESOURCE. */
enum status table_add_made_row(struct table *table, const char *place, void **out_row,
                               struct error *err);

/** How another row is named in a finding about a row: "line 17", or the place where it was made. */
struct line_text {
    char text[256];
};
struct line_text table_line_text(const struct table *table, uint32_t line);

/** Adds the finding "path:line: ..." about a row. */
enum status table_fail(const struct table *table, uint32_t line, struct error *err,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

void table_deinit(struct table *table);

/** A table that a layer reads: where it comes from and where it goes. Each layer lists its own. */
struct table_kind {
    const char *key; /**< name in the scenario: `nodes` in `roads.nodes` */
    const struct field *fields;
    size_t row_size;
    size_t offset;         /**< of the `struct table` in the layer's struct of tables */
    bool optional;         /**< an absent table is empty */
    const char *needed_by; /**< group of the scenario without which the table may be absent, too;
                              NULL: `optional` alone decides */
    bool is_streamed; /**< too large to be held: only its path is kept, and whoever uses it reads
                         it row by row */
};

#define TABLE_KIND_END                                                                             \
    {                                                                                              \
        .key = NULL                                                                                \
    }

#endif
