// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_measures.h"

#include "scenario/lua_ardey.h"
#include "scenario/lua_record.h"
#include "scenario/source_lines.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE   1024
#define DEPTH_MAX    8
#define MEASURES_MAX 100000u

/** One measure that is being read. */
struct entry {
    const struct lua_measures *reader;
    struct lua_measure_origin origin;
    uint32_t number; /**< in the list, from 1 */
    char place[PLACE_SIZE];
};

/** The place of a finding about field `key`, or about the measure as a whole for NULL. */
static const char *entry_place(void *self, const char *key)
{
    struct entry *entry = self;
    const struct lua_measures *reader = entry->reader;
    uint32_t line = entry->origin.line;
    for (uint32_t i = 0; key && i < reader->files->count; i++)
        if (strcmp(reader->files->items[i].path, entry->origin.path) == 0)
            line =
                source_line_in_call(&reader->files->items[i], line, entry->origin.kind->name, key);
    snprintf(entry->place, sizeof entry->place, "%s:%u: measures[%u] (%s)", entry->origin.path,
             (unsigned)line, (unsigned)entry->number, entry->origin.kind->name);
    return entry->place;
}

/** A measure with its defaults at the end of the list; NULL when memory runs out. */
static struct measure *measures_add(struct lua_measures *reader, struct entry *entry)
{
    struct measures *out = reader->out;
    struct error *err = &reader->values->scratch;
    struct measure made = {.kind = entry->origin.kind};
    const char *place = entry_place(entry, NULL);
    enum status status = MEM_RESERVE(&out->items, &out->capacity, (size_t)out->count + 1, err);
    if (status == STATUS_OK) {
        made.place = text_arena_copy(reader->values->text, place, strlen(place), err);
        made.parameters = made.place ? mem_alloc(1, made.kind->size, err) : NULL;
        if (!made.parameters)
            status = STATUS_RESOURCE;
    }
    if (status == STATUS_OK) {
        out->items[out->count++] = made;
        status = fields_set_standard(made.kind->fields, made.parameters, reader->values->text, err);
    }
    lua_field_pass_on(reader->values, status);
    return status == STATUS_OK ? &out->items[out->count - 1] : NULL;
}

static void read_list(struct lua_measures *reader, lua_State *state, const char *place, int depth);

/** Reads the value at the top of the stack. */
static void read_entry(struct lua_measures *reader, lua_State *state, const char *place, int depth)
{
    struct entry entry = {.reader = reader, .number = reader->out->count + 1};
    if (lua_measure_origin(state, -1, &entry.origin)) {
        unsigned before = reader->values->findings->count;
        struct measure *measure = measures_add(reader, &entry);
        const struct lua_record record = {entry.origin.kind->fields, NULL, entry_place, &entry};
        if (!measure)
            return;
        lua_record_read(reader->values, &record, measure->parameters, state, lua_gettop(state));
        measure->is_wrong = reader->values->findings->count > before;
        return;
    }
    if (lua_type(state, -1) == LUA_TTABLE && !lua_getmetatable(state, -1) && depth < DEPTH_MAX) {
        read_list(reader, state, place, depth + 1);
        return;
    }
    findings_add(reader->values->findings, STATUS_USAGE,
                 "%s: measures[%u] is a %s, must be a measure such as ardey.%s { ... }", place,
                 (unsigned)entry.number, luaL_typename(state, -1), measure_kinds[0]->name);
}

static void read_list(struct lua_measures *reader, lua_State *state, const char *place, int depth)
{
    int index = lua_gettop(state);
    lua_Integer count = (lua_Integer)lua_rawlen(state, index);
    luaL_checkstack(state, 8, "measures");
    lua_pushnil(state);
    while (lua_next(state, index)) {
        lua_pop(state, 1);
        if (lua_isinteger(state, -1) && lua_tointeger(state, -1) >= 1 &&
            lua_tointeger(state, -1) <= count)
            continue;
        findings_add(reader->values->findings, STATUS_USAGE,
                     "%s: measures[%u] is a table with names, which no measure is; a measure is "
                     "made like this: ardey.%s { ... }",
                     place, (unsigned)reader->out->count + 1, measure_kinds[0]->name);
        lua_pop(state, 1);
        return;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        if (reader->out->count == MEASURES_MAX) {
            findings_add(reader->values->findings, STATUS_USAGE,
                         "%s: there are more than %u measures", place, MEASURES_MAX);
            return;
        }
        lua_rawgeti(state, index, i);
        read_entry(reader, state, place, depth);
        lua_settop(state, index);
    }
}

void lua_measures_read(struct lua_measures *reader, struct lua_State *state, const char *place)
{
    struct lua_measure_origin origin;
    if (lua_type(state, -1) != LUA_TTABLE || lua_measure_origin(state, -1, &origin)) {
        findings_add(reader->values->findings, STATUS_USAGE,
                     "%s: measures is a %s, must be a list of measures: { ardey.%s { ... }, ... }",
                     place,
                     lua_type(state, -1) == LUA_TTABLE ? "measure" : luaL_typename(state, -1),
                     measure_kinds[0]->name);
        return;
    }
    read_list(reader, state, place, 0);
}
