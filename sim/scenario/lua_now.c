// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_now.h"

#include "base/names.h"
#include "scenario/lua_field.h"
#include "scenario/lua_random.h"
#include "scenario/lua_sandbox.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <string.h>

#define NAMES_MAX  32u
#define PLACE_SIZE 1024
/** One reading against one Lua instruction; more where the whole world is looked through. */
#define READING_STEPS 200.0
#define TOTALS_STEPS  20000.0

/** Upvalue 1 of all functions of `now`. */
static const struct lua_now *now_of(lua_State *state)
{
    const struct lua_now *now = lua_touserdata(state, lua_upvalueindex(1));
    if (!now->view)
        luaL_error(state, "`now` can only be asked while a hook is called");
    return now;
}

/** Raises the error "OWNER has no 'KEY', did you mean 'NAME'?". */
static int fail_unknown(lua_State *state, const char *owner, const char *const *names,
                        uint32_t count)
{
    char shown[LUA_SHOWN_SIZE];
    const char *key = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : NULL;
    if (!key)
        return luaL_error(state, "%s has no entry that is a %s", owner, luaL_typename(state, 2));
    const char *similar = text_suggest(names, count, key);
    lua_text_show(key, shown);
    if (similar)
        return luaL_error(state, "%s has no '%s', did you mean '%s'?", owner, shown, similar);
    return luaL_error(state, "%s has no '%s'", owner, shown);
}

/** __index of what a reading returns: only fields that are not there come here. */
static int answer_index(lua_State *state)
{
    const struct hook_reading *reading = lua_touserdata(state, lua_upvalueindex(1));
    const char *names[NAMES_MAX];
    uint32_t count = 0;
    char owner[64];
    for (const struct field *field = reading->fields; field->name && count < NAMES_MAX; field++)
        names[count++] = field->name;
    snprintf(owner, sizeof owner, "what now:%s(%s) returns", reading->name, reading->arguments);
    return fail_unknown(state, owner, names, count);
}

static void push_value(lua_State *state, const struct field *field, const void *source)
{
    const char *at = (const char *)source + field->offset;
    double real;
    int64_t whole;
    const char *text;
    switch (field->type) {
    case FIELD_REAL:
        memcpy(&real, at, sizeof real);
        lua_pushnumber(state, real);
        break;
    case FIELD_INT:
        memcpy(&whole, at, sizeof whole);
        lua_pushinteger(state, whole);
        break;
    case FIELD_BOOL:
        lua_pushboolean(state, *(const bool *)at);
        break;
    default:
        memcpy(&text, at, sizeof text);
        lua_pushstring(state, text);
    }
}

/** Pushes the table of one answer; its metatable is at `index`. */
static void push_answer(lua_State *state, const struct hook_reading *reading, const void *source,
                        int index)
{
    lua_newtable(state);
    for (const struct field *field = reading->fields; field->name; field++) {
        push_value(state, field, source);
        lua_setfield(state, -2, field->name);
    }
    lua_pushvalue(state, index);
    lua_setmetatable(state, -2);
}

/** Where an argument of a reading stands; 1 is `now` itself. */
enum { ARGUMENT_NOW = 1, ARGUMENT_FIRST, ARGUMENT_SECOND };

static struct hook_question question_read(lua_State *state, enum hook_reading_kind kind)
{
    struct hook_question question = {.run = -1};
    const char *name = hook_readings[kind].name;
    if (!lua_isuserdata(state, ARGUMENT_NOW))
        luaL_error(state, "call it with a colon: now:%s(%s)", name, hook_readings[kind].arguments);
    if (kind == HOOK_RUN) {
        if (!lua_isinteger(state, ARGUMENT_FIRST))
            luaL_error(state, "now:run(number) needs the number of a run, got a %s",
                       luaL_typename(state, ARGUMENT_FIRST));
        question.run = lua_tointeger(state, ARGUMENT_FIRST);
    } else if (kind != HOOK_TOTALS) {
        if (lua_type(state, ARGUMENT_FIRST) != LUA_TSTRING)
            luaL_error(state, "now:%s(%s) needs a text, got a %s", name,
                       hook_readings[kind].arguments, luaL_typename(state, ARGUMENT_FIRST));
        question.name = lua_tostring(state, ARGUMENT_FIRST);
    }
    if (hook_readings[kind].is_list && !lua_isnoneornil(state, ARGUMENT_SECOND)) {
        if (lua_type(state, ARGUMENT_SECOND) != LUA_TSTRING)
            luaL_error(state, "now:%s(%s): the line must be a text, is a %s", name,
                       hook_readings[kind].arguments, luaL_typename(state, ARGUMENT_SECOND));
        question.line = lua_tostring(state, ARGUMENT_SECOND);
    }
    return question;
}

