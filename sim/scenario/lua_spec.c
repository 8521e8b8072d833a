// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_spec.h"

#include "base/names.h"
#include "scenario/lua_branch.h"
#include "scenario/lua_derive.h"
#include "scenario/lua_field.h"
#include "scenario/lua_hooks.h"
#include "scenario/lua_measures.h"
#include "scenario/lua_rows.h"
#include "scenario/lua_sandbox.h"
#include "scenario/source_lines.h"

#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE     1024
#define CANDIDATES_MAX 128u

struct spec_reader {
    struct spec *spec;
    const struct source_files *files;
    struct table_sources *sources;
    struct findings *findings;
    struct lua_field_reader values;
    char place[PLACE_SIZE]; /**< "path:line: group" of the key that is being read */
};

/** Keys that mean nothing: the first ones in the order of their bytes, so that reports do not
 * follow a hash. */
struct unknown_keys {
    const char *names[FINDINGS_SHOWN_MAX]; /**< [count], owned by the Lua table */
    uint32_t count;
    unsigned more;    /**< that found no room */
    unsigned unnamed; /**< entries such as [1] */
};

static void *group_target(const struct spec_reader *reader, const struct spec_group *group)
{
    return (char *)reader->spec + group->fields_offset;
}

static void reader_add_group(struct spec_reader *reader, const struct spec_group *group)
{
    size_t used = strlen(reader->place);
    if (group->key[0] != '\0')
        snprintf(reader->place + used, sizeof reader->place - used, ": %s", group->key);
}

/** Prepares `place` for a finding about `key`. */
static void reader_go_to(struct spec_reader *reader, const struct spec_group *group,
                         const char *key)
{
    source_files_where(reader->files, group->key, key, reader->place, sizeof reader->place);
    reader_add_group(reader, group);
}

/** The same for a key that is missing: where the scenario file takes it away, or else where its
 * group is set. */
static void reader_go_to_missing(struct spec_reader *reader, const struct spec_group *group,
                                 const char *key)
{
    uint32_t line;
    const struct source_file *first = &reader->files->items[0];
    const struct source_files only_first = {.items = reader->files->items, .count = 1};
    if (source_line_of_key(first, group->key, key, &line) == LINE_MATCH_PLACE)
        source_files_where(&only_first, group->key, key, reader->place, sizeof reader->place);
    else if (group->key[0] == '\0')
        snprintf(reader->place, sizeof reader->place, "%s:%u", first->path,
                 (unsigned)source_line_of_return(first));
    else
        source_files_where(reader->files, "", group->key, reader->place, sizeof reader->place);
    reader_add_group(reader, group);
}

static void read_fields(struct spec_reader *reader, const struct spec_group *group,
                        lua_State *state, int index)
{
    for (const struct field *field = group->fields; field && field->name; field++) {
        bool is_given = lua_push_entry(state, index, field->name);
        if (is_given) {
            reader_go_to(reader, group, field->name);
            lua_field_set(&reader->values, field, group_target(reader, group), state,
                          reader->place);
            lua_pop(state, 1);
        } else if (!field->optional) {
            reader_go_to_missing(reader, group, field->name);
            findings_add(reader->findings, STATUS_USAGE, "%s: '%s' is missing", reader->place,
                         field->name);
        }
    }
}

static void add_source(struct spec_reader *reader, const struct spec_group *group,
                       const struct table_kind *kind, const char *path)
{
    struct table_sources *sources = reader->sources;
    enum status status = MEM_RESERVE(&sources->items, &sources->capacity,
                                     (size_t)sources->count + 1, &reader->values.scratch);
    if (status == STATUS_OK) {
        const char *copy =
            text_arena_copy(&reader->spec->text, path, strlen(path), &reader->values.scratch);
        if (copy)
            sources->items[sources->count++] = (struct table_source){group, kind, copy};
        else
            status = STATUS_RESOURCE;
    }
    lua_field_pass_on(&reader->values, status);
}

