// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_plain.h"

#include "base/memory.h"
#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LEVELS_MAX 32
#define PATH_SIZE  200

/** First byte of a value. */
enum plain_tag {
    PLAIN_NIL = 'n',
    PLAIN_FALSE = 'f',
    PLAIN_TRUE = 't',
    PLAIN_WHOLE = 'i',
    PLAIN_REAL = 'd',
    PLAIN_TEXT = 's',
    PLAIN_TABLE = '{'
};

struct plain_writer {
    struct plain_bytes *out;
    const char *place;    /**< begins error texts */
    char path[PATH_SIZE]; /**< of the value that is being written: "state.queue[3]" */
    int seen;             /**< stack index of the tables met: table -> path */
};

static void write_bytes(struct plain_writer *writer, lua_State *state, const void *bytes,
                        size_t size)
{
    struct plain_bytes *out = writer->out;
    struct error err = {0};
    if (out->size + size > PLAIN_BYTES_MAX)
        luaL_error(state, "%s: %s: more than 1 MiB of data", writer->place, writer->path);
    if (MEM_RESERVE(&out->bytes, &out->capacity, out->size + size + 1, &err) != STATUS_OK)
        luaL_error(state, "%s: %s: out of memory", writer->place, writer->path);
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
}

static void write_tag(struct plain_writer *writer, lua_State *state, enum plain_tag tag)
{
    unsigned char byte = (unsigned char)tag;
    write_bytes(writer, state, &byte, 1);
}

/** A number that is written as it lies in memory, after its tag. */
static void write_number(struct plain_writer *writer, lua_State *state, int index)
{
    if (lua_isinteger(state, index)) {
        int64_t whole = lua_tointeger(state, index);
        write_tag(writer, state, PLAIN_WHOLE);
        write_bytes(writer, state, &whole, sizeof whole);
    } else {
        double real = lua_tonumber(state, index);
        write_tag(writer, state, PLAIN_REAL);
        write_bytes(writer, state, &real, sizeof real);
    }
}

static void write_text(struct plain_writer *writer, lua_State *state, int index)
{
    size_t size;
    const char *text = lua_tolstring(state, index, &size);
    uint64_t length = size;
    write_tag(writer, state, PLAIN_TEXT);
    write_bytes(writer, state, &length, sizeof length);
    write_bytes(writer, state, text, size);
}

static void write_value(struct plain_writer *writer, lua_State *state, int level);

/** Adds ".key" or "[key]" to the path. */
static void path_add(struct plain_writer *writer, lua_State *state, int key)
{
    size_t used = strlen(writer->path), left = PATH_SIZE - used;
    if (lua_type(state, key) == LUA_TSTRING)
        snprintf(writer->path + used, left, ".%.60s", lua_tostring(state, key));
    else if (lua_type(state, key) == LUA_TNUMBER)
        snprintf(writer->path + used, left, "[%.14g]", lua_tonumber(state, key));
    else
        snprintf(writer->path + used, left, "[%s]", lua_toboolean(state, key) ? "true" : "false");
}

/** Keys that a fixed order can be told of. */
static void table_check_keys(struct plain_writer *writer, lua_State *state, int table)
{
    lua_pushnil(state);
    while (lua_next(state, table)) {
        lua_pop(state, 1);
        int type = lua_type(state, -1);
        if (type != LUA_TBOOLEAN && type != LUA_TNUMBER && type != LUA_TSTRING)
            luaL_error(state, "%s: %s has a %s as key; keys must be numbers, texts, true or false",
                       writer->place, writer->path, lua_typename(state, type));
    }
}

/** A table can be told from another one afterwards only if it is met once. */
static void table_note(struct plain_writer *writer, lua_State *state, int table)
{
    lua_pushvalue(state, table);
    if (lua_rawget(state, writer->seen) != LUA_TNIL)
        luaL_error(state, "%s: %s is the same table as %s; every table may stand there once only",
                   writer->place, writer->path, lua_tostring(state, -1));
    lua_pop(state, 1);
    lua_pushvalue(state, table);
    lua_pushstring(state, writer->path);
    lua_rawset(state, writer->seen);
}

