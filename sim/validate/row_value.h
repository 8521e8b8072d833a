// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_ROW_VALUE_H
#define VALIDATE_ROW_VALUE_H

#include "base/names.h"
#include "kernel/record.h"

#include <math.h>
#include <string.h>

/** Values of a recorded row by the name of their column, as whoever reads results finds them. */

/** The column of a stream; NULL when the stream has no such column of that type. */
static inline const struct column *row_value_column(const struct record_kind *kind,
                                                    const char *name, enum column_type type)
{
    for (const struct column *column = kind->columns; column->name; column++)
        if (strcmp(column->name, name) == 0 && column->type == type)
            return column;
    return NULL;
}

/** NAN when there is none. */
static inline double row_value_number(const struct record_kind *kind, const void *row,
                                      const char *name)
{
    const struct column *column = row_value_column(kind, name, COLUMN_F64);
    double value = NAN;
    if (column)
        memcpy(&value, (const char *)row + column->offset, sizeof value);
    return value;
}

/** NONE when there is none, or the value is negative. */
static inline uint32_t row_value_id(const struct record_kind *kind, const void *row,
                                    const char *name)
{
    const struct column *column = row_value_column(kind, name, COLUMN_I32);
    int32_t id = -1;
    if (column)
        memcpy(&id, (const char *)row + column->offset, sizeof id);
    return id < 0 ? NONE : (uint32_t)id;
}

/** False when there is none. */
static inline bool row_value_flag(const struct record_kind *kind, const void *row, const char *name)
{
    const struct column *column = row_value_column(kind, name, COLUMN_I8);
    return column && ((const char *)row)[column->offset] != 0;
}

#endif
