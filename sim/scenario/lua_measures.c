// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_measures.h"

#include "base/names.h"
#include "scenario/lua_ardey.h"
#include "scenario/source_lines.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE     1024
#define CANDIDATES_MAX 64u
#define DEPTH_MAX      8
#define MEASURES_MAX   100000u

/** One measure that is being read. */
struct entry {
    struct lua_measure_origin origin;
    uint32_t number; /**< in the list, from 1 */
    char place[PLACE_SIZE];
};

/** The place of a finding about field `key`, or about the measure as a whole for NULL. */
static void entry_go_to(struct lua_measures *reader, struct entry *entry, const char *key)
{
    uint32_t line = entry->origin.line;
    for (uint32_t i = 0; key && i < reader->files->count; i++)
        if (strcmp(reader->files->items[i].path, entry->origin.path) == 0)
            line =
                source_line_in_call(&reader->files->items[i], line, entry->origin.kind->name, key);
    snprintf(entry->place, sizeof entry->place, "%s:%u: measures[%u] (%s)", entry->origin.path,
             (unsigned)line, (unsigned)entry->number, entry->origin.kind->name);
}

static void fail_unknown(struct lua_measures *reader, struct entry *entry, const char *key)
{
    char shown[LUA_SHOWN_SIZE];
    const char *similar = fields_suggest(entry->origin.kind->fields, key);
    entry_go_to(reader, entry, key);
    lua_text_show(key, shown);
    if (similar)
        findings_add(reader->values->findings, STATUS_USAGE,
                     "%s: unknown field '%s', did you mean '%s'?", entry->place, shown, similar);
    else
        findings_add(reader->values->findings, STATUS_USAGE, "%s: unknown field '%s'", entry->place,
                     shown);
}

/** In the order of the keys' bytes, so that findings do not follow a hash. */
static void refuse_unknown(struct lua_measures *reader, struct entry *entry, lua_State *state,
                           int index)
{
    const char *before = "";
    for (;;) {
        const char *next = NULL;
        bool is_unnamed = false;
        lua_pushnil(state);
        while (lua_next(state, index)) {
            lua_pop(state, 1);
            if (lua_type(state, -1) != LUA_TSTRING) {
                is_unnamed = true;
                continue;
            }
            const char *key = lua_tostring(state, -1);
            if (strcmp(key, before) > 0 && (!next || strcmp(key, next) < 0) &&
                !fields_find(entry->origin.kind->fields, key))
                next = key;
        }
        if (is_unnamed && before[0] == '\0') {
            entry_go_to(reader, entry, NULL);
            findings_add(reader->values->findings, STATUS_USAGE,
                         "%s: has entries without a name, only `name = value` is understood",
                         entry->place);
        }
        if (!next)
            return;
        fail_unknown(reader, entry, next);
        before = next;
    }
}

static void read_fields(struct lua_measures *reader, struct entry *entry, void *parameters,
                        lua_State *state, int index)
{
    for (const struct field *field = entry->origin.kind->fields; field->name; field++) {
        if (lua_push_entry(state, index, field->name)) {
            entry_go_to(reader, entry, field->name);
            lua_field_set(reader->values, field, parameters, state, entry->place);
            lua_pop(state, 1);
        } else if (!field->optional) {
            entry_go_to(reader, entry, NULL);
            findings_add(reader->values->findings, STATUS_USAGE, "%s: '%s' is missing",
                         entry->place, field->name);
        }
    }
    refuse_unknown(reader, entry, state, index);
}

/** A measure with its defaults at the end of the list; NULL when memory runs out. */
static struct measure *measures_add(struct lua_measures *reader, struct entry *entry)
{
    struct measures *out = reader->out;
    struct error *err = &reader->values->scratch;
    struct measure made = {.kind = entry->origin.kind};
    entry_go_to(reader, entry, NULL);
    enum status status = MEM_RESERVE(&out->items, &out->capacity, (size_t)out->count + 1, err);
    if (status == STATUS_OK) {
        made.place = text_arena_copy(reader->values->text, entry->place, strlen(entry->place), err);
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
    struct entry entry = {.number = reader->out->count + 1};
    if (lua_measure_origin(state, -1, &entry.origin)) {
        const struct measure *measure = measures_add(reader, &entry);
        if (measure)
            read_fields(reader, &entry, measure->parameters, state, lua_gettop(state));
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
