// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_literal.h"

#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX   16
#define NUMBER_SIZE 64

static void push_text(lua_State *state, int index)
{
    size_t size;
    luaL_Buffer buffer;
    const char *text = lua_tolstring(state, index, &size);
    luaL_buffinit(state, &buffer);
    luaL_addchar(&buffer, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        char code[8];
        if (byte == '"' || byte == '\\')
            luaL_addchar(&buffer, '\\');
        if (byte < ' ' || byte == 127) {
            snprintf(code, sizeof code, "\\%03u", byte);
            luaL_addstring(&buffer, code);
        } else {
            luaL_addchar(&buffer, (char)byte);
        }
    }
    luaL_addchar(&buffer, '"');
    luaL_pushresult(&buffer);
}

static void push_number(lua_State *state, int index, const char *place)
{
    char text[NUMBER_SIZE];
    double value = lua_tonumber(state, index);
    if (!lua_isinteger(state, index) && !isfinite(value))
        luaL_error(state, "%s: a number is not finite", place);
    if (lua_isinteger(state, index))
        snprintf(text, sizeof text, "%lld", (long long)lua_tointeger(state, index));
    else
        snprintf(text, sizeof text, "%.17g", value);
    lua_pushstring(state, text);
    if (!lua_isinteger(state, index) && strspn(text, "-0123456789") == strlen(text)) {
        lua_pushliteral(state, ".0"); /* it stays a float */
        lua_concat(state, 2);
    }
}

static void push_value(lua_State *state, int index, const char *place, int depth);

/** The entries in the order of `pairs`; the table stays where it is. */
static void push_table(lua_State *state, int index, const char *place, int depth)
{
    if (depth == DEPTH_MAX)
        luaL_error(state, "%s: tables are nested more than %d deep", place, DEPTH_MAX);
    if (lua_getmetatable(state, index))
        luaL_error(state, "%s: a table has a metatable, must be a plain table", place);
    luaL_checkstack(state, 8, place);
    lua_pushliteral(state, "{");
    int text = lua_gettop(state);
    int walk = lua_ordered_begin(state, index);
    while (lua_ordered_step(state, walk)) {
        int key = lua_gettop(state) - 1;
        lua_pushvalue(state, text);
        lua_pushliteral(state, "[");
        push_value(state, key, place, depth + 1);
        lua_pushliteral(state, "]=");
        push_value(state, key + 1, place, depth + 1);
        lua_pushliteral(state, ",");
        lua_concat(state, 6);
        lua_replace(state, text);
        lua_pop(state, 2);
    }
    lua_pushvalue(state, text);
    lua_pushliteral(state, "}");
    lua_concat(state, 2);
    lua_replace(state, text);
    lua_settop(state, text);
}

static void push_value(lua_State *state, int index, const char *place, int depth)
{
    switch (lua_type(state, index)) {
    case LUA_TSTRING:
        push_text(state, index);
        break;
    case LUA_TNUMBER:
        push_number(state, index, place);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(state, lua_toboolean(state, index) ? "true" : "false");
        break;
    case LUA_TTABLE:
        push_table(state, index, place, depth);
        break;
    default:
        luaL_error(state,
                   "%s: a %s cannot be written down, only texts, numbers, true, false and "
                   "tables of them",
                   place, luaL_typename(state, index));
    }
}

void lua_literal_push(struct lua_State *state, int index, const char *place)
{
    push_value(state, lua_absindex(state, index), place, 0);
}