/** Whether the scenario gives a group; the scenario's table is at index 1. */
static bool group_is_given(lua_State *state, const char *key)
{
    bool is_given = lua_push_entry(state, 1, key);
    if (is_given)
        lua_pop(state, 1);
    return is_given;
}

static bool table_is_optional(const struct table_kind *kind, lua_State *state)
{
    return kind->optional || (kind->needed_by && !group_is_given(state, kind->needed_by));
}

/** Reads the table at the top of the stack: a path, or rows. */
static void read_table(struct spec_reader *reader, const struct spec_group *group,
                       const struct table_kind *kind, lua_State *state)
{
    int type = lua_type(state, -1);
    if (type == LUA_TTABLE && !kind->is_streamed && !lua_getmetatable(state, -1)) {
        const struct lua_rows rows = {&reader->values, reader->files, group->key, kind};
        lua_rows_read(
            &rows, state,
            (struct table *)(void *)((char *)reader->spec + group->tables_offset + kind->offset));
        return;
    }
    if (type == LUA_TSTRING && lua_rawlen(state, -1) > 0 &&
        text_is_utf8(lua_tostring(state, -1), lua_rawlen(state, -1))) {
        add_source(reader, group, kind, lua_tostring(state, -1));
        return;
    }
    reader_go_to(reader, group, kind->key);
    findings_add(reader->findings, STATUS_USAGE, "%s: %s is a %s, must be the path of a CSV file%s",
                 reader->place, kind->key, lua_typename(state, type),
                 kind->is_streamed ? "" : " or a list of rows");
}

static void read_tables(struct spec_reader *reader, const struct spec_group *group,
                        lua_State *state, int index)
{
    for (const struct table_kind *kind = group->tables; kind && kind->key; kind++) {
        if (lua_push_entry(state, index, kind->key)) {
            read_table(reader, group, kind, state);
            lua_settop(state, index);
        } else if (!table_is_optional(kind, state)) {
            reader_go_to_missing(reader, group, kind->key);
            findings_add(reader->findings, STATUS_USAGE,
                         "%s: '%s' is missing, it is the path of a CSV file", reader->place,
                         kind->key);
        }
    }
}

/** Lists what may stand in a group. */
static uint32_t group_keys(const struct spec_group *group, const char *out[CANDIDATES_MAX])
{
    uint32_t count = 0;
    for (const struct field *field = group->fields; field && field->name; field++)
        if (count < CANDIDATES_MAX)
            out[count++] = field->name;
    for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
        if (count < CANDIDATES_MAX)
            out[count++] = kind->key;
    if (group->key[0] == '\0' && count < CANDIDATES_MAX)
        out[count++] = "measures";
    if (group->key[0] == '\0' && count < CANDIDATES_MAX)
        out[count++] = "hooks";
    if (group->key[0] == '\0')
        for (const struct spec_group *other = spec_groups; other->key; other++)
            if (other->key[0] != '\0' && count < CANDIDATES_MAX)
                out[count++] = other->key;
    return count;
}

