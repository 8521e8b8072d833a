// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_rows.h"

#include "scenario/lua_record.h"
#include "scenario/source_lines.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE 1024
#define NAME_SIZE  128
#define ROWS_MAX   1000000

/** The list that is being read, and the place in it. */
struct list {
    const struct lua_rows *reader;
    const struct source_file *file; /**< that sets it, or NULL */
    uint32_t line;
    uint32_t count;
    uint32_t row; /**< from 0 */
    char place[PLACE_SIZE];
};

/** Where the list is set. */
static void list_find(struct list *list)
{
    const struct lua_rows *reader = list->reader;
    enum line_match best = LINE_MATCH_NONE;
    for (uint32_t i = 0; i < reader->files->count && best < LINE_MATCH_PLACE; i++) {
        uint32_t line;
        const struct source_file *file = &reader->files->items[i];
        enum line_match match = source_line_of_key(file, reader->group, reader->kind->key, &line);
        if (match > best) {
            best = match;
            list->file = file;
            list->line = line;
        }
    }
    if (best == LINE_MATCH_NONE) {
        list->file = &reader->files->items[0];
        list->line = source_line_of_return(list->file);
    }
}

/** The line of the row; those of its fields would mislead where a loop makes them. */
static const char *list_place(void *self, const char *key)
{
    struct list *list = self;
    (void)key;
    uint32_t line =
        source_line_of_row(list->file, list->line, list->reader->kind->key, list->row, list->count);
    snprintf(list->place, sizeof list->place, "%s:%u: %s.%s[%u]", list->file->path, (unsigned)line,
             list->reader->group, list->reader->kind->key, (unsigned)list->row + 1);
    return list->place;
}

/** Reads the row at the top of the stack. */
static void read_row(struct list *list, lua_State *state, struct table *out)
{
    static const char *const evidence[] = {"source", "quality", "note", NULL};
    struct lua_field_reader *values = list->reader->values;
    void *row;
    if (lua_type(state, -1) != LUA_TTABLE || lua_getmetatable(state, -1)) {
        findings_add(values->findings, STATUS_USAGE, "%s is a %s, must be a plain table, a row",
                     list_place(list, NULL), luaL_typename(state, -1));
        return;
    }
    enum status status = table_add_made_row(out, list_place(list, NULL), &row, &values->scratch);
    if (status == STATUS_OK)
        status = fields_set_standard(out->fields, row, &out->text, &values->scratch);
    lua_field_pass_on(values, status);
    const struct lua_record record = {out->fields, evidence, list_place, list};
    if (status == STATUS_OK)
        lua_record_read(values, &record, row, state, lua_gettop(state));
}

static enum status shape(const struct lua_rows *reader, struct table *out)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%s.%s", reader->group, reader->kind->key);
    out->path = text_arena_copy(&out->text, name, strlen(name), &reader->values->scratch);
    out->fields = reader->kind->fields;
    out->row_size = reader->kind->row_size;
    return out->path ? STATUS_OK : STATUS_RESOURCE;
}

void lua_rows_read(const struct lua_rows *reader, struct lua_State *state, struct table *out)
{
    int index = lua_gettop(state);
    lua_Integer count = (lua_Integer)lua_rawlen(state, index), named = 0;
    struct list list = {.reader = reader};
    list_find(&list);
    lua_pushnil(state);
    while (lua_next(state, index)) {
        lua_pop(state, 1);
        named += !lua_isinteger(state, -1) || lua_tointeger(state, -1) < 1 ||
                 lua_tointeger(state, -1) > count;
    }
    if (named > 0 || count > ROWS_MAX) {
        findings_add(reader->values->findings, STATUS_USAGE,
                     "%s:%u: %s.%s must be the path of a CSV file or a list of rows, { { %s = ... "
                     "}, ... }%s",
                     list.file->path, (unsigned)list.line, reader->group, reader->kind->key,
                     reader->kind->fields[0].name, named > 0 ? "" : " of at most a million");
        return;
    }
    enum status status = shape(reader, out);
    lua_field_pass_on(reader->values, status);
    list.count = (uint32_t)count;
    for (lua_Integer i = 1; i <= count && status == STATUS_OK; i++) {
        list.row = (uint32_t)i - 1;
        lua_rawgeti(state, index, i);
        read_row(&list, state, out);
        lua_settop(state, index);
    }
}
