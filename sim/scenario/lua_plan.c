// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_plan.h"

#include "base/names.h"
#include "scenario/lua_field.h"
#include "scenario/lua_literal.h"
#include "scenario/lua_sandbox.h"
#include "scenario/scenario_path.h"
#include "scenario/source_lines.h"

#include <lua.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_SIZE 5120
#define SHOWN_SIZE 64
#define KEYS_MAX   24u
#define SEEDS_MAX  100000

struct plan_reader {
    struct sweep_plan *plan;
    struct source_files *files;
    struct findings *findings;
    struct lua_field_reader values;
    char place[PLACE_SIZE];
};

/** Messages from now on are about `key` of `group`. */
static void go_to(struct plan_reader *reader, const char *group, const char *key)
{
    source_files_where(reader->files, group, key, reader->place, sizeof reader->place);
}

#define FAIL(reader, ...) findings_add((reader)->findings, STATUS_USAGE, __VA_ARGS__)

static const char *keep(struct plan_reader *reader, const char *text)
{
    const char *copy =
        text_arena_copy(&reader->plan->text, text, strlen(text), &reader->values.scratch);
    lua_field_pass_on(&reader->values, copy ? STATUS_OK : STATUS_RESOURCE);
    return copy ? copy : "";
}

static bool reserve(struct plan_reader *reader, enum status status)
{
    lua_field_pass_on(&reader->values, status);
    return status == STATUS_OK;
}

#define RESERVE(reader, list, capacity, count)                                                     \
    reserve(reader, MEM_RESERVE(list, capacity, (size_t)(count) + 1, &(reader)->values.scratch))