/** Upvalues: now, number of the reading, metatable of its answers. */
static int now_read(lua_State *state)
{
    const struct lua_now *now = now_of(state);
    enum hook_reading_kind kind = (enum hook_reading_kind)lua_tointeger(state, lua_upvalueindex(2));
    const struct hook_reading *reading = &hook_readings[kind];
    struct hook_question question = question_read(state, kind);
    union hook_answer answer;
    uint32_t count = 1;
    struct error err = {0};
    lua_sandbox_charge(state, kind == HOOK_TOTALS ? TOTALS_STEPS : READING_STEPS);
    memset(&answer, 0, sizeof answer);
    if (now->view->read(now->view->self, kind, &question, &answer, &count, &err) != STATUS_OK)
        return luaL_error(state, "now:%s: %s", reading->name, err.text);
    if (!reading->is_list) {
        push_answer(state, reading, &answer, lua_upvalueindex(3));
        return 1;
    }
    lua_createtable(state, (int)count, 0);
    for (uint32_t i = 0; i < count; i++) {
        push_answer(state, reading, (const char *)&answer + i * reading->size, lua_upvalueindex(3));
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/** Refuses a field that no act has. The table is at index 2. */
static void act_check_keys(lua_State *state, const struct field *fields,
                           struct lua_field_reader *reader, const char *place)
{
    lua_pushnil(state);
    while (lua_next(state, 2)) {
        char shown[LUA_SHOWN_SIZE];
        lua_pop(state, 1);
        if (lua_type(state, -1) != LUA_TSTRING) {
            findings_add(reader->findings, STATUS_USAGE,
                         "%s has an entry without a name, only `name = value` is understood",
                         place);
            continue;
        }
        const char *key = lua_tostring(state, -1);
        if (fields_find(fields, key))
            continue;
        const char *similar = fields_suggest(fields, key);
        lua_text_show(key, shown);
        findings_add(reader->findings, STATUS_USAGE,
                     similar ? "%s: unknown field '%s', did you mean '%s'?"
                             : "%s: unknown field '%s'%s",
                     place, shown, similar ? similar : "");
    }
}

/** What no single field can say. */
static void act_check(const struct hook_act *act, struct findings *findings, const char *place)
{
    uint32_t given = act->given;
    if (act->is_hold && !(given & 1u << HOOK_HOLD_STOP))
        findings_add(findings, STATUS_USAGE, "%s: 'stop' is missing: where shall the run be held?",
                     place);
    if (act->is_hold && !(given & (1u << HOOK_HOLD_TO | 1u << HOOK_HOLD_AT_MOST)))
        findings_add(findings, STATUS_USAGE,
                     "%s: 'to' or 'at_most' is missing: how long shall the run be held?", place);
    if (!act->is_hold && !(given & ~(1u << HOOK_ACT_LINK | 1u << HOOK_ACT_TO)))
        findings_add(findings, STATUS_USAGE,
                     "%s changes nothing: give 'open', 'speed', 'capacity', 'lanes' or 'toll'",
                     place);
    if (!act->is_hold && (given & 1u << HOOK_ACT_CAPACITY) && (given & 1u << HOOK_ACT_LANES))
        findings_add(findings, STATUS_USAGE, "%s: either 'capacity' or 'lanes'", place);
}

/** Reads the table at index 2. Raises a Lua error with all that is wrong. */
static void act_read(lua_State *state, struct hook_act *act, struct text_arena *text,
                     struct error *err)
{
    char place[PLACE_SIZE];
    struct findings findings = {.err = err};
    struct lua_field_reader reader = {.text = text, .findings = &findings};
    luaL_where(state, 1);
    snprintf(place, sizeof place, "%snow:act", lua_tostring(state, -1));
    lua_pop(state, 1);
    act->is_hold = lua_push_entry(state, 2, "hold");
    if (act->is_hold)
        lua_pop(state, 1);
    const struct field *fields = act->is_hold ? hook_hold_act_fields : hook_link_act_fields;
    for (uint32_t i = 0; fields[i].name; i++) {
        if (!lua_push_entry(state, 2, fields[i].name))
            continue;
        act->given |= 1u << i;
        lua_field_set(&reader, &fields[i], act, state, place);
        lua_pop(state, 1);
    }
    act_check_keys(state, fields, &reader, place);
    if (!act->is_hold && !(act->given & 1u << HOOK_ACT_LINK))
        findings_add(&findings, STATUS_USAGE, "%s: neither 'link' nor 'hold' says what it is about",
                     place);
    else
        act_check(act, &findings, place);
    findings_end(&findings);
}

static int now_act(lua_State *state)
{
    const struct lua_now *now = now_of(state);
    struct hook_act act = {.link = NULL};
    struct text_arena text = {0};
    struct error err = {0};
    bool is_done = false;
    if (!lua_isuserdata(state, 1) || lua_type(state, 2) != LUA_TTABLE)
        return luaL_error(state, "write it like now:act{ link = \"L1\", open = false }");
    lua_sandbox_charge(state, READING_STEPS);
    act_read(state, &act, &text, &err);
    bool is_placed = err.finding_count > 0; /* its texts begin with the place */
    if (!is_placed)
        now->view->act(now->view->self, &act, &is_done, &err);
    text_arena_deinit(&text);
    if (is_placed) {
        lua_pushstring(state, err.text);
        return lua_error(state);
    }
    if (err.finding_count > 0)
        return luaL_error(state, "now:act: %s", err.text);
    lua_pushboolean(state, is_done);
    return 1;
}

static int now_random(lua_State *state)
{
    const struct lua_now *now = now_of(state);
    if (!lua_isuserdata(state, 1) || lua_type(state, 2) != LUA_TSTRING)
        return luaL_error(state, "write it like now:random(\"shops\", 1)");
    lua_random_push(state, now->seed, 2);
    return 1;
}

/** __index of `now`. Upvalues: now, table of its functions. */
static int now_index(lua_State *state)
{
    const struct lua_now *now = now_of(state);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(2)) != LUA_TNIL)
        return 1;
    const char *key = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "";
    uint32_t t_s = now->view->t_ms / 1000;
    if (strcmp(key, "time") == 0) {
        lua_pushnumber(state, now->view->t_ms / 1000.0);
        return 1;
    }
    if (strcmp(key, "clock") == 0) {
        char clock[16];
        snprintf(clock, sizeof clock, "%02u:%02u:%02u", t_s / 3600, t_s / 60 % 60, t_s % 60);
        lua_pushstring(state, clock);
        return 1;
    }
    const char *names[NAMES_MAX];
    uint32_t count = 0;
    for (const struct hook_reading *reading = hook_readings; reading->name; reading++)
        names[count++] = reading->name;
    for (const struct hook_member *member = hook_members; member->name; member++)
        names[count++] = member->name;
    return fail_unknown(state, "now", names, count);
}

