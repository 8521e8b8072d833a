// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_RANDOM_H
#define SCENARIO_LUA_RANDOM_H

#include <stdint.h>

struct lua_State;

/** Random numbers of scenarios: pure functions of a seed, a name and a whole number, so that
 * nothing is to be remembered and one use never shifts another. */

/** Pushes a number from 0 to below 1; the name is at `index`, behind it the number (0 when it is
 * left out). Raises Lua errors for other types. */
void lua_random_push(struct lua_State *state, uint64_t seed, int index);

/** `ardey.random(seed, name, number)`. */
int lua_random(struct lua_State *state);

#endif
