// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_hooks.h"

#include "base/names.h"
#include "scenario/lua_frozen.h"
#include "scenario/lua_now.h"
#include "scenario/lua_plain.h"
#include "scenario/source_lines.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE 1024
#define NOT_GIVEN  (-1.0)

/** After so many calls of a hook it is not looked at again until the end of the day. */
#define WATCHED_CALLS 3u

struct hook {
    struct hook_times times;
    int function;           /**< in the registry */
    char place[PLACE_SIZE]; /**< "path:line" where it begins */
    uint32_t calls;         /**< of the day */
};

struct hooks {
    struct lua_sandbox *sandbox;
    struct source_files files;
    struct hook *items; /**< [count] */
    uint32_t count;
    size_t capacity;
    struct lua_now now;
    struct lua_frozen frozen;
    uint64_t spent; /**< instructions of the day */
    double seconds; /**< of the day */
    struct plain_bytes bytes;
};

/** What is in the registry, by the addresses of these. */
static const char key_now, key_state, key_functions;

static const struct lua_budget call_budget = {"the hook", LUA_HOOK_INSTRUCTIONS_MAX,
                                              LUA_HOOK_SECONDS_MAX};

/* ---- reading ---- */

struct hook_reader {
    const struct source_files *files;
    struct lua_field_reader *values;
    struct hooks *hooks;
    char place[PLACE_SIZE];
};

/** Keys of the entry at the top that nothing reads. */
static void check_keys(struct hook_reader *reader, lua_State *state)
{
    const char *candidates[8] = {"run"};
    uint32_t count = 1;
    for (const struct field *field = hook_fields; field->name; field++)
        candidates[count++] = field->name;
    lua_pushnil(state);
    while (lua_next(state, -2)) {
        char shown[LUA_SHOWN_SIZE];
        lua_pop(state, 1);
        const char *key = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : NULL;
        if (!key) {
            findings_add(reader->values->findings, STATUS_USAGE,
                         "%s has an entry without a name, only `name = value` is understood",
                         reader->place);
            continue;
        }
        if (strcmp(key, "run") == 0 || fields_find(hook_fields, key))
            continue;
        const char *similar = text_suggest(candidates, count, key);
        lua_text_show(key, shown);
        findings_add(reader->values->findings, STATUS_USAGE,
                     similar ? "%s: unknown field '%s', did you mean '%s'?"
                             : "%s: unknown field '%s'%s",
                     reader->place, shown, similar ? similar : "");
    }
}

/** What no single field can say. */
static void check_times(struct hook_reader *reader, const struct hook_times *times)
{
    struct findings *findings = reader->values->findings;
    bool is_once = times->at_s >= 0, is_often = times->every_s >= 0;
    if (is_once && (is_often || times->from_s >= 0 || times->to_s >= 0))
        findings_add(findings, STATUS_USAGE, "%s: either 'at' or 'every' with 'from' and 'to'",
                     reader->place);
    if (!is_once && !is_often)
        findings_add(findings, STATUS_USAGE,
                     "%s: neither 'every' nor 'at' says when it is called; write it like every = "
                     "\"5 min\" or at = \"07:30\"",
                     reader->place);
    if (times->from_s >= 0 && times->to_s >= 0 && times->to_s < times->from_s)
        findings_add(findings, STATUS_USAGE, "%s: to is %.0f s, before from at %.0f s",
                     reader->place, times->to_s, times->from_s);
}

