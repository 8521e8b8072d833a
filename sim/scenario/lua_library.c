// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_sandbox.h"

#include "scenario/lua_ardey.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <math.h>
#include <string.h>

/** One step of a pattern search against one Lua instruction. */
#define PATTERN_STEPS_PER_INSTRUCTION 8.0
#define BYTES_PER_INSTRUCTION         64.0

static const char *const base_names[] = {"assert",   "error",  "ipairs", "pcall",
                                         "rawequal", "rawget", "rawlen", "rawset",
                                         "select",   "type",   NULL};
static const char *const math_names[] = {
    "abs",  "acos", "asin", "atan", "ceil",       "cos",  "deg",        "exp",  "floor",
    "fmod", "huge", "log",  "max",  "maxinteger", "min",  "mininteger", "modf", "pi",
    "rad",  "sin",  "sqrt", "tan",  "tointeger",  "type", "ult",        NULL};
static const char *const utf8_names[] = {"char", "charpattern", "codepoint", "codes",
                                         "len",  "offset",      NULL};
static const char *const string_names[] = {"byte",    "char", "len",   "lower",
                                           "reverse", "sub",  "upper", NULL};

/** Copies the entries `names` of the library at the top of the stack to a new table, which replaces
 * it. */
static void library_keep(lua_State *state, const char *const *names)
{
    lua_newtable(state);
    for (; *names; names++) {
        lua_getfield(state, -2, *names);
        lua_setfield(state, -2, *names);
    }
    lua_remove(state, -2);
}

/** Calls upvalue 1 with the arguments on the stack. */
static int call_original(lua_State *state)
{
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, lua_gettop(state) - 1, LUA_MULTRET);
    return lua_gettop(state);
}

/** How often the pattern can try again at one place: its repetitions and balanced matches. */
static unsigned pattern_repetitions(const char *pattern, size_t size)
{
    unsigned count = 0;
    for (size_t i = 0; i < size; i++) {
        if (pattern[i] == '%') {
            i++;
            count += i < size && pattern[i] == 'b';
        } else if (pattern[i] == '[') {
            i += i + 1 < size && pattern[i + 1] == '^';
            /* A bracket right after the opening one stands for itself. */
            for (i++; i + 1 < size && (pattern[i + 1] != ']'); i++)
                i += pattern[i] == '%';
            i++;
        } else if (memchr("*+-?", pattern[i], 4)) {
            count++;
        }
    }
    return count;
}

/** find, match, gmatch, gsub: the search runs in C, where no bound on instructions reaches, and its
 * time grows with the power of the repetitions. So its worst case is bounded before it starts. */
static int library_search(lua_State *state)
{
    size_t size, pattern_size;
    luaL_checklstring(state, 1, &size);
    const char *pattern = luaL_checklstring(state, 2, &pattern_size);
    unsigned repetitions = pattern_repetitions(pattern, pattern_size);
    double steps = pow((double)size + 1, repetitions + 1.0);
    if (lua_toboolean(state, lua_upvalueindex(2)) && lua_toboolean(state, 4))
        steps = (double)size + 1; /* find(text, part, from, true): no pattern */
    if (steps > LUA_PATTERN_STEPS_MAX)
        return luaL_error(state,
                          "a pattern with %d repetitions on a text of %d bytes may take too long",
                          (int)repetitions, (int)size);
    lua_sandbox_charge(state, steps / PATTERN_STEPS_PER_INSTRUCTION);
    return call_original(state);
}

/** rep: bounded, as repeating nothing for ever allocates nothing. */
static int library_rep(lua_State *state)
{
    size_t size, separator_size = 0;
    luaL_checklstring(state, 1, &size);
    lua_Integer count = luaL_checkinteger(state, 2);
    luaL_optlstring(state, 3, "", &separator_size);
    double total = (double)(size + separator_size + 1) * (double)count;
    if (total > (double)LUA_STRING_MAX)
        return luaL_error(state, "a text may have at most %d bytes", (int)LUA_STRING_MAX);
    lua_sandbox_charge(state, fmax(total, 0) / BYTES_PER_INSTRUCTION);
    return call_original(state);
}

