// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SUPPORT_H
#define SCENARIO_SUPPORT_H

#include "test_support.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/** A folder of one test. */
struct folder {
    char path[256];
};

static inline void folder_init(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/ardey-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static inline void folder_deinit(const struct folder *folder)
{
    char command[512];
    assert_int_equal(strncmp(folder->path, "/tmp/ardey-", 11), 0);
    snprintf(command, sizeof command, "rm -r '%s'", folder->path);
    assert_int_equal(system(command), 0);
}

/** "folder/name"; the text lives until the fourth next call. */
static inline const char *folder_path(const struct folder *folder, const char *name)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder->path, name);
    return path;
}

static inline const char *folder_write_bytes(const struct folder *folder, const char *name,
                                             const void *bytes, size_t size)
{
    const char *path = folder_path(folder, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
    return path;
}

static inline const char *folder_write(const struct folder *folder, const char *name,
                                       const char *text)
{
    return folder_write_bytes(folder, name, text, strlen(text));
}

/** Asserts that `text` contains `part`, and shows both when it does not. */
static inline void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

#endif