static void write_table(struct plain_writer *writer, lua_State *state, int level)
{
    int table = lua_gettop(state);
    if (level >= LEVELS_MAX)
        luaL_error(state, "%s: %s: more than %d tables inside one another", writer->place,
                   writer->path, LEVELS_MAX);
    if (lua_getmetatable(state, table))
        luaL_error(state,
                   "%s: %s has a metatable; only plain data can be kept, so copy what you need",
                   writer->place, writer->path);
    table_note(writer, state, table);
    table_check_keys(writer, state, table);
    write_tag(writer, state, PLAIN_TABLE);
    size_t path_size = strlen(writer->path);
    luaL_checkstack(state, 8, NULL);
    lua_pushcfunction(state, lua_order_pairs);
    lua_pushvalue(state, table);
    lua_call(state, 1, 1);
    int step = lua_gettop(state);
    for (;;) {
        lua_pushvalue(state, step);
        lua_call(state, 0, 2);
        if (lua_isnil(state, -2))
            break;
        path_add(writer, state, -2);
        lua_insert(state, -2); /* value, key */
        write_value(writer, state, level + 1);
        lua_pop(state, 1);
        write_value(writer, state, level + 1);
        writer->path[path_size] = '\0';
        lua_settop(state, step);
    }
    write_tag(writer, state, PLAIN_NIL); /* no key: the end */
    lua_settop(state, table);
}

/** The value at the top, which stays there. */
static void write_value(struct plain_writer *writer, lua_State *state, int level)
{
    int type = lua_type(state, -1);
    switch (type) {
    case LUA_TNIL:
        write_tag(writer, state, PLAIN_NIL);
        break;
    case LUA_TBOOLEAN:
        write_tag(writer, state, lua_toboolean(state, -1) ? PLAIN_TRUE : PLAIN_FALSE);
        break;
    case LUA_TNUMBER:
        write_number(writer, state, -1);
        break;
    case LUA_TSTRING:
        write_text(writer, state, -1);
        break;
    case LUA_TTABLE:
        write_table(writer, state, level);
        break;
    default:
        luaL_error(state,
                   "%s: %s is a %s; only numbers, texts, true, false and tables of them can be "
                   "kept",
                   writer->place, writer->path, lua_typename(state, type));
    }
}

void lua_plain_write(struct lua_State *state, const char *place, const char *name,
                     struct plain_bytes *out)
{
    int top = lua_gettop(state);
    struct plain_writer writer = {.out = out, .place = place, .seen = top + 1};
    snprintf(writer.path, sizeof writer.path, "%s", name);
    lua_newtable(state);
    lua_pushvalue(state, top);
    write_value(&writer, state, 0);
    lua_settop(state, top);
}

struct plain_reader {
    const unsigned char *at, *end;
};

static bool read_bytes(struct plain_reader *reader, void *out, size_t size)
{
    if ((size_t)(reader->end - reader->at) < size)
        return false;
    memcpy(out, reader->at, size);
    reader->at += size;
    return true;
}

static bool read_value(struct plain_reader *reader, lua_State *state, int level);

static bool read_text(struct plain_reader *reader, lua_State *state)
{
    uint64_t length;
    if (!read_bytes(reader, &length, sizeof length) ||
        length > (uint64_t)(reader->end - reader->at))
        return false;
    lua_pushlstring(state, (const char *)reader->at, (size_t)length);
    reader->at += length;
    return true;
}

static bool read_table(struct plain_reader *reader, lua_State *state, int level)
{
    if (level >= LEVELS_MAX)
        return false;
    luaL_checkstack(state, 4, NULL);
    lua_newtable(state);
    for (;;) {
        if (!read_value(reader, state, level + 1))
            return false;
        int type = lua_type(state, -1);
        if (type == LUA_TNIL) {
            lua_pop(state, 1);
            return true;
        }
        bool is_nan = type == LUA_TNUMBER && lua_tonumber(state, -1) != lua_tonumber(state, -1);
        if (type == LUA_TTABLE || is_nan || !read_value(reader, state, level + 1))
            return false;
        lua_rawset(state, -3);
    }
}

static bool read_value(struct plain_reader *reader, lua_State *state, int level)
{
    unsigned char tag;
    int64_t whole;
    double real;
    if (!read_bytes(reader, &tag, 1))
        return false;
    switch (tag) {
    case PLAIN_NIL:
        lua_pushnil(state);
        return true;
    case PLAIN_FALSE:
    case PLAIN_TRUE:
        lua_pushboolean(state, tag == PLAIN_TRUE);
        return true;
    case PLAIN_WHOLE:
        if (!read_bytes(reader, &whole, sizeof whole))
            return false;
        lua_pushinteger(state, whole);
        return true;
    case PLAIN_REAL:
        if (!read_bytes(reader, &real, sizeof real))
            return false;
        lua_pushnumber(state, real);
        return true;
    case PLAIN_TEXT:
        return read_text(reader, state);
    case PLAIN_TABLE:
        return read_table(reader, state, level);
    default:
        return false;
    }
}

enum status lua_plain_read(struct lua_State *state, const unsigned char *bytes, size_t size,
                           struct error *err)
{
    struct plain_reader reader = {bytes, bytes + size};
    int top = lua_gettop(state);
    if (read_value(&reader, state, 0) && reader.at == reader.end)
        return STATUS_OK;
    lua_settop(state, top);
    return error_fail(err, STATUS_DATA, "%zu bytes are no plain data of Lua", size);
}
