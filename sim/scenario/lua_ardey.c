// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_ardey.h"

#include "base/names.h"
#include "scenario/lua_derive.h"
#include "scenario/lua_random.h"

#include <lauxlib.h>
#include <lua.h>

#define CANDIDATES_MAX 64u

/** Marks metatables of measures: scenarios cannot make such a key. */
static const char measure_key;

/** `ardey.headway { ... }`; upvalue 1: the kind. */
static int ardey_construct(lua_State *state)
{
    const struct measure_kind *kind = lua_touserdata(state, lua_upvalueindex(1));
    lua_Debug caller;
    if (lua_gettop(state) != 1 || lua_type(state, 1) != LUA_TTABLE)
        return luaL_error(state, "ardey.%s takes a table: ardey.%s { ... }", kind->name,
                          kind->name);
    if (lua_getmetatable(state, 1))
        return luaL_error(state, "ardey.%s takes a plain table, this one has a metatable",
                          kind->name);
    lua_newtable(state);
    lua_pushlightuserdata(state, (void *)(uintptr_t)kind);
    lua_rawsetp(state, 2, &measure_key);
    bool is_known = lua_getstack(state, 1, &caller) && lua_getinfo(state, "Sl", &caller);
    lua_pushstring(state, is_known && caller.source[0] == '@' ? caller.source + 1 : "?");
    lua_setfield(state, 2, "path");
    lua_pushinteger(state, is_known && caller.currentline > 0 ? caller.currentline : 0);
    lua_setfield(state, 2, "line");
    /* What it remembers can be neither seen nor changed. */
    lua_pushfstring(state, "measure %s", kind->name);
    lua_setfield(state, 2, "__metatable");
    lua_setmetatable(state, 1);
    return 1;
}

bool lua_measure_origin(struct lua_State *state, int index, struct lua_measure_origin *out)
{
    if (lua_type(state, index) != LUA_TTABLE || !lua_getmetatable(state, index))
        return false;
    bool is_measure = lua_rawgetp(state, -1, &measure_key) == LUA_TLIGHTUSERDATA;
    if (is_measure) {
        out->kind = lua_touserdata(state, -1);
        lua_getfield(state, -2, "path");
        out->path = lua_tostring(state, -1);
        lua_getfield(state, -3, "line");
        out->line = (uint32_t)lua_tointeger(state, -1);
        lua_pop(state, 2);
    }
    lua_pop(state, 2);
    return is_measure;
}

/** `ardey.headwy`: a word that is not there is a mistake, not nil. */
static int ardey_index(lua_State *state)
{
    const char *names[CANDIDATES_MAX];
    uint32_t count = 0;
    const char *key = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "?";
    lua_pushnil(state);
    while (count < CANDIDATES_MAX && lua_next(state, 1)) {
        lua_pop(state, 1);
        names[count++] = lua_tostring(state, -1);
    }
    const char *similar = text_suggest(names, count, key);
    if (similar)
        return luaL_error(state, "ardey has no '%s', did you mean '%s'?", key, similar);
    return luaL_error(state, "ardey has no '%s'", key);
}

void lua_ardey_fill(struct lua_State *state)
{
    lua_derive_prepare(state);
    lua_newtable(state);
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        lua_pushlightuserdata(state, (void *)(uintptr_t)*kind);
        lua_pushcclosure(state, ardey_construct, 1);
        lua_setfield(state, -2, (*kind)->name);
    }
    lua_pushcfunction(state, lua_derive);
    lua_setfield(state, -2, "derive");
    lua_pushcfunction(state, lua_random);
    lua_setfield(state, -2, "random");
    lua_newtable(state);
    lua_pushcfunction(state, ardey_index);
    lua_setfield(state, -2, "__index");
    lua_pushliteral(state, "ardey");
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_setfield(state, -2, "ardey");
}
