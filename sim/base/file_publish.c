// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_publish.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 4096

/** 0, or the reason of the system. */
static int sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int code = fsync(fd) == 0 ? 0 : errno;
    return close(fd) == 0 || code != 0 ? code : errno;
}

static enum status fail(const char *what, const char *path, int code, struct error *err)
{
    return error_fail(err, STATUS_RESOURCE, "cannot %s '%s': %s", what, path, strerror(code));
}

enum status file_publish(const char *made, const char *path, bool is_synced, struct error *err)
{
    char folder[PATH_SIZE];
    int code = is_synced ? sync_path(made, O_RDONLY) : 0;
    const char *what = "sync";
    if (code == 0) {
        what = "write";
        code = rename(made, path) == 0 ? 0 : errno;
    }
    if (code != 0) {
        unlink(made);
        return fail(what, path, code, err);
    }
    if (!is_synced)
        return STATUS_OK;
    snprintf(folder, sizeof folder, "%s", path);
    code = sync_path(dirname(folder), O_RDONLY | O_DIRECTORY);
    /* File systems that know no such thing say EINVAL. */
    return code == 0 || code == EINVAL ? STATUS_OK : fail("sync the folder of", path, code, err);
}
