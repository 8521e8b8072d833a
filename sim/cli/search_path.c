// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** The folder of this program with `tail` behind it. */
static bool beside_program(const char *tail, char out[SEARCH_PATH_SIZE])
{
    ssize_t length = readlink("/proc/self/exe", out, SEARCH_PATH_SIZE - 64);
    if (length <= 0)
        return false;
    out[length] = '\0';
    char *slash = strrchr(out, '/');
    strcpy(slash ? slash : out, tail);
    return true;
}

void search_path_init(struct search_path *path)
{
    size_t count = 0;
    const char *environment = getenv("ARDEY_PATH");

    snprintf(path->environment, sizeof path->environment, "%s", environment ? environment : "");
    char *rest = path->environment;
    for (char *folder; count + 2 < SEARCH_FOLDERS_MAX && (folder = strsep(&rest, ":")) != NULL;)
        if (folder[0])
            path->folders[count++] = folder;

    if (beside_program("/../share/ardey/scenarios", path->installed))
        path->folders[count++] = path->installed;
    char tree[SEARCH_PATH_SIZE];
    if (beside_program("/../../scenarios", tree) && realpath(tree, path->source))
        path->folders[count++] = path->source;
    else
        path->source[0] = '\0'; /* realpath leaves the place where it failed */
    path->folders[count] = NULL;
}

bool search_path_find(const struct search_path *path, const char *name, char out[SEARCH_PATH_SIZE])
{
    for (size_t i = 0; path->folders[i]; i++) {
        snprintf(out, SEARCH_PATH_SIZE, "%s/%s", path->folders[i], name);
        if (access(out, R_OK | X_OK) == 0)
            return true;
    }
    return false;
}