/** Refuses a key of the table at `index` that is neither a field nor one of `extras`. */
static void check_keys(struct plan_reader *reader, lua_State *state, int index, const char *group,
                       const struct field *fields, const char *const *extras)
{
    const char *candidates[KEYS_MAX];
    uint32_t count = 0;
    for (const struct field *field = fields; field->name && count < KEYS_MAX; field++)
        candidates[count++] = field->name;
    for (; *extras && count < KEYS_MAX; extras++)
        candidates[count++] = *extras;
    int walk = lua_ordered_begin(state, index);
    while (lua_ordered_step(state, walk)) {
        char shown[LUA_SHOWN_SIZE];
        const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "";
        bool is_known = false;
        for (uint32_t i = 0; i < count; i++)
            is_known = is_known || strcmp(candidates[i], key) == 0;
        if (!is_known) {
            const char *similar = text_suggest(candidates, count, key);
            go_to(reader, group, key);
            FAIL(reader, "%s: unknown field '%s'%s%s%s", reader->place, lua_text_show(key, shown),
                 similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
        }
        lua_pop(state, 2);
    }
    lua_settop(state, walk - 1);
}

/** The fields of the table at `index`. */
static void read_fields(struct plan_reader *reader, lua_State *state, int index, const char *group,
                        const struct field *fields, void *target)
{
    reserve(reader,
            fields_set_standard(fields, target, &reader->plan->text, &reader->values.scratch));
    for (const struct field *field = fields; field->name; field++) {
        go_to(reader, group, field->name);
        if (lua_push_entry(state, index, field->name)) {
            lua_field_set(&reader->values, field, target, state, reader->place);
            lua_pop(state, 1);
        } else if (!field->optional) {
            FAIL(reader, "%s: '%s' is missing", reader->place, field->name);
        }
    }
}

/** A parameter's value, at the top of the stack, as text. */
static struct plan_value read_value(struct plan_reader *reader, lua_State *state)
{
    char shown[SHOWN_SIZE] = "";
    lua_literal_push(state, -1, reader->place);
    struct plan_value value = {.lua = keep(reader, lua_tostring(state, -1))};
    lua_pop(state, 1);
    if (lua_type(state, -1) == LUA_TNUMBER)
        snprintf(shown, sizeof shown, "%.14g", lua_tonumber(state, -1));
    else if (lua_type(state, -1) == LUA_TBOOLEAN)
        snprintf(shown, sizeof shown, "%s", value.lua);
    bool is_text = lua_type(state, -1) == LUA_TSTRING;
    value.shown = keep(reader, is_text ? lua_tostring(state, -1) : shown);
    return value;
}

/** Whether a plan may set the key at index -2; its name goes to `out_name`. */
static bool check_parameter(struct plan_reader *reader, lua_State *state, const char *group,
                            const char **out_name, const struct field **out_field)
{
    if (lua_type(state, -2) != LUA_TSTRING) {
        FAIL(reader, "%s: an entry of '%s' has no name, write [\"group.field\"] = ...",
             reader->place, group);
        return false;
    }
    go_to(reader, group, lua_tostring(state, -2));
    *out_name = keep(reader, lua_tostring(state, -2));
    enum status status =
        plan_parameter_check(*out_name, reader->place, out_field, &reader->values.scratch);
    lua_field_pass_on(&reader->values, status);
    return status == STATUS_OK;
}

static void read_axis(struct plan_reader *reader, lua_State *state, const char *name)
{
    struct sweep_plan *plan = reader->plan;
    int list = lua_gettop(state);
    if (lua_type(state, list) != LUA_TTABLE || lua_rawlen(state, list) == 0) {
        FAIL(reader, "%s: %s must be a list of values, such as { 1, 2 }", reader->place, name);
        return;
    }
    if (!RESERVE(reader, &plan->axes, &plan->axis_capacity, plan->axis_count))
        return;
    struct plan_axis *axis = &plan->axes[plan->axis_count++];
    *axis = (struct plan_axis){.parameter = name};
    for (lua_Integer i = 1; lua_rawgeti(state, list, i) != LUA_TNIL; i++) {
        struct plan_value value = read_value(reader, state);
        lua_pop(state, 1);
        if (value.shown[0] == '\0')
            FAIL(reader,
                 "%s: value %d of %s has no short form that could name a variant; use a "
                 "list, whose variants have a 'name'",
                 reader->place, (int)i, name);
        if (!RESERVE(reader, &axis->values, &axis->capacity, axis->count))
            return;
        axis->values[axis->count++] = value;
    }
}

static void read_grid(struct plan_reader *reader, lua_State *state, int index)
{
    int walk = lua_ordered_begin(state, index);
    while (lua_ordered_step(state, walk)) {
        const char *name;
        const struct field *field;
        if (check_parameter(reader, state, "grid", &name, &field))
            read_axis(reader, state, name);
        lua_settop(state, walk + 2);
    }
}

/** The variant at the top of the stack. */
static void read_entry(struct plan_reader *reader, lua_State *state, struct plan_entry *entry)
{
    struct plan_settings *settings = &entry->settings;
    int walk = lua_ordered_begin(state, -1);
    while (lua_ordered_step(state, walk)) {
        const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "";
        bool is_name = strcmp(key, "name") == 0, is_scenario = strcmp(key, "scenario") == 0;
        const char *name;
        const struct field *field;
        if ((is_name || is_scenario) && lua_type(state, -1) == LUA_TSTRING) {
            *(is_name ? &entry->name : &entry->scenario) = keep(reader, lua_tostring(state, -1));
        } else if (is_name || is_scenario) {
            FAIL(reader, "%s: %s must be a text", reader->place, key);
        } else if (check_parameter(reader, state, "list", &name, &field)) {
            struct plan_setting setting = {name, read_value(reader, state)};
            if (RESERVE(reader, &settings->items, &settings->capacity, settings->count))
                settings->items[settings->count++] = setting;
        }
        lua_settop(state, walk + 2);
    }
    lua_settop(state, walk - 1);
}

static void check_entry(struct plan_reader *reader, const struct plan_entry *entry, int number)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
    go_to(reader, "", "list");
    if (strspn(entry->name, allowed) != strlen(entry->name) || entry->name[0] == '.' ||
        strlen(entry->name) > 100)
        FAIL(reader,
             "%s: the name '%.60s' of variant %d becomes a file name: up to 100 letters, "
             "digits and . _ + - only",
             reader->place, entry->name, number);
    for (uint32_t s = 0; s < entry->settings.count && entry->name[0] == '\0'; s++)
        if (entry->settings.items[s].value.shown[0] == '\0')
            FAIL(reader, "%s: variant %d needs a 'name', as the value of %s has no short form",
                 reader->place, number, entry->settings.items[s].parameter);
}

static void read_list(struct plan_reader *reader, lua_State *state, int index)
{
    struct sweep_plan *plan = reader->plan;
    for (lua_Integer i = 1; lua_rawgeti(state, index, i) != LUA_TNIL; i++) {
        if (lua_type(state, -1) != LUA_TTABLE) {
            FAIL(reader, "%s: variant %d of the list is a %s, must be a table", reader->place,
                 (int)i, lua_typename(state, lua_type(state, -1)));
        } else if (RESERVE(reader, &plan->entries, &plan->entry_capacity, plan->entry_count)) {
            struct plan_entry *entry = &plan->entries[plan->entry_count++];
            *entry = (struct plan_entry){.name = "", .scenario = ""};
            read_entry(reader, state, entry);
            check_entry(reader, entry, (int)i);
        }
        lua_settop(state, index);
    }
    if (plan->entry_count == 0)
        FAIL(reader, "%s: the list has no variant", reader->place);
}

