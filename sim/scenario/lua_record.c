// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_record.h"

#include <lua.h>

#include <string.h>

static bool is_known(const struct lua_record *record, const char *key)
{
    for (const char *const *name = record->ignored; name && *name; name++)
        if (strcmp(*name, key) == 0)
            return true;
    return fields_find(record->fields, key) != NULL;
}

static void fail_unknown(struct lua_field_reader *reader, const struct lua_record *record,
                         const char *key)
{
    char shown[LUA_SHOWN_SIZE];
    const char *similar = fields_suggest(record->fields, key);
    const char *place = record->place(record->self, key);
    lua_text_show(key, shown);
    if (similar)
        findings_add(reader->findings, STATUS_USAGE, "%s: unknown field '%s', did you mean '%s'?",
                     place, shown, similar);
    else
        findings_add(reader->findings, STATUS_USAGE, "%s: unknown field '%s'", place, shown);
}

/** The next unknown key after `before` in the order of bytes, or NULL; so findings do not follow a
 * hash. */
static const char *next_unknown(const struct lua_record *record, const char *before,
                                lua_State *state, int index)
{
    const char *next = NULL;
    lua_pushnil(state);
    while (lua_next(state, index)) {
        lua_pop(state, 1);
        if (lua_type(state, -1) != LUA_TSTRING)
            continue;
        const char *key = lua_tostring(state, -1);
        bool is_next = strcmp(key, before) > 0 && (!next || strcmp(key, next) < 0);
        if (is_next && !is_known(record, key))
            next = key;
    }
    return next;
}

/** Whether there are entries without a name; `*out_number`: whether one of them is a number, as
 * what stands behind a decimal comma. */
static bool has_unnamed(lua_State *state, int index, bool *out_number)
{
    bool is_found = false;
    *out_number = false;
    lua_pushnil(state);
    while (lua_next(state, index)) {
        bool is_number = lua_type(state, -1) == LUA_TNUMBER;
        lua_pop(state, 1);
        bool is_unnamed = lua_type(state, -1) != LUA_TSTRING;
        is_found |= is_unnamed;
        *out_number |= is_unnamed && is_number;
    }
    return is_found;
}

void lua_record_read(struct lua_field_reader *reader, const struct lua_record *record, void *target,
                     struct lua_State *state, int index)
{
    for (const struct field *field = record->fields; field->name; field++) {
        if (lua_push_entry(state, index, field->name)) {
            lua_field_set(reader, field, target, state, record->place(record->self, field->name));
            lua_pop(state, 1);
        } else if (!field->optional) {
            findings_add(reader->findings, STATUS_USAGE, "%s: '%s' is missing",
                         record->place(record->self, NULL), field->name);
        }
    }
    bool is_number;
    if (has_unnamed(state, index, &is_number))
        findings_add(reader->findings, STATUS_USAGE,
                     "%s: has entries without a name, only `name = value` is understood%s",
                     record->place(record->self, NULL),
                     is_number ? " (a number is written with a point, 1.5, not with a comma)" : "");
    for (const char *key = ""; (key = next_unknown(record, key, state, index));)
        fail_unknown(reader, record, key);
}
