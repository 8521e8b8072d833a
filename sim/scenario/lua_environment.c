// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <string.h>

/** In the registry: a list of the environments of all files that were run. */
#define ENVIRONMENTS "environments"

void lua_environment_load(struct lua_State *state, const struct source_file *file)
{
    lua_pushfstring(state, "@%s", file->path);
    if (luaL_loadbufferx(state, file->text, file->size, lua_tostring(state, -1), "t") != LUA_OK) {
        /* Braces nested too deeply overflow the parser's stack, which says so without a place. */
        if (!strchr(lua_tostring(state, -1), ':'))
            lua_pushfstring(state, "%s:1: the file cannot be parsed: %s", file->path,
                            lua_tostring(state, -1));
        if (strstr(lua_tostring(state, -1), "near 'until'"))
            lua_pushfstring(state,
                            "%s (until is a word of Lua; measures end with to, other tables write "
                            "[\"until\"] = ...)",
                            lua_tostring(state, -1));
        lua_error(state);
    }
    lua_remove(state, -2);
}

void lua_environment_push(struct lua_State *state, const char *folder)
{
    int shared = lua_gettop(state);
    lua_newtable(state);
    lua_pushstring(state, folder);
    lua_setfield(state, -2, "here");
    lua_newtable(state);
    lua_pushvalue(state, shared);
    lua_setfield(state, -2, "__index");
    lua_setmetatable(state, -2);
    luaL_getsubtable(state, LUA_REGISTRYINDEX, ENVIRONMENTS);
    lua_pushvalue(state, -2);
    lua_rawseti(state, -2, (lua_Integer)lua_rawlen(state, -2) + 1);
    lua_pop(state, 1);
    lua_remove(state, shared);
}

static int frozen_newindex(lua_State *state)
{
    return luaL_error(state, "a hook cannot set the global '%s'; keep it in `state`",
                      luaL_tolstring(state, 2, NULL));
}

/** The names of the environment at the top move to a table behind it, so that setting one is seen.
 */
static void environment_freeze(lua_State *state)
{
    int environment = lua_gettop(state);
    lua_newtable(state);
    lua_pushnil(state);
    while (lua_next(state, environment)) {
        lua_pushvalue(state, -2);
        lua_insert(state, -2);
        lua_rawset(state, environment + 1);
        lua_pushvalue(state, -1);
        lua_pushnil(state);
        lua_rawset(state, environment); /* removing while going through is allowed */
    }
    lua_getmetatable(state, environment); /* knows what all files share */
    lua_setmetatable(state, environment + 1);
    lua_createtable(state, 0, 2);
    lua_pushvalue(state, environment + 1);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, frozen_newindex);
    lua_setfield(state, -2, "__newindex");
    lua_setmetatable(state, environment);
    lua_settop(state, environment);
}

void lua_environment_freeze(struct lua_State *state)
{
    luaL_getsubtable(state, LUA_REGISTRYINDEX, ENVIRONMENTS);
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(state, -1); i++) {
        lua_rawgeti(state, -1, i);
        environment_freeze(state);
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
}
