// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void search_path_init(struct search_path *path)
{
    size_t count = 0;
    const char *environment = getenv("ARDEY_PATH");

    snprintf(path->environment, sizeof path->environment, "%s", environment ? environment : "");
    char *rest = path->environment;
    for (char *folder; count + 1 < SEARCH_FOLDERS_MAX && (folder = strsep(&rest, ":")) != NULL;)
        if (folder[0])
            path->folders[count++] = folder;

    ssize_t length = readlink("/proc/self/exe", path->installed, sizeof path->installed - 64);
    if (length > 0) {
        path->installed[length] = '\0';
        char *slash = strrchr(path->installed, '/');
        strcpy(slash ? slash : path->installed, "/../share/ardey/scenarios");
        path->folders[count++] = path->installed;
    }
    path->folders[count] = NULL;
}

bool search_path_find(const struct search_path *path, const char *name, char out[SEARCH_PATH_SIZE])
{
    for (size_t i = 0; path->folders[i]; i++) {
        snprintf(out, SEARCH_PATH_SIZE, "%s/%s", path->folders[i], name);
        if (access(out, R_OK | X_OK) == 0)
            return true;
    }
    snprintf(out, SEARCH_PATH_SIZE, "scenarios/%s", name);
    return access(out, R_OK | X_OK) == 0;
}
