// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_field.h"

#include "scenario/source_file.h"

#include <lua.h>

#include <stdio.h>
#include <string.h>

#define EXPECTED_SIZE 256
#define GIVEN_SIZE    (2 * LUA_SHOWN_SIZE)
#define LIST_SIZE     65536

/** One value on its way. */
struct value {
    const struct field *field;
    void *target;
    const char *place;
};

const char *lua_text_show(const char *text, char out[LUA_SHOWN_SIZE])
{
    snprintf(out, LUA_SHOWN_SIZE, "%s", text);
    for (char *byte = out; *byte; byte++)
        if ((unsigned char)*byte < ' ' || *byte == 127)
            *byte = '?';
    return out;
}

static const char *field_expects(const struct field *field, char out[EXPECTED_SIZE])
{
    size_t used = 0;
    switch (field->type) {
    case FIELD_TEXT:
        return field->is_list ? "a text or a list of texts" : "a text";
    case FIELD_INT:
        return "a whole number";
    case FIELD_BOOL:
        return "true or false";
    case FIELD_CHOICE:
        used = (size_t)snprintf(out, EXPECTED_SIZE, "one of the texts");
        for (int i = 0; field->choices[i] && used < EXPECTED_SIZE; i++)
            used += (size_t)snprintf(out + used, EXPECTED_SIZE - used, "%s '%s'", i ? "," : "",
                                     field->choices[i]);
        return out;
    case FIELD_REAL:
        break;
    }
    if (field->quantity == QUANTITY_NUMBER)
        return "a number";
    if (field->quantity == QUANTITY_CLOCK)
        snprintf(out, EXPECTED_SIZE, "a time of day such as %s", quantity_example(field->quantity));
    else
        snprintf(out, EXPECTED_SIZE, "a plain number (unit: %s) or a text such as %s",
                 quantity_unit(field->quantity), quantity_example(field->quantity));
    return out;
}

static void fail_type(struct lua_field_reader *reader, const struct value *value, const char *given)
{
    char expected[EXPECTED_SIZE];
    findings_add(reader->findings, STATUS_USAGE, "%s: %s is %s, must be %s", value->place,
                 value->field->name, given, field_expects(value->field, expected));
}

void lua_field_pass_on(struct lua_field_reader *reader, enum status status)
{
    if (status == STATUS_OK)
        return;
    findings_add(reader->findings, status == STATUS_RESOURCE ? status : STATUS_USAGE, "%s",
                 reader->scratch.text);
    error_reset(&reader->scratch);
}

static void set_checked(struct lua_field_reader *reader, const struct value *value,
                        const char *text)
{
    lua_field_pass_on(reader, field_set_text(value->field, value->target, text, reader->text,
                                             value->place, &reader->scratch));
}

static void set_from_text(struct lua_field_reader *reader, const struct value *value,
                          lua_State *state)
{
    size_t size;
    double bare;
    char given[GIVEN_SIZE], shown[LUA_SHOWN_SIZE];
    const struct field *field = value->field;
    const char *text = lua_tolstring(state, -1, &size);
    bool is_measured = field->type == FIELD_REAL && field->quantity != QUANTITY_NUMBER;

    if (!text_is_utf8(text, size)) {
        fail_type(reader, value, "a text that is not UTF-8");
        return;
    }
    snprintf(given, sizeof given, "the text '%s'", lua_text_show(text, shown));
    if (field->type == FIELD_INT || field->type == FIELD_BOOL ||
        (field->type == FIELD_REAL && !is_measured) ||
        (field->type != FIELD_TEXT && text[0] == '\0')) {
        fail_type(reader, value, given);
        return;
    }
    if (is_measured && field->quantity != QUANTITY_CLOCK &&
        quantity_parse(QUANTITY_NUMBER, text, &bare)) {
        findings_add(reader->findings, STATUS_USAGE,
                     "%s: %s is %s, the unit is missing; write it like %s", value->place,
                     field->name, given, quantity_example(field->quantity));
        return;
    }
    set_checked(reader, value, text);
}

