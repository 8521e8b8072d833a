// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_LITERAL_H
#define SCENARIO_LUA_LITERAL_H

struct lua_State;

/** Pushes Lua text that makes an equal of the value at `index`: a text, a number, true, false, or a
 * table of such without a metatable, whose names come in the order of their bytes. Raises a Lua
 * error that begins with `place` for anything else, and for tables deeper than 16. */
void lua_literal_push(struct lua_State *state, int index, const char *place);

#endif
