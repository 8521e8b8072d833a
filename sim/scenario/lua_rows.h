// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_ROWS_H
#define SCENARIO_LUA_ROWS_H

#include "scenario/lua_field.h"
#include "scenario/source_file.h"

struct lua_State;

/** A table that a scenario gives as a list of rows in place of a path. */
struct lua_rows {
    struct lua_field_reader *values;
    const struct source_files *files;
    const char *group; /**< "network" */
    const struct table_kind *kind;
};

/** Reads the list at the top of the stack into `out`, whose rows then know the line where each was
 * written. Columns are fields of the rows, with plain numbers in the unit of the column's name, or
 * texts with a unit; `source`, `quality` and `note` may stand there and mean nothing. Findings:
 * STATUS_USAGE. The caller owns the table (`table_deinit`). */
void lua_rows_read(const struct lua_rows *reader, struct lua_State *state, struct table *out);

#endif
