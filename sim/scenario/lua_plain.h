// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_PLAIN_H
#define SCENARIO_LUA_PLAIN_H

#include "base/error.h"

#include <stddef.h>

struct lua_State;

/** Plain data of Lua as bytes: nil, booleans, whole and other numbers, texts, and tables of them
 * with booleans, numbers and texts as keys. No functions, no metatables, no table twice, at most 32
 * levels and 1 MiB. */
struct plain_bytes {
    unsigned char *bytes; /**< mem_alloc memory of the caller, also after an error */
    size_t size, capacity;
};

#define PLAIN_BYTES_MAX ((size_t)1 << 20)

/** Appends the value at the top of the stack, which is called `name` in errors. Equal contents give
 * equal bytes. Raises a Lua error that begins with `place` and names what is not plain. */
void lua_plain_write(struct lua_State *state, const char *place, const char *name,
                     struct plain_bytes *out);

/** Pushes the value that `size` bytes hold; nothing else may be in them. STATUS_DATA when they are
 * no such value (nothing is pushed then). Raises Lua errors for memory. */
enum status lua_plain_read(struct lua_State *state, const unsigned char *bytes, size_t size,
                           struct error *err);

#endif
