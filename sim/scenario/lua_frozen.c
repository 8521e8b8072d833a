// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_frozen.h"

#include "base/memory.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdbool.h>
#include <string.h>

#define HASH_START 14695981039346656037u
#define HASH_PRIME 1099511628211u

/** Stack: the list of objects to visit, their names, and which were met. */
enum { OBJECTS = 1, NAMES, MET, BASE };

struct walk {
    struct lua_frozen *taken;          /**< remembers, or NULL */
    const struct lua_frozen *compared; /**< is compared with, or NULL */
    size_t at;
    lua_Integer object_count;
    bool has_changed;
};

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * HASH_PRIME;
    return hash;
}

/** Of the value at `index`; of a table or a function: that it is this one. */
static uint64_t hash_value(lua_State *state, int index)
{
    int type = lua_type(state, index);
    uint64_t hash = hash_bytes(HASH_START, &type, sizeof type);
    size_t size;
    if (type == LUA_TBOOLEAN) {
        int truth = lua_toboolean(state, index);
        return hash_bytes(hash, &truth, sizeof truth);
    }
    if (type == LUA_TNUMBER && lua_isinteger(state, index)) {
        lua_Integer whole = lua_tointeger(state, index);
        return hash_bytes(hash, &whole, sizeof whole);
    }
    if (type == LUA_TNUMBER) {
        double real = lua_tonumber(state, index);
        return hash_bytes(hash ^ 1, &real, sizeof real);
    }
    if (type == LUA_TSTRING) {
        const char *text = lua_tolstring(state, index, &size);
        return hash_bytes(hash, text, size);
    }
    const void *address = lua_topointer(state, index); /* is compared within this process only */
    return hash_bytes(hash, &address, sizeof address);
}

/** Whether this value, the next of the walk, is as it was. */
static void walk_value(struct walk *walk, lua_State *state, int index)
{
    uint64_t hash = hash_value(state, index);
    struct lua_frozen *taken = walk->taken;
    struct error err = {0};
    if (taken) {
        if (MEM_RESERVE(&taken->values, &taken->capacity, taken->count + 1, &err) != STATUS_OK)
            luaL_error(state, "out of memory");
        taken->values[taken->count++] = hash;
    } else if (walk->at >= walk->compared->count || walk->compared->values[walk->at] != hash) {
        walk->has_changed = true;
    }
    walk->at++;
}

/** Adds the table or function at the top to what is to be visited, under the name `name`, and pops
 * it. */
static void walk_add(struct walk *walk, lua_State *state, const char *name)
{
    int type = lua_type(state, -1);
    if (type == LUA_TTABLE || type == LUA_TFUNCTION) {
        lua_pushvalue(state, -1);
        if (lua_rawget(state, MET) == LUA_TNIL) {
            lua_pushvalue(state, -2);
            lua_pushboolean(state, 1);
            lua_rawset(state, MET);
            lua_pushvalue(state, -2);
            lua_rawseti(state, OBJECTS, ++walk->object_count);
            lua_pushstring(state, name);
            lua_rawseti(state, NAMES, walk->object_count);
        }
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
}

/** The variables outside of the function at the top. */
static void walk_function(struct walk *walk, lua_State *state, const char *name)
{
    int function = lua_gettop(state);
    for (int i = 1; !walk->has_changed; i++) {
        const char *variable = lua_getupvalue(state, function, i);
        if (!variable)
            return;
        walk_value(walk, state, -1);
        const char *shown = name;
        if (variable[0] != '\0' && strcmp(variable, "_ENV") != 0)
            shown = lua_pushfstring(state, "the local '%s'", variable);
        else
            lua_pushstring(state, name);
        if (walk->has_changed)
            return; /* the name is at the top */
        lua_insert(state, -2);
        walk_add(walk, state, shown);
        lua_pop(state, 1);
    }
}

/** The entries of the table at the top. */
static void walk_table(struct walk *walk, lua_State *state, const char *name)
{
    int table = lua_gettop(state);
    if (lua_getmetatable(state, table))
        walk_add(walk, state, name);
    lua_pushnil(state);
    while (lua_next(state, table)) {
        const char *shown = name;
        bool is_name = lua_type(state, -2) == LUA_TSTRING;
        /* An environment leads to the one behind it by its metatable. */
        if (name[0] == '\0' && is_name && strncmp(lua_tostring(state, -2), "__", 2) != 0)
            shown = lua_pushfstring(state, "the global '%s'", lua_tostring(state, -2));
        else
            lua_pushstring(state, name);
        lua_insert(state, -2); /* key, name, value */
        walk_value(walk, state, -3);
        walk_value(walk, state, -1);
        if (walk->has_changed) {
            lua_pop(state, 1);
            return;
        }
        walk_add(walk, state, shown);
        lua_pop(state, 1);
    }
    /* A mark, so that the last entry that is gone is not taken for a change of the next table. */
    lua_pushinteger(state, (lua_Integer)walk->object_count);
    walk_value(walk, state, -1);
    lua_pop(state, 1);
    if (walk->has_changed)
        lua_pushstring(state, name);
}

/** Leaves the name of what has changed at the top, if something has. The list is at the top before,
 * and at OBJECTS afterwards. */
static void walk_all(struct walk *walk, lua_State *state)
{
    lua_Integer functions = (lua_Integer)lua_rawlen(state, -1);
    int list = lua_gettop(state);
    lua_newtable(state);
    lua_newtable(state);
    lua_newtable(state);
    lua_rotate(state, list, -1); /* objects, names, met, list */
    for (lua_Integer i = 1; i <= functions; i++) {
        lua_rawgeti(state, BASE, i);
        walk_add(walk, state, "");
    }
    for (lua_Integer i = 1; i <= walk->object_count && !walk->has_changed; i++) {
        lua_rawgeti(state, NAMES, i);
        const char *name = lua_tostring(state, -1);
        lua_rawgeti(state, OBJECTS, i);
        if (lua_type(state, -1) == LUA_TTABLE)
            walk_table(walk, state, name);
        else
            walk_function(walk, state, name);
        if (!walk->has_changed)
            lua_settop(state, BASE);
    }
    if (walk->compared && walk->at != walk->compared->count && !walk->has_changed) {
        walk->has_changed = true;
        lua_pushliteral(state, "a variable");
    }
}

/** The walk needs the list at index 1: nothing else may be below. */
static void walk_begin(lua_State *state)
{
    lua_insert(state, 1);
    lua_settop(state, 1);
}

void lua_frozen_take(struct lua_State *state, struct lua_frozen *frozen)
{
    struct walk walk = {.taken = frozen};
    frozen->count = 0;
    walk_begin(state);
    walk_all(&walk, state);
    lua_settop(state, 0);
}

void lua_frozen_compare(struct lua_State *state, const struct lua_frozen *frozen)
{
    struct walk walk = {.compared = frozen};
    walk_begin(state);
    walk_all(&walk, state);
    if (!walk.has_changed)
        lua_pushnil(state);
    else if (lua_rawlen(state, -1) == 0)
        lua_pushliteral(state, "a global");
    lua_insert(state, 1);
    lua_settop(state, 1);
}

void lua_frozen_deinit(struct lua_frozen *frozen)
{
    mem_free(frozen->values);
    *frozen = (struct lua_frozen){0};
}
