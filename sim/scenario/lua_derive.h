// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_DERIVE_H
#define SCENARIO_LUA_DERIVE_H

struct lua_State;

/** From which file a scenario's table comes. A scenario that starts with `require "weekday"`, or
 * with `ardey.derive(require "weekday", ...)`, can so be compared with the weekday. */

/** Makes what remembers it. Raises Lua errors. */
void lua_derive_prepare(struct lua_State *state);

/** Remembers that the value at the top of the stack came from the file `path`; only of tables. The
 * last file that returned it counts. Raises Lua errors. */
void lua_derive_remember(struct lua_State *state, const char *path);

/** The file that the table at `index` comes from, or NULL; lives as long as the Lua state. */
const char *lua_derive_origin(struct lua_State *state, int index);

/** `ardey.derive(base, changes)`: a new table with what both say. Tables with names inside are
 * merged in the same way, entry by entry; other values of `changes` take the place of those of
 * `base`. The lists `measures` and `hooks` are joined, those of `base` first. Neither argument is
 * changed. The result comes from the file that `base` comes from. */
int lua_derive(struct lua_State *state);

#endif
