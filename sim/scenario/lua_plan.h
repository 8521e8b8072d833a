// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_PLAN_H
#define SCENARIO_LUA_PLAN_H

#include "scenario/sweep_plan.h"

/** Runs a plan of many runs in the closed Lua of scenarios. `search_folders` as for a scenario; the
 * scenario of the plan is looked for in its folder, then in these. Paths of the plan become
 * absolute. STATUS_USAGE with file and line for every mistake, STATUS_RESOURCE. The caller owns
 * `*out` (`sweep_plan_deinit`), which is written only on success. */
enum status lua_plan_read(const char *path, const char *const *search_folders,
                          struct sweep_plan *out, struct error *err);

#endif