static int now_newindex(lua_State *state)
{
    return luaL_error(state, "`now` cannot be changed; keep data in `state`");
}

void lua_now_push(struct lua_State *state, struct lua_now *now)
{
    lua_newuserdatauv(state, 1, 0);
    lua_newtable(state); /* metatable */
    lua_pushlightuserdata(state, now);
    lua_newtable(state); /* functions */
    for (int i = 0; hook_readings[i].name; i++) {
        lua_pushlightuserdata(state, now);
        lua_pushinteger(state, i);
        lua_newtable(state); /* metatable of the answers */
        lua_pushlightuserdata(state, (void *)(uintptr_t)&hook_readings[i]);
        lua_pushcclosure(state, answer_index, 1);
        lua_setfield(state, -2, "__index");
        lua_pushcclosure(state, now_read, 3);
        lua_setfield(state, -2, hook_readings[i].name);
    }
    lua_pushlightuserdata(state, now);
    lua_pushcclosure(state, now_act, 1);
    lua_setfield(state, -2, "act");
    lua_pushlightuserdata(state, now);
    lua_pushcclosure(state, now_random, 1);
    lua_setfield(state, -2, "random");
    lua_pushcclosure(state, now_index, 2);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, now_newindex);
    lua_setfield(state, -2, "__newindex");
    lua_setmetatable(state, -2);
}
