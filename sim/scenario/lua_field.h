// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_FIELD_H
#define SCENARIO_LUA_FIELD_H

#include "base/fields.h"
#include "scenario/findings.h"

struct lua_State;

#define LUA_SHOWN_SIZE 64u

/** Where values of Lua go that are read by field tables. */
struct lua_field_reader {
    struct text_arena *text; /**< owns the texts */
    struct findings *findings;
    struct error scratch;
};

/** Stores the value at the top of the stack in `field` of `target`: a text with its unit, a plain
 * number, true or false; for a field with `is_list` also a list of texts and numbers, which are
 * joined with ';'. A wrong value becomes a finding of STATUS_USAGE that begins with `place`; the
 * target then stays as it is. Raises no Lua errors but for memory. */
void lua_field_set(struct lua_field_reader *reader, const struct field *field, void *target,
                   struct lua_State *state, const char *place);

/** Hands over what `reader->scratch` holds when `status` is no success; a wrong value is a fault of
 * the scenario's text. */
void lua_field_pass_on(struct lua_field_reader *reader, enum status status);

/** A text of the scenario as it can stand in a message: short, and without control characters. */
const char *lua_text_show(const char *text, char out[LUA_SHOWN_SIZE]);

/** Pushes entry `key` of the table at `index`, past any metatable; false and nothing pushed when
 * there is none. */
bool lua_push_entry(struct lua_State *state, int index, const char *key);

#endif
