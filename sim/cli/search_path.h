// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_SEARCH_PATH_H
#define CLI_SEARCH_PATH_H

#include <stdbool.h>

#define SEARCH_FOLDERS_MAX 16
#define SEARCH_PATH_SIZE   4096

/** Where `require` looks after the scenario's folder: ARDEY_PATH (folders with ':' between), what
 * is installed beside this program, and, for a program in `build/<preset>` of a source tree, its
 * scenarios (`source`, else empty). */
struct search_path {
    char environment[SEARCH_PATH_SIZE], installed[SEARCH_PATH_SIZE], source[SEARCH_PATH_SIZE];
    const char *folders[SEARCH_FOLDERS_MAX + 1]; /**< NULL-terminated; point into the above */
};

void search_path_init(struct search_path *path);

/** The first folder `name` where `require` would look; false when there is none. */
bool search_path_find(const struct search_path *path, const char *name, char out[SEARCH_PATH_SIZE]);

#endif
