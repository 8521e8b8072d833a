// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SCENARIO_PATH_H
#define SCENARIO_SCENARIO_PATH_H

#include "base/error.h"
#include "base/memory.h"

/** Where a scenario lies that was called `name`: the file itself, seen from the folder of
 * `beside` (NULL: from where the program was started), with or without `.lua`, or the
 * `scenario.lua` of the folder of that name; a name without `/` then in each of `folders`
 * (NULL-terminated, may be NULL). `*out_path`, kept by `text`, is absolute when `beside` is given.
 * STATUS_USAGE with the places that were tried. */
enum status scenario_path_find(const char *name, const char *beside, const char *const *folders,
                               struct text_arena *text, const char **out_path, struct error *err);

/** `path`, seen from the folder of `beside`. */
enum status scenario_path_join(const char *beside, const char *path, struct text_arena *text,
                               const char **out_path, struct error *err);

#endif