/** One end of a range, at the top of the stack. */
static double read_end(struct plan_reader *reader, lua_State *state, const struct field *field)
{
    struct plan_value value = read_value(reader, state);
    struct text_arena none = {0};
    union {
        double real;
        int64_t whole;
    } end = {.real = 0};
    struct field at = *field;
    at.offset = 0;
    bool is_text = lua_type(state, -1) == LUA_TSTRING;
    enum status status =
        is_text || field->type == FIELD_INT
            ? field_set_text(&at, &end, value.shown, &none, reader->place, &reader->values.scratch)
            : field_set_number(&at, &end, lua_tonumber(state, -1), reader->place,
                               &reader->values.scratch);
    lua_field_pass_on(&reader->values, status);
    return field->type == FIELD_INT ? (double)end.whole : end.real;
}

static void read_range(struct plan_reader *reader, lua_State *state, const char *name,
                       const struct field *field)
{
    struct plan_latin *latin = &reader->plan->latin;
    int list = lua_gettop(state);
    bool is_number = field && (field->type == FIELD_INT ||
                               (field->type == FIELD_REAL && field->quantity != QUANTITY_CLOCK));
    if (!is_number) {
        FAIL(reader, "%s: %s is no number, so nothing can be drawn between two values of it",
             reader->place, name);
        return;
    }
    if (lua_type(state, list) != LUA_TTABLE || lua_rawlen(state, list) != 2) {
        FAIL(reader, "%s: the range of %s must be { lowest, highest }", reader->place, name);
        return;
    }
    struct plan_range range = {.parameter = name, .is_whole = field->type == FIELD_INT};
    lua_rawgeti(state, list, 1);
    range.low = read_end(reader, state, field);
    lua_rawgeti(state, list, 2);
    range.high = read_end(reader, state, field);
    if (!(range.low < range.high))
        FAIL(reader, "%s: the range of %s goes from %g to %g, the first must be less",
             reader->place, name, range.low, range.high);
    if (RESERVE(reader, &latin->ranges, &latin->capacity, latin->count))
        latin->ranges[latin->count++] = range;
}

static void read_latin(struct plan_reader *reader, lua_State *state, int index)
{
    static const char *const extras[] = {"ranges", NULL};
    read_fields(reader, state, index, "latin", plan_latin_fields, &reader->plan->latin);
    check_keys(reader, state, index, "latin", plan_latin_fields, extras);
    go_to(reader, "latin", "ranges");
    if (!lua_push_entry(state, index, "ranges") || lua_type(state, -1) != LUA_TTABLE) {
        FAIL(reader, "%s: latin needs 'ranges' = { [\"group.field\"] = { lowest, highest } }",
             reader->place);
        return;
    }
    int walk = lua_ordered_begin(state, -1);
    while (lua_ordered_step(state, walk)) {
        const char *name;
        const struct field *field;
        if (check_parameter(reader, state, "ranges", &name, &field))
            read_range(reader, state, name, field);
        lua_settop(state, walk + 2);
    }
    if (reader->plan->latin.count == 0)
        FAIL(reader, "%s: 'ranges' of latin names no parameter", reader->place);
}

static void read_stop(struct plan_reader *reader, lua_State *state, int index)
{
    static const char *const extras[] = {NULL};
    struct plan_stop *stop = &reader->plan->stop;
    read_fields(reader, state, index, "stop", plan_stop_fields, stop);
    check_keys(reader, state, index, "stop", plan_stop_fields, extras);
    go_to(reader, "", "stop");
    if (stop->half_width <= 0 && stop->share <= 0)
        FAIL(reader, "%s: stop needs 'half_width' (in the unit of the indicator) or 'share'",
             reader->place);
}

static void add_seed(struct plan_reader *reader, int64_t seed)
{
    struct sweep_plan *plan = reader->plan;
    for (uint32_t i = 0; i < plan->seed_count; i++)
        if (plan->seeds[i] == seed) {
            FAIL(reader, "%s: seed %lld is given twice", reader->place, (long long)seed);
            return;
        }
    if (RESERVE(reader, &plan->seeds, &plan->seed_capacity, plan->seed_count))
        plan->seeds[plan->seed_count++] = seed;
}