/** Functions whose time grows with the length of a text, without memory being taken. */
static int library_text(lua_State *state)
{
    luaL_checkany(state, 1);
    lua_sandbox_charge(state, (double)lua_rawlen(state, 1) / BYTES_PER_INSTRUCTION);
    return call_original(state);
}

/** Whether the value has a metafield that makes a text of it. */
static bool has_own_text(lua_State *state, int index)
{
    if (luaL_getmetafield(state, index, "__tostring") == LUA_TNIL)
        return false;
    lua_pop(state, 1);
    return true;
}

/** Replaces what would show as an address, which differs from run to run, by the name of its type.
 */
static void hide_address(lua_State *state, int index)
{
    int type = lua_type(state, index);
    bool is_plain = type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER ||
                    type == LUA_TSTRING || type == LUA_TNONE;
    if (is_plain || has_own_text(state, index))
        return;
    lua_pushstring(state, lua_typename(state, type));
    lua_replace(state, index);
}

static int library_tostring(lua_State *state)
{
    luaL_checkany(state, 1);
    hide_address(state, 1);
    luaL_tolstring(state, 1, NULL);
    return 1;
}

static int library_format(lua_State *state)
{
    size_t size;
    const char *format = luaL_checklstring(state, 1, &size);
    for (size_t i = 0; i + 1 < size; i++) {
        if (format[i] != '%')
            continue;
        size_t end = i + 1 + strspn(format + i + 1, "-+ #0.123456789");
        if (end < size && format[end] == 'p')
            return luaL_error(state, "format: '%%p' is not available in a scenario");
        i = end;
    }
    for (int i = 2; i <= lua_gettop(state); i++)
        hide_address(state, i);
    return call_original(state);
}

/** table.*: loops in C over the length that the table claims, so the claim must be true. Upvalue 2:
 * below this number of arguments the work does not grow with the length. */
static int library_table(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    for (int i = 1; i <= lua_gettop(state); i++) {
        if (lua_type(state, i) != LUA_TTABLE || luaL_getmetafield(state, i, "__len") == LUA_TNIL)
            continue;
        return luaL_error(state, "functions of 'table' need tables without __len");
    }
    if (lua_gettop(state) >= lua_tointeger(state, lua_upvalueindex(2)))
        lua_sandbox_charge(state, (double)lua_rawlen(state, 1));
    return call_original(state);
}

static int library_move(lua_State *state)
{
    lua_Integer first = luaL_checkinteger(state, 2), last = luaL_checkinteger(state, 3);
    double count = (double)last - (double)first + 1;
    if (count > (double)LUA_MEMORY_MAX)
        return luaL_error(state, "move: %f entries are too many", count);
    lua_sandbox_charge(state, fmax(count, 0));
    return library_table(state);
}

static int library_concat(lua_State *state)
{
    if (!lua_isnoneornil(state, 4)) {
        double count = (double)luaL_checkinteger(state, 4) - (double)luaL_optinteger(state, 3, 1);
        if (count > (double)LUA_MEMORY_MAX)
            return luaL_error(state, "concat: %f entries are too many", count);
        lua_sandbox_charge(state, fmax(count, 0));
    }
    return library_table(state);
}

/** A finaliser would run outside of all bounds, and a weak table depends on when memory is
 * collected. */
static int library_setmetatable(lua_State *state)
{
    static const char *const refused[] = {"__gc", "__mode"};
    luaL_checktype(state, 1, LUA_TTABLE);
    if (lua_type(state, 2) == LUA_TTABLE) {
        for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
            lua_pushstring(state, refused[i]);
            if (lua_rawget(state, 2) != LUA_TNIL)
                return luaL_error(state, "setmetatable: %s is not available in a scenario",
                                  refused[i]);
            lua_pop(state, 1);
        }
    }
    return call_original(state);
}

/** Only of tables: the one of strings is shared by all files. */
static int library_getmetatable(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    if (luaL_getmetafield(state, 1, "__metatable") == LUA_TNIL && !lua_getmetatable(state, 1))
        lua_pushnil(state);
    return 1;
}

