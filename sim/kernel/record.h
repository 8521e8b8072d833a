// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_RECORD_H
#define KERNEL_RECORD_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum column_type { COLUMN_I8, COLUMN_I16, COLUMN_I32, COLUMN_I64, COLUMN_F32, COLUMN_F64 };

/** One column of a record, as an analyst will see it. */
struct column {
    const char *name;
    enum column_type type;
    size_t offset;         /**< in the row struct */
    const char *units;     /**< "s", "m", "m s-1", "1", RECORD_CLOCK; NULL for codes and ids */
    const char *long_name; /**< one sentence without a full stop */
    const char *const
        *flags; /**< NULL-terminated meanings of 0, 1, 2 ... of an I8 code; else NULL */
    const char
        *names_of; /**< path of the table that the ids count in ("network/links"); else NULL */
};

/** `units` of a column that holds a time of day in seconds since midnight of the simulated day. */
#define RECORD_CLOCK "clock"

/** The description of one stream of rows: what a model lists about its output, without knowing
 * files. Rows are plain structs; models hand them over, the results layer stores the columns. */
struct record_kind {
    const char *group; /**< path in the result file: "trips" */
    const char *index; /**< name of the row dimension: "trip" */
    const char *long_name;
    const struct column *columns; /**< ends with a column whose name is NULL */
    size_t row_size;              /**< bytes of the row struct, at most RECORD_ROW_MAX */
};

#define RECORD_ROW_MAX 128

/** Where committed rows go, in their final order. `put` copies the row before it returns. */
struct record_sink {
    void *self;
    enum status (*put)(void *self, const struct record_kind *kind, const void *row,
                       struct error *err);
    /** Optional: all rows before the time that the kernel has reached have come. */
    enum status (*turn)(void *self, struct error *err);
};

/** A `put` for runs without results: rows go nowhere. */
enum status record_drop(void *self, const struct record_kind *kind, const void *row,
                        struct error *err);

#endif
