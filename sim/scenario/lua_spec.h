// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_SPEC_H
#define SCENARIO_LUA_SPEC_H

#include "scenario/findings.h"
#include "scenario/source_file.h"
#include "scenario/spec.h"

/** A table that a scenario names: where it is to be read from. */
struct table_source {
    const struct spec_group *group;
    const struct table_kind *kind;
    const char *path; /**< owned by the text arena of the spec */
};

/** In the order of `spec_groups` and of each group's tables. Initialise with `{0}`. */
struct table_sources {
    struct table_source *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** Where a scenario is read from. */
struct lua_spec_input {
    const char *path;
    const char *const *search_folders;     /**< NULL-terminated; may be NULL */
    const struct spec_branch_file *branch; /**< or NULL */
};

/** Runs a scenario file and fills the parameters of `spec` by `spec_groups`; the tables that it
 * names are appended to `sources`, the files that were read to `files`. Findings carry the line
 * that sets the key. STATUS_USAGE, STATUS_DATA for a file that cannot be read, STATUS_RESOURCE. */
enum status lua_spec_read(const struct lua_spec_input *input, struct source_files *files,
                          struct spec *spec, struct table_sources *sources,
                          struct findings *findings);

#endif
