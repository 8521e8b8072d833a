// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_RECORD_H
#define SCENARIO_LUA_RECORD_H

#include "scenario/lua_field.h"

struct lua_State;

/** A table of Lua that is read by a field table: the parameters of a measure, a row. */
struct lua_record {
    const struct field *fields;
    const char *const *ignored; /**< keys besides that may stand there, NULL-terminated; or NULL */
    /** Where a finding about `key`, or about the whole for NULL, is placed; the text lives until
     * the next call. */
    const char *(*place)(void *self, const char *key);
    void *self;
};

/** Reads the table at `index` into `target`, which holds the defaults. Fields that are missing,
 * unknown (with the most similar name) or wrong become findings of STATUS_USAGE. */
void lua_record_read(struct lua_field_reader *reader, const struct lua_record *record, void *target,
                     struct lua_State *state, int index);

#endif
