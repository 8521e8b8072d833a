// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/scenario_path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && !S_ISDIR(found.st_mode);
}

/** Writes `folder/name`, the folder being `folder_size` bytes. */
static bool join(char out[PATH_MAX], const char *folder, size_t folder_size, const char *name,
                 const char *ending)
{
    int size = snprintf(out, PATH_MAX, "%.*s%s%s%s", (int)folder_size, folder,
                        folder_size > 0 && folder[folder_size - 1] != '/' ? "/" : "", name, ending);
    return size > 0 && size < PATH_MAX;
}

/** The bytes of the folder of a path. */
static size_t folder_of(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static enum status keep(struct text_arena *text, const char *path, const char **out_path,
                        struct error *err)
{
    const char *kept = text_arena_copy(text, path, strlen(path), err);
    if (kept)
        *out_path = kept;
    return kept ? STATUS_OK : STATUS_RESOURCE;
}

/** With and without the ending, or the scenario of a folder as `ardey new` makes it. */
static bool find_in(char out[PATH_MAX], const char *folder, size_t folder_size, const char *name)
{
    return (join(out, folder, folder_size, name, "") && is_file(out)) ||
           (join(out, folder, folder_size, name, ".lua") && is_file(out)) ||
           (join(out, folder, folder_size, name, "/scenario.lua") && is_file(out));
}

enum status scenario_path_find(const char *name, const char *beside, const char *const *folders,
                               struct text_arena *text, const char **out_path, struct error *err)
{
    char path[PATH_MAX];
    size_t size = name[0] == '/' ? 0 : folder_of(beside);
    if (find_in(path, beside, size, name))
        return keep(text, path, out_path, err);
    for (uint32_t i = 0; !strchr(name, '/') && folders && folders[i]; i++)
        if (find_in(path, folders[i], strlen(folders[i]), name))
            return keep(text, path, out_path, err);

    enum status status = error_fail(err, STATUS_USAGE, "there is no scenario '%s'%s%.*s", name,
                                    size > 0 ? " in " : "", (int)size, size > 0 ? beside : "");
    for (uint32_t i = 0; !strchr(name, '/') && folders && folders[i]; i++)
        error_note(err, "nor in %s", folders[i]);
    return status;
}

enum status scenario_path_join(const char *beside, const char *path, struct text_arena *text,
                               const char **out_path, struct error *err)
{
    char joined[PATH_MAX];
    if (!join(joined, beside, path[0] == '/' ? 0 : folder_of(beside), path, ""))
        return error_fail(err, STATUS_USAGE, "the path '%.80s...' is too long", path);
    return keep(text, joined, out_path, err);
}
