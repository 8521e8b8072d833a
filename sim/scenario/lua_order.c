// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdlib.h>
#include <string.h>

/** Lua's own order of string keys follows a hash with a random seed: the same scenario could read
 * differently every time. So the keys of a table are sorted before they are handed out. */
struct order_key {
    int type; /**< LUA_TBOOLEAN < LUA_TNUMBER < LUA_TSTRING, as Lua numbers its types */
    double number;
    lua_Integer integer; /**< breaks ties between large whole numbers */
    const char *text;
    size_t size;
};

static int order_compare(const void *left, const void *right)
{
    const struct order_key *a = left, *b = right;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->type != LUA_TSTRING) {
        if (a->number != b->number)
            return a->number < b->number ? -1 : 1;
        return (a->integer > b->integer) - (a->integer < b->integer);
    }
    size_t shared = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->text, b->text, shared);
    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

/** Reads the key at `index` without changing it. */
static struct order_key order_key_at(lua_State *state, int index)
{
    struct order_key key = {.type = lua_type(state, index)};
    switch (key.type) {
    case LUA_TBOOLEAN:
        key.number = lua_toboolean(state, index);
        break;
    case LUA_TNUMBER:
        key.number = lua_tonumber(state, index);
        if (lua_isinteger(state, index))
            key.integer = lua_tointeger(state, index);
        break;
    case LUA_TSTRING:
        key.text = lua_tolstring(state, index, &key.size);
        break;
    default:
        luaL_error(state,
                   "the entries of a table with a %s as key have no fixed order; keys must be "
                   "numbers, strings or booleans",
                   lua_typename(state, key.type));
    }
    return key;
}

static void order_push(lua_State *state, const struct order_key *key)
{
    if (key->type == LUA_TBOOLEAN)
        lua_pushboolean(state, key->number != 0);
    else if (key->type == LUA_TSTRING)
        lua_pushlstring(state, key->text, key->size);
    else if (key->integer != 0 || key->number == 0)
        lua_pushinteger(state, key->integer);
    else
        lua_pushnumber(state, key->number);
}

static size_t order_count(lua_State *state, int table)
{
    size_t count = 0;
    lua_pushnil(state);
    while (lua_next(state, table)) {
        lua_pop(state, 1);
        count++;
    }
    return count;
}

/** Upvalues: table, sorted keys, how many were handed out. */
static int order_step(lua_State *state)
{
    lua_Integer at = lua_tointeger(state, lua_upvalueindex(3));
    for (;;) {
        at++;
        if (lua_rawgeti(state, lua_upvalueindex(2), at) == LUA_TNIL)
            return 1;
        lua_pushvalue(state, -1);
        /* An entry that the loop has removed meanwhile is passed over. */
        if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
            break;
        lua_pop(state, 2);
    }
    lua_pushinteger(state, at);
    lua_replace(state, lua_upvalueindex(3));
    return 2;
}

int lua_order_pairs(struct lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 1);
    size_t count = order_count(state, 1);
    lua_sandbox_charge(state, (double)count);

    /* Memory of Lua, so that an error while it is in use leaves nothing behind. */
    struct order_key *keys = lua_newuserdatauv(state, (count + 1) * sizeof *keys, 0);
    size_t used = 0;
    lua_pushnil(state);
    while (lua_next(state, 1)) {
        lua_pop(state, 1);
        keys[used++] = order_key_at(state, -1);
    }
    qsort(keys, used, sizeof *keys, order_compare);

    lua_createtable(state, (int)used, 0);
    for (size_t i = 0; i < used; i++) {
        order_push(state, &keys[i]);
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
    lua_pushvalue(state, 1);
    lua_insert(state, -2);
    lua_pushinteger(state, 0);
    lua_pushcclosure(state, order_step, 3);
    return 1;
}

int lua_order_next(struct lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 2);
    bool is_first = lua_isnil(state, 2), has_best = false;
    struct order_key after = {0}, best = {0};
    if (!is_first)
        after = order_key_at(state, 2);
    lua_sandbox_charge(state, (double)order_count(state, 1));

    lua_pushnil(state);
    while (lua_next(state, 1)) {
        lua_pop(state, 1);
        struct order_key key = order_key_at(state, -1);
        if ((is_first || order_compare(&key, &after) > 0) &&
            (!has_best || order_compare(&key, &best) < 0)) {
            best = key;
            has_best = true;
        }
    }
    if (!has_best) {
        lua_pushnil(state);
        return 1;
    }
    order_push(state, &best);
    lua_pushvalue(state, -1);
    lua_rawget(state, 1);
    return 2;
}

int lua_ordered_begin(struct lua_State *state, int index)
{
    index = lua_absindex(state, index);
    luaL_checkstack(state, 8, "tables are nested too deeply");
    lua_pushcfunction(state, lua_order_pairs);
    lua_pushvalue(state, index);
    lua_call(state, 1, 3);
    return lua_gettop(state) - 2;
}

bool lua_ordered_step(struct lua_State *state, int walk)
{
    lua_pushvalue(state, walk);
    lua_pushvalue(state, walk + 1);
    lua_pushvalue(state, walk + 2);
    lua_call(state, 2, 2);
    if (lua_isnil(state, -2)) {
        lua_pop(state, 2);
        return false;
    }
    lua_pushvalue(state, -2);
    lua_replace(state, walk + 2);
    return true;
}
