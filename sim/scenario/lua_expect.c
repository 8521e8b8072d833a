// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_expect.h"

#include "base/names.h"
#include "scenario/lua_sandbox.h"

#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE     1024
#define CANDIDATES_MAX 32u

struct expect_reader {
    const char *path;
    struct expect_case *expect;
    struct error *err;
    enum status status;
};

static void reader_fail(struct expect_reader *reader, enum status status)
{
    /* A wrong value is a fault of the text, not of a table. */
    if (reader->status == STATUS_OK && status != STATUS_OK)
        reader->status = status == STATUS_RESOURCE ? status : STATUS_USAGE;
}

/** Stores the value at the top of the stack. */
static void read_value(struct expect_reader *reader, const struct field *field, void *target,
                       lua_State *state, const char *place)
{
    size_t size;
    enum status status;
    if (lua_type(state, -1) == LUA_TNUMBER) {
        status = field_set_number(field, target, lua_tonumber(state, -1), place, reader->err);
    } else if (lua_type(state, -1) == LUA_TSTRING) {
        const char *text = lua_tolstring(state, -1, &size);
        status =
            text_is_utf8(text, size)
                ? field_set_text(field, target, text, &reader->expect->text, place, reader->err)
                : error_fail(reader->err, STATUS_USAGE, "%s: %s is not UTF-8", place, field->name);
    } else {
        status = error_fail(reader->err, STATUS_USAGE, "%s: %s is a %s, must be a number or a text",
                            place, field->name, lua_typename(state, lua_type(state, -1)));
    }
    reader_fail(reader, status);
}

/** A table that is read by fields. */
struct field_scope {
    const struct field *fields;
    const char *extra; /**< one more key that may stand there, or NULL */
    const char *place;
};

/** Refuses a key that is no field. */
static void check_key(struct expect_reader *reader, const struct field_scope *scope,
                      const char *key)
{
    const char *candidates[CANDIDATES_MAX];
    uint32_t count = 0;
    if (scope->extra)
        candidates[count++] = scope->extra;
    for (const struct field *field = scope->fields; field->name && count < CANDIDATES_MAX; field++)
        candidates[count++] = field->name;
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(candidates[i], key) == 0)
            return;
    const char *similar = text_suggest(candidates, count, key);
    if (similar)
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE,
                                       "%s: unknown field '%.60s', did you mean '%s'?",
                                       scope->place, key, similar));
    else
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE, "%s: unknown field '%.60s'",
                                       scope->place, key));
}

/** Reads the fields of the table at `index` into `target`. */
static void read_fields(struct expect_reader *reader, const struct field_scope *scope, void *target,
                        lua_State *state, int index)
{
    const char *place = scope->place;
    for (const struct field *field = scope->fields; field->name; field++) {
        lua_pushstring(state, field->name);
        if (lua_rawget(state, index) != LUA_TNIL)
            read_value(reader, field, target, state, place);
        else if (!field->optional)
            reader_fail(reader, error_fail(reader->err, STATUS_USAGE, "%s: '%s' is missing", place,
                                           field->name));
        lua_pop(state, 1);
    }
    lua_pushnil(state);
    while (lua_next(state, index)) {
        lua_pop(state, 1);
        if (lua_type(state, -1) == LUA_TSTRING)
            check_key(reader, scope, lua_tostring(state, -1));
        else
            reader_fail(reader, error_fail(reader->err, STATUS_USAGE,
                                           "%s: an entry has no name, only `name = value` is "
                                           "understood",
                                           place));
    }
}

/** What no single field can say. */
static void check_expectation(struct expect_reader *reader, const struct expectation *expectation,
                              const char *place)
{
    bool is_exact = expectation->tolerance == 0 && expectation->vehicles == 0;
    if (!is_exact && expectation->why[0] == '\0')
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE,
                                       "%s: a tolerance needs a `why` that says what it stands for",
                                       place));
    if (expectation->width > 0 && !is_exact)
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE,
                                       "%s: either `width` or a tolerance", place));
    if (expectation->width > 0 && reader->expect->runs < 2)
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE,
                                       "%s: `width` needs several runs, `runs` is %lld", place,
                                       (long long)reader->expect->runs));
}

/** Reads the expectation at the top of the stack. */
static void read_expectation(struct expect_reader *reader, lua_State *state, uint32_t number)
{
    char place[PLACE_SIZE];
    struct expect_case *expect = reader->expect;
    snprintf(place, sizeof place, "%s: expect[%u]", reader->path, number);
    if (lua_type(state, -1) != LUA_TTABLE) {
        reader_fail(reader, error_fail(reader->err, STATUS_USAGE, "%s is a %s, must be a table",
                                       place, lua_typename(state, lua_type(state, -1))));
        return;
    }
    enum status status =
        MEM_RESERVE(&expect->items, &expect->capacity, (size_t)expect->count + 1, reader->err);
    struct expectation item = {.quantity = 0};
    if (status == STATUS_OK)
        status = fields_set_standard(expectation_fields, &item, &expect->text, reader->err);
    reader_fail(reader, status);
    if (status != STATUS_OK)
        return;
    struct field_scope scope = {expectation_fields, NULL, place};
    read_fields(reader, &scope, &item, state, lua_gettop(state));
    check_expectation(reader, &item, place);
    expect->items[expect->count++] = item;
}

/** The work inside Lua's protection: the returned table is at index 1. */
static void read_case(struct lua_State *state, void *data)
{
    struct expect_reader *reader = data;
    struct field_scope scope = {expect_case_fields, "expect", reader->path};
    read_fields(reader, &scope, reader->expect, state, 1);
    lua_pushstring(state, "expect");
    if (lua_rawget(state, 1) != LUA_TTABLE || lua_rawlen(state, -1) == 0) {
        reader_fail(reader,
                    error_fail(reader->err, STATUS_USAGE,
                               "%s: 'expect' must be a list of expectations", reader->path));
        return;
    }
    uint32_t count = (uint32_t)lua_rawlen(state, -1);
    for (uint32_t i = 1; i <= count && reader->status != STATUS_RESOURCE; i++) {
        lua_rawgeti(state, 2, i);
        read_expectation(reader, state, i);
        lua_settop(state, 2);
    }
}

enum status lua_expect_read(const char *path, struct expect_case *out, struct error *err)
{
    struct expect_case made = {.items = NULL};
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct expect_reader reader = {.path = path, .expect = &made, .err = err};

    enum status status = fields_set_standard(expect_case_fields, &made, &made.text, err);
    if (status == STATUS_OK)
        status = lua_sandbox_create(NULL, &files, &sandbox, err);
    if (status == STATUS_OK)
        status = lua_sandbox_run(sandbox, path, err);
    if (status == STATUS_OK)
        status = lua_sandbox_visit(sandbox, read_case, &reader, err);
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
    if (status == STATUS_OK)
        status = reader.status;
    if (status == STATUS_OK)
        *out = made;
    else
        expect_case_deinit(&made);
    return status;
}

void expect_case_deinit(struct expect_case *expect)
{
    mem_free(expect->items);
    text_arena_deinit(&expect->text);
    *expect = (struct expect_case){0};
}
