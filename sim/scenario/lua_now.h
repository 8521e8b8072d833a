// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_NOW_H
#define SCENARIO_LUA_NOW_H

#include "scenario/hooks.h"

struct lua_State;

/** What `now` shows while a hook is called. */
struct lua_now {
    const struct hook_view *view; /**< NULL between calls: then nothing may be asked */
    uint64_t seed;
};

/** Pushes `now`, whose functions are those of `hook_readings` and `hook_members`. `now` must stay
 * where it is as long as the Lua state lives. Raises Lua errors. */
void lua_now_push(struct lua_State *state, struct lua_now *now);

#endif