/** The function `run` of the entry at the top, into the registry. */
static void read_function(struct hook_reader *reader, struct hook *hook, lua_State *state)
{
    lua_Debug about;
    struct findings *findings = reader->values->findings;
    if (!lua_push_entry(state, lua_gettop(state), "run")) {
        findings_add(findings, STATUS_USAGE, "%s: 'run' is missing, it is a function(now, state)",
                     reader->place);
        return;
    }
    if (!lua_isfunction(state, -1) || lua_iscfunction(state, -1)) {
        findings_add(findings, STATUS_USAGE, "%s: run is a %s, must be a function(now, state)",
                     reader->place,
                     lua_isfunction(state, -1) ? "function of the library"
                                               : luaL_typename(state, -1));
        lua_pop(state, 1);
        return;
    }
    lua_pushvalue(state, -1);
    lua_getinfo(state, ">S", &about);
    snprintf(hook->place, sizeof hook->place, "%s:%d", about.source + 1, about.linedefined);
    hook->function = luaL_ref(state, LUA_REGISTRYINDEX);
}

/** The place of an entry: where its function begins, else where `hooks` is set. */
static void go_to(struct hook_reader *reader, lua_State *state, uint32_t number)
{
    lua_Debug about;
    char line[PLACE_SIZE - 32];
    source_files_where(reader->files, "", "hooks", line, sizeof line);
    if (lua_istable(state, -1) && lua_push_entry(state, lua_gettop(state), "run")) {
        if (lua_isfunction(state, -1) && !lua_iscfunction(state, -1)) {
            lua_getinfo(state, ">S", &about);
            snprintf(line, sizeof line, "%s:%d", about.source + 1, about.linedefined);
        } else {
            lua_pop(state, 1);
        }
    }
    snprintf(reader->place, sizeof reader->place, "%s: hooks[%u]", line, number);
}

/** Reads the entry at the top. */
static void read_hook(struct hook_reader *reader, lua_State *state, uint32_t number)
{
    struct hooks *hooks = reader->hooks;
    struct findings *findings = reader->values->findings;
    struct hook hook = {.times = {NOT_GIVEN, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN},
                        .function = LUA_NOREF};
    go_to(reader, state, number);
    if (!lua_istable(state, -1)) {
        findings_add(findings, STATUS_USAGE, "%s is a %s, must be a table", reader->place,
                     luaL_typename(state, -1));
        return;
    }
    unsigned before = findings->count;
    for (const struct field *field = hook_fields; field->name; field++) {
        if (!lua_push_entry(state, lua_gettop(state), field->name))
            continue;
        lua_field_set(reader->values, field, &hook.times, state, reader->place);
        lua_pop(state, 1);
    }
    if (findings->count == before)
        check_times(reader, &hook.times);
    check_keys(reader, state);
    read_function(reader, &hook, state);
    enum status status = MEM_RESERVE(&hooks->items, &hooks->capacity, (size_t)hooks->count + 1,
                                     &reader->values->scratch);
    if (status == STATUS_OK)
        hooks->items[hooks->count++] = hook;
    lua_field_pass_on(reader->values, status);
}

void lua_hooks_read(struct lua_State *state, const struct source_files *files,
                    struct lua_field_reader *values, struct hooks **out)
{
    struct hook_reader reader = {.files = files, .values = values};
    if (!lua_push_entry(state, 1, "hooks"))
        return;
    source_files_where(files, "", "hooks", reader.place, sizeof reader.place);
    lua_Integer count = lua_istable(state, -1) ? (lua_Integer)lua_rawlen(state, -1) : 0, keys = 0;
    for (lua_pushnil(state); count > 0 && lua_next(state, -2); keys++)
        lua_pop(state, 1);
    if (count == 0 || keys != count) {
        findings_add(values->findings, STATUS_USAGE,
                     "%s: hooks must be a list of tables such as { every = \"5 min\", run = "
                     "function(now, state) ... end }",
                     reader.place);
        lua_settop(state, 1);
        return;
    }
    reader.hooks = *out ? *out : mem_alloc(1, sizeof *reader.hooks, &values->scratch);
    if (!reader.hooks) {
        lua_field_pass_on(values, STATUS_RESOURCE);
        return;
    }
    *out = reader.hooks;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(state, -1, i);
        read_hook(&reader, state, (uint32_t)i);
        lua_pop(state, 1);
    }
    lua_settop(state, 1);
}

