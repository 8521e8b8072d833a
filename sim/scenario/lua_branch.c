// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_branch.h"

#include "base/names.h"
#include "scenario/lua_ardey.h"
#include "scenario/lua_hooks.h"
#include "scenario/lua_measures.h"
#include "scenario/source_lines.h"

#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE 1024

static const char *const keys[] = {"measures", "hooks"};
#define KEY_COUNT ((uint32_t)(sizeof keys / sizeof keys[0]))

struct branch_reader {
    const struct source_files *files;
    struct lua_field_reader *values;
    struct spec *spec;
    const char *path;
};

/** The file itself is the first one that was read for it, unless it was read before. */
static const struct source_file *own_file(const struct branch_reader *reader)
{
    for (uint32_t i = reader->files->count; i-- > 1;)
        if (strcmp(reader->files->items[i].path, reader->path) == 0)
            return &reader->files->items[i];
    return &reader->files->items[0];
}

/** The line that sets `key`, or that of `return`. */
static void go_to(const struct branch_reader *reader, const char *key, char out[PLACE_SIZE])
{
    const struct source_file *file = own_file(reader);
    uint32_t line = source_line_of_return(file);
    if (key)
        source_line_of_key(file, "", key, &line);
    snprintf(out, PLACE_SIZE, "%s:%u", file->path, (unsigned)line);
}

/** Whether the table at index 1 has names, and no entries, as no list has. */
static bool has_names(lua_State *state)
{
    struct lua_measure_origin origin;
    if (lua_rawlen(state, 1) > 0 || lua_measure_origin(state, 1, &origin))
        return false;
    lua_pushnil(state);
    if (!lua_next(state, 1))
        return false;
    lua_settop(state, 1);
    return true;
}

/** Names that nothing reads, in the order of `pairs`. */
static void refuse_unknown(const struct branch_reader *reader, lua_State *state)
{
    for (int walk = lua_ordered_begin(state, 1); lua_ordered_step(state, walk); lua_pop(state, 2)) {
        char place[PLACE_SIZE], shown[LUA_SHOWN_SIZE];
        const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "?";
        if (strcmp(key, keys[0]) == 0 || strcmp(key, keys[1]) == 0)
            continue;
        const char *similar = text_suggest(keys, KEY_COUNT, key);
        go_to(reader, key, place);
        findings_add(reader->values->findings, STATUS_USAGE,
                     "%s: unknown field '%s', %s%s%s; everything else is as it was in the run that "
                     "the checkpoint is of",
                     place, lua_text_show(key, shown), similar ? "did you mean '" : "a branch has ",
                     similar ? similar : "'measures' and 'hooks'", similar ? "'?" : "");
    }
    lua_settop(state, 1);
}

/** Inside Lua's protection: what the file returned is at index 1. */
static void read_returned(struct lua_State *state, void *data)
{
    const struct branch_reader *reader = data;
    struct spec *spec = reader->spec;
    struct lua_measures measures = {reader->values, reader->files, &spec->measures};
    char place[PLACE_SIZE];
    go_to(reader, NULL, place);
    if (!has_names(state)) {
        lua_measures_read(&measures, state, place);
        lua_settop(state, 1);
        return;
    }
    refuse_unknown(reader, state);
    if (lua_push_entry(state, 1, "measures")) {
        go_to(reader, "measures", place);
        lua_measures_read(&measures, state, place);
        lua_settop(state, 1);
    }
    const struct source_files file = {.items = (struct source_file *)own_file(reader), .count = 1};
    lua_hooks_read(state, &file, reader->values, &spec->hooks);
}

enum status lua_branch_read(struct lua_sandbox *sandbox, const struct spec_branch_file *branch,
                            const struct source_files *files, struct lua_field_reader *values,
                            struct spec *spec, struct error *err)
{
    struct branch_reader reader = {files, values, spec, branch->with};
    spec->branch.first_measure = spec->measures.count;
    spec->branch.first_file = files->count;
    spec->branch.first_hook = hooks_count(spec->hooks);
    spec->branch.from_s = branch->from_s;
    enum status status = lua_sandbox_run(sandbox, branch->with, err);
    if (status != STATUS_OK)
        return status;
    const struct source_file *file = own_file(&reader);
    spec->branch.path = text_arena_copy(&spec->text, branch->with, strlen(branch->with), err);
    spec->branch.source = text_arena_copy(&spec->text, file->text, file->size, err);
    if (!spec->branch.path || !spec->branch.source)
        return STATUS_RESOURCE;
    if (!text_is_utf8(file->text, file->size))
        return error_fail(err, STATUS_USAGE, "%s: is not UTF-8 text", branch->with);
    status = lua_sandbox_visit(sandbox, read_returned, &reader, err);
    lua_hooks_check_after(spec->hooks, spec->branch.first_hook, branch->from_s, values->findings);
    return status;
}
