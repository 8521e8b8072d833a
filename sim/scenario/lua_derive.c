// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_derive.h"

#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 32

/** Key of the table from tables to paths in the registry. */
static const char origins_key;

void lua_derive_prepare(struct lua_State *state)
{
    lua_newtable(state);
    lua_newtable(state);
    lua_pushliteral(state, "k"); /* a table that nobody holds is forgotten */
    lua_setfield(state, -2, "__mode");
    lua_setmetatable(state, -2);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &origins_key);
}

void lua_derive_remember(struct lua_State *state, const char *path)
{
    if (lua_type(state, -1) != LUA_TTABLE)
        return;
    lua_rawgetp(state, LUA_REGISTRYINDEX, &origins_key);
    lua_pushvalue(state, -2);
    lua_pushstring(state, path);
    lua_rawset(state, -3);
    lua_pop(state, 1);
}

const char *lua_derive_origin(struct lua_State *state, int index)
{
    index = lua_absindex(state, index);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &origins_key);
    lua_pushvalue(state, index);
    lua_rawget(state, -2);
    const char *path = lua_tostring(state, -1);
    lua_pop(state, 2);
    return path;
}

/** A table that is merged entry by entry: no list, and no measure or other object. */
static bool is_group(lua_State *state, int index)
{
    if (lua_type(state, index) != LUA_TTABLE || lua_rawlen(state, index) > 0)
        return false;
    if (!lua_getmetatable(state, index))
        return true;
    lua_pop(state, 1);
    return false;
}

static void check_depth(lua_State *state, int depth)
{
    luaL_checkstack(state, 8, "derive");
    lua_sandbox_charge(state, 1);
    if (depth > DEPTH_MAX)
        luaL_error(state, "derive: the tables are nested more than %d deep", DEPTH_MAX);
}

/** Replaces the value at the top by a copy; measures and functions are values and stay. */
static void copy_value(lua_State *state, int depth)
{
    check_depth(state, depth);
    if (lua_type(state, -1) != LUA_TTABLE)
        return;
    if (lua_getmetatable(state, -1)) {
        lua_pop(state, 1);
        return;
    }
    int from = lua_gettop(state);
    lua_newtable(state);
    lua_pushnil(state);
    while (lua_next(state, from)) {
        lua_pushvalue(state, -2);
        lua_insert(state, -2);
        copy_value(state, depth + 1);
        lua_rawset(state, from + 1);
    }
    lua_remove(state, from);
}

/** Appends the entries of the list at the top to the list at `to`; the former stays. */
static void append(lua_State *state, int to)
{
    lua_Integer have = (lua_Integer)lua_rawlen(state, to),
                more = (lua_Integer)lua_rawlen(state, -1);
    lua_sandbox_charge(state, (double)more);
    for (lua_Integer i = 1; i <= more; i++) {
        lua_rawgeti(state, -1, i);
        lua_rawseti(state, to, have + i);
    }
}

static bool is_joined(lua_State *state, int depth)
{
    const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "";
    return depth == 0 && lua_type(state, -1) == LUA_TTABLE &&
           (strcmp(key, "measures") == 0 || strcmp(key, "hooks") == 0);
}

/** Merges the table at `from` into the one at `to`. */
static void merge(lua_State *state, int to, int from, int depth)
{
    check_depth(state, depth);
    lua_pushnil(state);
    while (lua_next(state, from)) {
        int value = lua_gettop(state);
        lua_pushvalue(state, -2);
        lua_rawget(state, to);
        lua_insert(state, value); /* key, present, new */
        bool is_present_list = lua_type(state, value) == LUA_TTABLE;
        lua_pushvalue(state, value - 1);
        lua_pushvalue(state, value + 1); /* key, present, new, key, new */
        if (is_joined(state, depth) && is_present_list) {
            append(state, value);
        } else if (is_group(state, value) && is_group(state, value + 1)) {
            merge(state, value, value + 1, depth + 1);
        } else {
            copy_value(state, depth + 1);
            lua_rawset(state, to);
        }
        lua_settop(state, value - 1);
    }
}

int lua_derive(struct lua_State *state)
{
    if (lua_gettop(state) != 2 || lua_type(state, 1) != LUA_TTABLE ||
        lua_type(state, 2) != LUA_TTABLE)
        return luaL_error(state, "ardey.derive takes two tables: ardey.derive(base, { ... })");
    for (int i = 1; i <= 2; i++)
        if (lua_getmetatable(state, i))
            return luaL_error(state, "ardey.derive takes plain tables, its %s one is a %s",
                              i == 1 ? "first" : "second",
                              luaL_getmetafield(state, i, "__metatable") == LUA_TSTRING
                                  ? lua_tostring(state, -1)
                                  : "table with a metatable");
    const char *origin = lua_derive_origin(state, 1);
    lua_pushvalue(state, 1);
    copy_value(state, 0);
    merge(state, 3, 2, 0);
    if (origin)
        lua_derive_remember(state, origin);
    return 1;
}
