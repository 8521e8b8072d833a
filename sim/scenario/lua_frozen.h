// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_FROZEN_H
#define SCENARIO_LUA_FROZEN_H

#include <stddef.h>
#include <stdint.h>

struct lua_State;

/** What functions can reach, remembered value by value, to see later whether any of it has changed:
 * locals outside of them, tables behind those, globals, libraries. Initialise with `{0}`. */
struct lua_frozen {
    uint64_t *values; /**< [count] hashes in the order of the walk, mem_alloc memory */
    size_t count, capacity;
};

/** Walks over what the functions in the list at the top of the stack can reach, and remembers it.
 * O(values reached). Raises Lua errors, also for memory. */
void lua_frozen_take(struct lua_State *state, struct lua_frozen *frozen);

/** Walks again and pushes a text that names the variable behind the first value that differs ("the
 * local 'count'"), or nil when nothing does. */
void lua_frozen_compare(struct lua_State *state, const struct lua_frozen *frozen);

void lua_frozen_deinit(struct lua_frozen *frozen);

#endif
