// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_ARDEY_H
#define SCENARIO_LUA_ARDEY_H

#include "scenario/measure.h"

struct lua_State;

/** Puts the table `ardey` into the table at the top of the stack: `ardey.derive`, and a constructor
 * for each kind of measure, `ardey.headway { ... }`. The latter returns its table as a measure that
 * knows its kind and the line of the call, also in a loop or in another file. Raises Lua errors. */
void lua_ardey_fill(struct lua_State *state);

/** What a constructor remembered of a measure. */
struct lua_measure_origin {
    const struct measure_kind *kind;
    const char *path; /**< of the Lua file; lives as long as the measure */
    uint32_t line;
};

/** Whether the value at `index` is a measure, and which. */
bool lua_measure_origin(struct lua_State *state, int index, struct lua_measure_origin *out);

#endif