void lua_hooks_check_after(const struct hooks *hooks, uint32_t first, double t_s,
                           struct findings *findings)
{
    char last[QUANTITY_TEXT_SIZE], begin[QUANTITY_TEXT_SIZE];
    for (uint32_t i = first; i < hooks_count(hooks); i++) {
        const struct hook_times *times = &hooks->items[i].times;
        double last_s = times->at_s >= 0 ? times->at_s : times->to_s;
        if (last_s < 0 || last_s >= t_s)
            continue;
        quantity_print(QUANTITY_CLOCK, last_s, last);
        quantity_print(QUANTITY_CLOCK, t_s, begin);
        findings_add(findings, STATUS_USAGE,
                     "%s: hooks[%u]: %s is %s, before the branch begins: it must be %s or later",
                     hooks->items[i].place, i - first + 1, times->at_s >= 0 ? "at" : "to", last,
                     begin);
    }
}

/* ---- keeping and calling ---- */

/** Pushes the list of the functions of all hooks. */
static void push_functions(lua_State *state)
{
    lua_rawgetp(state, LUA_REGISTRYINDEX, &key_functions);
}

static void prepare(struct lua_State *state, void *data)
{
    struct hooks *hooks = data;
    lua_environment_freeze(state);
    lua_now_push(state, &hooks->now);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &key_now);
    lua_createtable(state, (int)hooks->count, 0);
    for (uint32_t i = 0; i < hooks->count; i++) {
        lua_rawgeti(state, LUA_REGISTRYINDEX, hooks->items[i].function);
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
    lua_rawsetp(state, LUA_REGISTRYINDEX, &key_functions);
    push_functions(state);
    lua_frozen_take(state, &hooks->frozen);
}

enum status lua_hooks_keep(struct hooks *hooks, struct lua_sandbox *sandbox, struct error *err)
{
    hooks->sandbox = sandbox;
    return lua_sandbox_call(sandbox, &call_budget, prepare, hooks, err);
}

void lua_hooks_keep_files(struct hooks *hooks, struct source_files *files)
{
    hooks->files = *files;
    *files = (struct source_files){0};
    lua_sandbox_set_files(hooks->sandbox, &hooks->files);
}

uint32_t hooks_count(const struct hooks *hooks)
{
    return hooks ? hooks->count : 0;
}

const struct hook_times *hooks_times(const struct hooks *hooks, uint32_t hook)
{
    return &hooks->items[hook].times;
}

static void new_state(struct lua_State *state, void *data)
{
    (void)data;
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &key_state);
}

enum status hooks_begin_day(struct hooks *hooks, uint64_t seed, struct error *err)
{
    hooks->now.seed = seed;
    hooks->spent = 0;
    hooks->seconds = 0;
    for (uint32_t i = 0; i < hooks->count; i++)
        hooks->items[i].calls = 0;
    return lua_sandbox_call(hooks->sandbox, &call_budget, new_state, NULL, err);
}

/** Fails when data is kept where a checkpoint would not find it; `place` begins the text. */
static void check_kept(struct lua_State *state, struct hooks *hooks, const char *place)
{
    lua_settop(state, 0);
    push_functions(state);
    lua_frozen_compare(state, &hooks->frozen);
    if (!lua_isnil(state, 1)) {
        lua_pushfstring(state, "%s: the hook keeps data in %s; keep it in `state`", place,
                        lua_tostring(state, 1));
        lua_error(state);
    }
    hooks->bytes.size = 0;
    lua_rawgetp(state, LUA_REGISTRYINDEX, &key_state);
    lua_plain_write(state, place, "state", &hooks->bytes);
    lua_settop(state, 0);
}

struct call {
    struct hooks *hooks;
    struct hook *hook;
};

static void call_hook(struct lua_State *state, void *data)
{
    const struct call *call = data;
    lua_rawgeti(state, LUA_REGISTRYINDEX, call->hook->function);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &key_now);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &key_state);
    lua_call(state, 2, 0);
    if (call->hook->calls++ < WATCHED_CALLS)
        check_kept(state, call->hooks, call->hook->place);
}

