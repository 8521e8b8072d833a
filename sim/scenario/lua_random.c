// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_random.h"

#include "kernel/random.h"

#include <lauxlib.h>
#include <lua.h>

#define HASH_START 2166136261u
#define HASH_PRIME 16777619u

void lua_random_push(struct lua_State *state, uint64_t seed, int index)
{
    size_t size;
    struct random_stream stream;
    const char *name = luaL_checklstring(state, index, &size);
    uint64_t number = (uint64_t)luaL_optinteger(state, index + 1, 0);
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)name[i]) * HASH_PRIME;
    hash = (hash ^ (uint32_t)(number >> 32)) * HASH_PRIME;
    random_stream_init(&stream, seed, hash, RANDOM_LUA);
    stream.counter[1] = (uint32_t)number;
    lua_pushnumber(state, random_unit(&stream));
}

int lua_random(struct lua_State *state)
{
    if (!lua_isinteger(state, 1) || lua_type(state, 2) != LUA_TSTRING)
        return luaL_error(state,
                          "write it like ardey.random(seed, \"shops\", 1): a whole number, a "
                          "name, and the number of the draw");
    lua_random_push(state, (uint64_t)lua_tointeger(state, 1), 2);
    return 1;
}