static bool group_has(const struct spec_group *group, const char *key)
{
    const char *keys[CANDIDATES_MAX];
    uint32_t count = group_keys(group, keys);
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

static void fail_unknown(struct spec_reader *reader, const struct spec_group *group,
                         const char *key)
{
    char shown[LUA_SHOWN_SIZE];
    const char *keys[CANDIDATES_MAX];
    const char *similar = text_suggest(keys, group_keys(group, keys), key);

    reader_go_to(reader, group, key);
    lua_text_show(key, shown);
    if (similar) {
        findings_add(reader->findings, STATUS_USAGE, "%s: unknown field '%s', did you mean '%s'?",
                     reader->place, shown, similar);
        return;
    }
    for (const struct spec_group *other = spec_groups; other->key; other++) {
        if (group_has(other, key)) {
            findings_add(reader->findings, STATUS_USAGE, "%s: unknown field '%s', it belongs %s%s",
                         reader->place, shown, other->key[0] ? "in " : "at the top level",
                         other->key);
            return;
        }
    }
    findings_add(reader->findings, STATUS_USAGE, "%s: unknown field '%s'", reader->place, shown);
}

/** Keeps the smallest names, in order. */
static void unknown_add(struct unknown_keys *unknown, const char *name)
{
    uint32_t at = unknown->count;
    if (unknown->count == FINDINGS_SHOWN_MAX) {
        unknown->more++;
        at--;
        if (strcmp(unknown->names[at], name) <= 0)
            return;
    } else {
        unknown->count++;
    }
    for (; at > 0 && strcmp(unknown->names[at - 1], name) > 0; at--)
        unknown->names[at] = unknown->names[at - 1];
    unknown->names[at] = name;
}

static void refuse_unknown(struct spec_reader *reader, const struct spec_group *group,
                           lua_State *state, int index)
{
    struct unknown_keys unknown = {.count = 0};
    lua_pushnil(state);
    while (lua_next(state, index)) {
        lua_pop(state, 1);
        if (lua_type(state, -1) != LUA_TSTRING)
            unknown.unnamed++;
        else if (!group_has(group, lua_tostring(state, -1)))
            unknown_add(&unknown, lua_tostring(state, -1));
    }
    for (uint32_t i = 0; i < unknown.count; i++)
        fail_unknown(reader, group, unknown.names[i]);
    for (unsigned i = 0; i < unknown.more; i++)
        findings_add(reader->findings, STATUS_USAGE, "one more unknown field");
    if (unknown.unnamed > 0) {
        reader_go_to(reader, group, group->key);
        findings_add(reader->findings, STATUS_USAGE,
                     "%s: has %u entries without a name, only `name = value` is understood",
                     reader->place, unknown.unnamed);
    }
}

/** Whether a group may be left out as a whole. */
static bool group_is_optional(const struct spec_group *group, lua_State *state)
{
    bool is_needed = group->needed_by[0] == NULL;
    for (int i = 0; group->needed_by[i]; i++)
        is_needed = is_needed || group_is_given(state, group->needed_by[i]);
    if (group->optional || !is_needed)
        return true;
    for (const struct field *field = group->fields; field && field->name; field++)
        if (!field->optional)
            return false;
    for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
        if (!table_is_optional(kind, state))
            return false;
    return true;
}

static void read_group(struct spec_reader *reader, const struct spec_group *group, lua_State *state)
{
    bool is_top = group->key[0] == '\0';
    if (is_top) {
        lua_pushvalue(state, 1);
    } else if (!lua_push_entry(state, 1, group->key)) {
        if (group_is_optional(group, state))
            return;
        reader_go_to_missing(reader, &spec_groups[0], group->key);
        findings_add(reader->findings, STATUS_USAGE, "%s: '%s' is missing", reader->place,
                     group->key);
        return;
    }
    int index = lua_gettop(state);
    source_files_where(reader->files, "", group->key, reader->place, sizeof reader->place);
    const char *name = is_top ? "the scenario" : group->key;
    if (lua_type(state, index) != LUA_TTABLE) {
        findings_add(reader->findings, STATUS_USAGE, "%s: %s is a %s, must be a table",
                     reader->place, name, lua_typename(state, lua_type(state, index)));
    } else if (lua_getmetatable(state, index)) {
        /* What a metatable answers cannot be listed, so a misspelt key could not be found. */
        findings_add(reader->findings, STATUS_USAGE,
                     "%s: %s has a metatable, must be a plain table", reader->place, name);
    } else {
        read_fields(reader, group, state, index);
        read_tables(reader, group, state, index);
        refuse_unknown(reader, group, state, index);
    }
    lua_settop(state, 1);
}

/** Something must move. */
static void read_movers(struct spec_reader *reader, lua_State *state)
{
    struct spec *spec = reader->spec;
    spec->has_demand = group_is_given(state, "demand");
    spec->has_traffic = group_is_given(state, "traffic");
    if (spec->has_demand || spec->has_traffic || group_is_given(state, "transit"))
        return;
    reader_go_to_missing(reader, &spec_groups[0], "traffic");
    findings_add(reader->findings, STATUS_USAGE,
                 "%s: neither 'demand', 'traffic' nor 'transit' is given, so nothing would move; "
                 "vehicles on "
                 "given routes are added like this: traffic = { drives = here .. \"/drives.csv\" }",
                 reader->place);
}

/** A group of traffic without a table is a mistake, too. */
static void check_traffic(struct spec_reader *reader)
{
    for (uint32_t i = 0; i < reader->sources->count; i++)
        if (reader->sources->items[i].group->tables == traffic_table_kinds)
            return;
    if (reader->spec->traffic_tables.flows.count > 0)
        return;
    if (!reader->spec->has_traffic || reader->findings->count > 0)
        return;
    reader_go_to(reader, &spec_groups[0], "traffic");
    findings_add(reader->findings, STATUS_USAGE,
                 "%s: traffic names no table, must name 'drives', 'flows' or both", reader->place);
}

static void read_base(struct spec_reader *reader, lua_State *state)
{
    const char *path = lua_derive_origin(state, 1);
    path = path ? path : "";
    reader->spec->base =
        text_arena_copy(&reader->spec->text, path, strlen(path), &reader->values.scratch);
    if (!reader->spec->base)
        lua_field_pass_on(&reader->values, STATUS_RESOURCE);
}

static void read_measures(struct spec_reader *reader, lua_State *state)
{
    struct lua_measures measures = {&reader->values, reader->files, &reader->spec->measures};
    if (!lua_push_entry(state, 1, "measures"))
        return;
    source_files_where(reader->files, "", "measures", reader->place, sizeof reader->place);
    lua_measures_read(&measures, state, reader->place);
    lua_settop(state, 1);
}

/** The work inside Lua's protection: the returned table is at index 1. */
static void read_groups(struct lua_State *state, void *data)
{
    read_base(data, state);
    read_movers(data, state);
    for (const struct spec_group *group = spec_groups; group->key; group++)
        read_group(data, group, state);
    read_measures(data, state);
    struct spec_reader *reader = data;
    lua_hooks_read(state, reader->files, &reader->values, &reader->spec->hooks);
    check_traffic(data);
}

static enum status set_standards(struct spec *spec, struct error *err)
{
    enum status status = STATUS_OK;
    for (const struct spec_group *group = spec_groups; group->key && status == STATUS_OK; group++)
        if (group->fields)
            status = fields_set_standard(group->fields, (char *)spec + group->fields_offset,
                                         &spec->text, err);
    return status;
}

enum status lua_spec_read(const struct lua_spec_input *input, struct source_files *files,
                          struct spec *spec, struct table_sources *sources,
                          struct findings *findings)
{
    unsigned before = findings->count;
    struct lua_sandbox *sandbox = NULL;
    struct error err = {0};
    struct spec_reader reader = {.spec = spec,
                                 .files = files,
                                 .sources = sources,
                                 .findings = findings,
                                 .values = {.text = &spec->text, .findings = findings}};

    enum status status = set_standards(spec, &err);
    if (status == STATUS_OK)
        status = lua_sandbox_create(input->search_folders, files, &sandbox, &err);
    if (status == STATUS_OK)
        status = lua_sandbox_run(sandbox, input->path, &err);
    if (status == STATUS_OK && !text_is_utf8(files->items[0].text, files->items[0].size))
        status = error_fail(&err, STATUS_USAGE, "%s: is not UTF-8 text", input->path);
    if (status == STATUS_OK)
        status = lua_sandbox_visit(sandbox, read_groups, &reader, &err);
    if (status == STATUS_OK && input->branch)
        status = lua_branch_read(sandbox, input->branch, files, &reader.values, spec, &err);
    if (status == STATUS_OK && findings->count == before && spec->hooks) {
        status = lua_hooks_keep(spec->hooks, sandbox, &err);
        sandbox = NULL;
    }
    if (status != STATUS_OK)
        findings_add(findings, status, "%s", err.text);
    lua_sandbox_destroy(sandbox);
    return findings->count == before ? STATUS_OK : findings->status;
}
