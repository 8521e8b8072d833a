// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_BRANCH_H
#define SCENARIO_LUA_BRANCH_H

#include "scenario/lua_field.h"
#include "scenario/lua_sandbox.h"
#include "scenario/spec.h"

/** Runs the file of a branch in the sandbox of its scenario, whose groups have been read, and adds
 * its measures and hooks to those of `spec`: it returns a list of measures, or a table with the
 * lists `measures` and `hooks`. Whether a measure can begin then is asked by measures_apply.
 * Findings as in lua_spec_read; a file that does not run is an error. */
enum status lua_branch_read(struct lua_sandbox *sandbox, const struct spec_branch_file *branch,
                            const struct source_files *files, struct lua_field_reader *values,
                            struct spec *spec, struct error *err);

#endif
