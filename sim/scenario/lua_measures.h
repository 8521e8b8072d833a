// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_MEASURES_H
#define SCENARIO_LUA_MEASURES_H

#include "scenario/lua_field.h"
#include "scenario/measure.h"
#include "scenario/source_file.h"

/** Where measures are read to. */
struct lua_measures {
    struct lua_field_reader *values;
    const struct source_files *files;
    struct measures *out;
};

/** Reads the list of measures at the top of the stack, which stands at `place`. A list inside the
 * list is read as if its entries stood there. Findings (STATUS_USAGE) name the line of the
 * constructor, or of the field inside it, and the number of the measure. */
void lua_measures_read(struct lua_measures *reader, struct lua_State *state, const char *place);

#endif