/** `seeds = 20`: 1 to 20; `seeds = {3, 5}`; left out: 1. */
static void read_seeds(struct plan_reader *reader, lua_State *state)
{
    go_to(reader, "", "seeds");
    if (!lua_push_entry(state, 1, "seeds")) {
        add_seed(reader, 1);
        return;
    }
    int index = lua_gettop(state);
    if (lua_isinteger(state, index) && lua_tointeger(state, index) >= 1 &&
        lua_tointeger(state, index) <= SEEDS_MAX) {
        for (int64_t seed = 1; seed <= lua_tointeger(state, index); seed++)
            add_seed(reader, seed);
    } else if (lua_type(state, index) == LUA_TTABLE && lua_rawlen(state, index) > 0) {
        for (lua_Integer i = 1; lua_rawgeti(state, index, i) != LUA_TNIL; i++) {
            if (lua_isinteger(state, -1) && lua_tointeger(state, -1) >= 0)
                add_seed(reader, lua_tointeger(state, -1));
            else
                FAIL(reader, "%s: seed %d is no whole number from 0 on", reader->place, (int)i);
            lua_pop(state, 1);
        }
    } else {
        FAIL(reader, "%s: seeds must be how many (1 to %d), or a list such as { 1, 2, 3 }",
             reader->place, SEEDS_MAX);
    }
    lua_settop(state, 1);
}

/** The work inside Lua's protection: the returned table is at index 1. */
static void read_plan(struct lua_State *state, void *data)
{
    static const char *const extras[] = {"seeds", "grid", "list", "latin", "stop", NULL};
    static const struct {
        const char *key;
        void (*read)(struct plan_reader *, lua_State *, int);
    } parts[] = {
        {"grid", read_grid}, {"list", read_list}, {"latin", read_latin}, {"stop", read_stop}};
    struct plan_reader *reader = data;
    uint32_t designs = 0;
    read_fields(reader, state, 1, "", sweep_plan_fields, reader->plan);
    check_keys(reader, state, 1, "", sweep_plan_fields, extras);
    read_seeds(reader, state);
    reader->plan->stop.indicator = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        go_to(reader, "", parts[i].key);
        if (lua_push_entry(state, 1, parts[i].key)) {
            designs += i < 3;
            if (lua_type(state, -1) == LUA_TTABLE)
                parts[i].read(reader, state, lua_gettop(state));
            else
                FAIL(reader, "%s: %s must be a table", reader->place, parts[i].key);
        }
        lua_settop(state, 1);
    }
    if (designs > 1)
        FAIL(reader, "%s: a plan has one of 'grid', 'list' and 'latin'", reader->place);
}

/** Makes the paths absolute, so that a member runs from anywhere. */
static enum status resolve_paths(struct sweep_plan *plan, const char *const *search_folders,
                                 struct error *err)
{
    enum status status = scenario_path_find(plan->scenario, plan->path, search_folders, &plan->text,
                                            &plan->scenario, err);
    for (uint32_t i = 0; i < plan->entry_count && status == STATUS_OK; i++)
        if (plan->entries[i].scenario[0])
            status = scenario_path_find(plan->entries[i].scenario, plan->path, search_folders,
                                        &plan->text, &plan->entries[i].scenario, err);
    if (status == STATUS_OK)
        status = scenario_path_join(plan->path, plan->out, &plan->text, &plan->out, err);
    return status;
}

enum status lua_plan_read(const char *path, const char *const *search_folders,
                          struct sweep_plan *out, struct error *err)
{
    struct sweep_plan made = {.path = NULL};
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct findings findings = {.err = err};
    struct plan_reader reader = {.plan = &made, .files = &files, .findings = &findings};
    reader.values = (struct lua_field_reader){.text = &made.text, .findings = &findings};

    char *absolute = realpath(path, NULL); /* `here` becomes absolute, too */
    if (!absolute)
        return error_fail(err, STATUS_USAGE, "cannot read the plan '%s': there is no such file",
                          path);
    made.path = keep(&reader, absolute);
    free(absolute);
    enum status status = lua_sandbox_create(search_folders, &files, &sandbox, err);
    if (status == STATUS_OK)
        status = lua_sandbox_run(sandbox, made.path, err);
    if (status == STATUS_OK)
        status = lua_sandbox_visit(sandbox, read_plan, &reader, err);
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);
    if (status == STATUS_OK)
        status = findings_end(&findings);
    if (status == STATUS_OK)
        status = resolve_paths(&made, search_folders, err);
    if (status == STATUS_OK)
        *out = made;
    else
        sweep_plan_deinit(&made);
    return status;
}
