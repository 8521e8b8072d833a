// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_HOOKS_H
#define SCENARIO_LUA_HOOKS_H

#include "scenario/hooks.h"
#include "scenario/lua_field.h"
#include "scenario/lua_sandbox.h"

/** What one call of a hook may use, and all calls of a day together. */
#define LUA_HOOK_INSTRUCTIONS_MAX ((uint64_t)10000000)
#define LUA_HOOK_SECONDS_MAX      10.0
#define LUA_DAY_INSTRUCTIONS_MAX  ((uint64_t)2000000000)
#define LUA_DAY_SECONDS_MAX       600.0

/** Reads `hooks` of the table at index 1 and adds them to `*out`, which stays NULL without any;
 * else the caller owns it (`hooks_destroy`), also after findings. The entry must be nil or whatever
 * the author wrote. Raises Lua errors. */
void lua_hooks_read(struct lua_State *state, const struct source_files *files,
                    struct lua_field_reader *values, struct hooks **out);

/** A finding for each hook from `first` on that is called for the last time before `t_s`. */
void lua_hooks_check_after(const struct hooks *hooks, uint32_t first, double t_s,
                           struct findings *findings);

/** Takes over the sandbox in which the hooks were read, also after an error; they can be called
 * from now on. */
enum status lua_hooks_keep(struct hooks *hooks, struct lua_sandbox *sandbox, struct error *err);

/** Takes over the files, which leaves `files` empty. */
void lua_hooks_keep_files(struct hooks *hooks, struct source_files *files);

#endif
