// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SOURCE_LINES_H
#define SCENARIO_SOURCE_LINES_H

#include "scenario/source_file.h"

/** How sure it is that a line sets a key of the scenario's table. */
enum line_match {
    LINE_MATCH_NONE,
    LINE_MATCH_KEY,   /**< something called `key` is set there */
    LINE_MATCH_PLACE, /**< `key` is set inside `group`, in a constructor or by assignment */
};

/** Finds the line of a Lua text that sets `key` of the group `group` ("" for the top level), since
 * Lua itself keeps no line per table entry: reads the text's tokens and looks for `group = { key =
 * ...` or `group.key = ...`. The last of the best matches wins, as it does at run time. `*out_line`
 * is written unless there is no match. O(size). */
enum line_match source_line_of_key(const struct source_file *file, const char *group,
                                   const char *key, uint32_t *out_line);

/** The line that sets `key` directly inside the braces that follow the name `function` in or after
 * line `line`, as in a call `function { key = ... }`; `line` when there is none. O(size). */
uint32_t source_line_in_call(const struct source_file *file, uint32_t line, const char *function,
                             const char *key);

/** The line of entry `i` (from 0) of the list of `count` tables that is set as `key = { { ... },
 * ...
 * }` in line `line`; `line` itself when there are not as many braces as entries, as where a
 * function makes them. O(size). */
uint32_t source_line_of_row(const struct source_file *file, uint32_t line, const char *key,
                            uint32_t i, uint32_t count);

/** The line of the last `return` outside of all braces; 1 when there is none. */
uint32_t source_line_of_return(const struct source_file *file);

/** Writes "path:line" of the best match over all files, first file first; the line of its `return`
 * when nothing matches. */
void source_files_where(const struct source_files *files, const char *group, const char *key,
                        char *out, size_t out_size);

#endif
