// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_sandbox.h"

#include <lua.h>

#include <stdio.h>
#include <string.h>

#define CALLED_FROM_MAX 4
#define MESSAGE_SIZE    2048
#define SHORTENED_TAIL  ((size_t)LUA_IDSIZE - 4)

/** Puts the place of the innermost Lua line before a message that has none: functions of the
 * library that are called through a wrapper do not see the line. Leaves the message at index 1. */
static void add_place(lua_State *state, const lua_Debug *where)
{
    const char *message = lua_tostring(state, 1);
    size_t size = strlen(where->short_src);
    if (strstr(message, ".lua:") || strncmp(message, where->short_src, size) == 0)
        return;
    lua_pushfstring(state, "%s:%d: %s", where->short_src, where->currentline, message);
    lua_replace(state, 1);
}

/** What `error` was given in place of a text. Leaves a message at index 1. */
static void name_value(lua_State *state)
{
    if (lua_type(state, 1) == LUA_TNUMBER)
        lua_pushfstring(state, "an error without a text was raised: the number %s",
                        lua_tostring(state, 1));
    else
        lua_pushfstring(state, "an error without a text was raised: a %s",
                        lua_typename(state, lua_type(state, 1)));
    lua_replace(state, 1);
}

/** Adds to an error text where it happened and by which lines that place was reached. */
int lua_message_add_callers(struct lua_State *state)
{
    if (lua_type(state, 1) != LUA_TSTRING)
        name_value(state);
    lua_Debug where;
    int line_count = 0;
    for (int level = 1; line_count <= CALLED_FROM_MAX && lua_getstack(state, level, &where);
         level++) {
        lua_getinfo(state, "Sl", &where);
        if (where.currentline <= 0)
            continue;
        if (line_count++ == 0) {
            add_place(state, &where);
            continue;
        }
        lua_pushfstring(state, "\n  called from %s:%d", where.short_src, where.currentline);
        lua_concat(state, 2);
    }
    return 1;
}

/** The file whose shortened path begins `message`, or NULL. Lua keeps the last bytes of a long
 * path. */
static const struct source_file *shortened_file(const struct source_files *files,
                                                const char *message)
{
    size_t tail = SHORTENED_TAIL;
    if (strncmp(message, "...", 3) != 0)
        return NULL;
    for (uint32_t i = 0; i < files->count; i++) {
        size_t length = strlen(files->items[i].path);
        if (length > tail && strncmp(message + 3, files->items[i].path + length - tail, tail) == 0)
            return &files->items[i];
    }
    return NULL;
}

/** Adds the message with whole paths. */
enum status lua_message_fail(const struct source_files *files, const char *message,
                             enum status status, struct error *err)
{
    char text[MESSAGE_SIZE];
    size_t used = 0;
    while (*message && used + 1 < sizeof text) {
        const struct source_file *file = shortened_file(files, message);
        if (!file) {
            text[used++] = *message++;
            continue;
        }
        int added = snprintf(text + used, sizeof text - used, "%s", file->path);
        used += added > 0 ? (size_t)added : 0;
        message += 3 + SHORTENED_TAIL;
        if (used >= sizeof text)
            used = sizeof text - 1;
    }
    text[used] = '\0';
    return error_fail(err, status, "%s", text);
}