/** What all calls of the day together may use. */
static enum status check_day(struct hooks *hooks, const struct hook *hook, struct error *err)
{
    hooks->spent += lua_sandbox_spent(hooks->sandbox);
    hooks->seconds += lua_sandbox_seconds(hooks->sandbox);
    if (hooks->spent > LUA_DAY_INSTRUCTIONS_MAX)
        return error_fail(err, STATUS_USAGE,
                          "%s: the hooks take too long: more than %d million instructions in one "
                          "day",
                          hook->place, (int)(LUA_DAY_INSTRUCTIONS_MAX / 1000000));
    if (hooks->seconds > LUA_DAY_SECONDS_MAX)
        return error_fail(err, STATUS_USAGE,
                          "%s: the hooks take too long: more than %d s for one day", hook->place,
                          (int)LUA_DAY_SECONDS_MAX);
    return STATUS_OK;
}

enum status hooks_call(struct hooks *hooks, uint32_t index, const struct hook_view *view,
                       struct error *err)
{
    struct hook *hook = &hooks->items[index];
    struct call call = {hooks, hook};
    uint32_t t_s = view->t_ms / 1000;
    hooks->now.view = view;
    enum status status = lua_sandbox_call(hooks->sandbox, &call_budget, call_hook, &call, err);
    hooks->now.view = NULL;
    if (status == STATUS_OK)
        status = check_day(hooks, hook, err);
    if (status != STATUS_OK)
        error_note(err, "in the hook of %s, at %02u:%02u:%02u of the simulated day", hook->place,
                   t_s / 3600, t_s / 60 % 60, t_s % 60);
    return status;
}

static void check_all(struct lua_State *state, void *data)
{
    struct hooks *hooks = data;
    check_kept(state, hooks, hooks->items[0].place);
}

enum status hooks_check(struct hooks *hooks, struct error *err)
{
    return lua_sandbox_call(hooks->sandbox, &call_budget, check_all, hooks, err);
}

enum status hooks_save(struct hooks *hooks, unsigned char **out_bytes, size_t *out_size,
                       struct error *err)
{
    enum status status = hooks_check(hooks, err); /* fills `bytes` */
    if (status != STATUS_OK)
        return status;
    unsigned char *copy = mem_alloc(hooks->bytes.size, 1, err);
    if (!copy)
        return STATUS_RESOURCE;
    memcpy(copy, hooks->bytes.bytes, hooks->bytes.size);
    *out_bytes = copy;
    *out_size = hooks->bytes.size;
    return STATUS_OK;
}

struct load {
    const unsigned char *bytes;
    size_t size;
    enum status status;
    struct error *err;
};

static void load_state(struct lua_State *state, void *data)
{
    struct load *load = data;
    load->status = lua_plain_read(state, load->bytes, load->size, load->err);
    if (load->status == STATUS_OK && !lua_istable(state, -1))
        load->status = error_fail(load->err, STATUS_DATA, "the state of the hooks is no table");
    if (load->status == STATUS_OK)
        lua_rawsetp(state, LUA_REGISTRYINDEX, &key_state);
}

enum status hooks_load(struct hooks *hooks, const unsigned char *bytes, size_t size,
                       struct error *err)
{
    struct load load = {bytes, size, STATUS_OK, err};
    enum status status = lua_sandbox_call(hooks->sandbox, &call_budget, load_state, &load, err);
    return status != STATUS_OK ? status : load.status;
}

void hooks_destroy(struct hooks *hooks)
{
    if (!hooks)
        return;
    lua_sandbox_destroy(hooks->sandbox);
    source_files_deinit(&hooks->files);
    lua_frozen_deinit(&hooks->frozen);
    mem_free(hooks->bytes.bytes);
    mem_free(hooks->items);
    mem_free(hooks);
}