static void set_from_number(struct lua_field_reader *reader, const struct value *value,
                            lua_State *state)
{
    char given[GIVEN_SIZE];
    const struct field *field = value->field;
    snprintf(given, sizeof given, "the number %.14g", lua_tonumber(state, -1));
    if (field->type != FIELD_REAL && field->type != FIELD_INT) {
        fail_type(reader, value, given);
        return;
    }
    if (field->type == FIELD_INT && lua_isinteger(state, -1)) {
        /* By way of text, as a double holds only 53 bits of a whole number. */
        snprintf(given, sizeof given, "%lld", (long long)lua_tointeger(state, -1));
        set_checked(reader, value, given);
        return;
    }
    lua_field_pass_on(reader, field_set_number(field, value->target, lua_tonumber(state, -1),
                                               value->place, &reader->scratch));
}

/** Appends entry `i` of a list, at the top of the stack; false and a finding when it cannot be part
 * of one. */
static bool list_add(struct lua_field_reader *reader, const struct value *value, lua_State *state,
                     lua_Integer i, char list[LIST_SIZE])
{
    char given[GIVEN_SIZE];
    size_t used = strlen(list), size = 0;
    int type = lua_type(state, -1);
    const char *text = "";
    if (type == LUA_TSTRING) {
        text = lua_tolstring(state, -1, &size);
    } else if (type == LUA_TNUMBER) {
        size = (size_t)snprintf(given, sizeof given, "%.14g", lua_tonumber(state, -1));
        text = given;
    }
    if (size == 0 || !text_is_utf8(text, size) || strchr(text, ';')) {
        findings_add(reader->findings, STATUS_USAGE,
                     "%s: entry %d of %s is a %s, must be a text without ';', or a number",
                     value->place, (int)i, value->field->name,
                     type == LUA_TSTRING ? "text with a semicolon" : lua_typename(state, type));
        return false;
    }
    if (used + size + 2 > LIST_SIZE) {
        findings_add(reader->findings, STATUS_USAGE, "%s: the list %s is longer than %d bytes",
                     value->place, value->field->name, LIST_SIZE);
        return false;
    }
    snprintf(list + used, LIST_SIZE - used, "%s%s", used > 0 ? ";" : "", text);
    return true;
}

static void set_from_list(struct lua_field_reader *reader, const struct value *value,
                          lua_State *state)
{
    char list[LIST_SIZE];
    lua_Integer count = (lua_Integer)lua_rawlen(state, -1);
    list[0] = '\0';
    if (count == 0) {
        fail_type(reader, value, "a table without entries");
        return;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(state, -1, i);
        bool is_added = list_add(reader, value, state, i, list);
        lua_pop(state, 1);
        if (!is_added)
            return;
    }
    set_checked(reader, value, list);
}

void lua_field_set(struct lua_field_reader *reader, const struct field *field, void *target,
                   struct lua_State *state, const char *place)
{
    char given[LUA_SHOWN_SIZE];
    int type = lua_type(state, -1);
    const struct value value = {field, target, place};

    if (type == LUA_TSTRING) {
        set_from_text(reader, &value, state);
    } else if (type == LUA_TNUMBER) {
        set_from_number(reader, &value, state);
    } else if (type == LUA_TBOOLEAN && field->type == FIELD_BOOL) {
        set_checked(reader, &value, lua_toboolean(state, -1) ? "true" : "false");
    } else if (type == LUA_TTABLE && field->is_list) {
        set_from_list(reader, &value, state);
    } else {
        snprintf(given, sizeof given, "a %s", lua_typename(state, type));
        fail_type(reader, &value, given);
    }
}

bool lua_push_entry(struct lua_State *state, int index, const char *key)
{
    lua_pushstring(state, key);
    if (lua_rawget(state, index) != LUA_TNIL)
        return true;
    lua_pop(state, 1);
    return false;
}