/** In the table at the top: replaces entry `name` of `library` by `function` with the original as
 * upvalue 1. */
static void library_wrap(lua_State *state, int library, const char *name, lua_CFunction function,
                         lua_Integer option)
{
    lua_getfield(state, library, name);
    lua_pushinteger(state, option);
    lua_pushcclosure(state, function, 2);
    lua_setfield(state, -2, name);
}

static void library_fill_string(lua_State *state)
{
    luaL_requiref(state, LUA_STRLIBNAME, luaopen_string, 0);
    int all = lua_gettop(state);
    lua_pushvalue(state, all);
    library_keep(state, string_names);
    static const char *const searches[] = {"find", "match", "gmatch", "gsub"};
    for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++) {
        lua_getfield(state, all, searches[i]);
        lua_pushboolean(state, i == 0);
        lua_pushcclosure(state, library_search, 2);
        lua_setfield(state, -2, searches[i]);
    }
    library_wrap(state, all, "rep", library_rep, 0);
    library_wrap(state, all, "format", library_format, 0);
    lua_remove(state, all);

    /* text:find() goes through the metatable of strings, which still knows the unbounded functions.
     */
    lua_pushliteral(state, "");
    lua_getmetatable(state, -1);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pop(state, 2);
}

static void library_fill_table(lua_State *state)
{
    luaL_requiref(state, LUA_TABLIBNAME, luaopen_table, 0);
    int all = lua_gettop(state);
    lua_newtable(state);
    library_wrap(state, all, "concat", library_concat, 1);
    library_wrap(state, all, "insert", library_table, 3);
    library_wrap(state, all, "move", library_move, 1);
    library_wrap(state, all, "remove", library_table, 2);
    library_wrap(state, all, "sort", library_table, 1);
    library_wrap(state, all, "unpack", library_table, 1);
    lua_getfield(state, all, "pack");
    lua_setfield(state, -2, "pack");
    lua_remove(state, all);
}

static void library_fill_utf8(lua_State *state)
{
    static const char *const bounded[] = {"codepoint", "len", "offset"};
    luaL_requiref(state, LUA_UTF8LIBNAME, luaopen_utf8, 0);
    library_keep(state, utf8_names);
    for (size_t i = 0; i < sizeof bounded / sizeof bounded[0]; i++) {
        lua_getfield(state, -1, bounded[i]);
        lua_pushcclosure(state, library_text, 1);
        lua_setfield(state, -2, bounded[i]);
    }
}

void lua_library_fill(struct lua_State *state)
{
    int target = lua_gettop(state);

    luaL_requiref(state, LUA_GNAME, luaopen_base, 0);
    lua_getfield(state, -1, "tonumber");
    lua_pushcclosure(state, library_text, 1);
    lua_setfield(state, target, "tonumber");
    for (const char *const *name = base_names; *name; name++) {
        lua_getfield(state, -1, *name);
        lua_setfield(state, target, *name);
    }
    lua_getfield(state, -1, "setmetatable");
    lua_pushcclosure(state, library_setmetatable, 1);
    lua_setfield(state, target, "setmetatable");
    lua_pop(state, 1);
    lua_pushcfunction(state, library_getmetatable);
    lua_setfield(state, target, "getmetatable");
    lua_pushcfunction(state, library_tostring);
    lua_setfield(state, target, "tostring");
    lua_pushcfunction(state, lua_order_pairs);
    lua_setfield(state, target, "pairs");
    lua_pushcfunction(state, lua_order_next);
    lua_setfield(state, target, "next");

    luaL_requiref(state, LUA_MATHLIBNAME, luaopen_math, 0);
    library_keep(state, math_names);
    lua_setfield(state, target, "math");
    library_fill_utf8(state);
    lua_setfield(state, target, "utf8");
    library_fill_string(state);
    lua_setfield(state, target, "string");
    library_fill_table(state);
    lua_setfield(state, target, "table");
    lua_ardey_fill(state);
}
