// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/whole_file.h"

#include "base/file_publish.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t count = write(fd, text, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        text += count;
        size -= (size_t)count;
    }
    return true;
}

static bool is_the_same(const char *path, const char *text, size_t size)
{
    struct stat found;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_same = fd >= 0 && fstat(fd, &found) == 0 && (size_t)found.st_size == size;
    char *bytes = is_same ? malloc(size + 1) : NULL;
    is_same = bytes && read(fd, bytes, size) == (ssize_t)size && memcmp(bytes, text, size) == 0;
    free(bytes);
    if (fd >= 0)
        close(fd);
    return is_same;
}

enum status whole_file_write(const char *path, const char *text, size_t size, struct error *err)
{
    char aside[PATH_MAX];
    if (is_the_same(path, text, size))
        return STATUS_OK;
    if (snprintf(aside, sizeof aside, "%s.new", path) >= (int)sizeof aside)
        return error_fail(err, STATUS_RESOURCE, "the path '%.80s...' is too long", path);
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool good = fd >= 0 && write_all(fd, text, size);
    int code = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        code = errno;
    }
    if (good)
        return file_publish(aside, path, true, err);
    unlink(aside);
    return error_fail(err, STATUS_RESOURCE, "cannot write '%s': %s", path, strerror(code));
}

enum status folder_make(const char *path, struct error *err)
{
    struct stat found;
    if (mkdir(path, 0777) == 0 ||
        (errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
        return STATUS_OK;
    return error_fail(err, STATUS_RESOURCE, "cannot make the folder '%s': %s", path,
                      strerror(errno));
}

enum status memory_file_open(struct memory_file *file, struct error *err)
{
    *file = (struct memory_file){.stream = NULL};
    file->stream = open_memstream(&file->bytes, &file->size);
    return file->stream ? STATUS_OK : error_fail(err, STATUS_RESOURCE, "out of memory");
}

enum status memory_file_write(struct memory_file *file, const char *path, struct error *err)
{
    bool good = !ferror((FILE *)file->stream);
    good = fclose(file->stream) == 0 && good;
    enum status status = good ? whole_file_write(path, file->bytes, file->size, err)
                              : error_fail(err, STATUS_RESOURCE, "out of memory");
    free(file->bytes);
    *file = (struct memory_file){.stream = NULL};
    return status;
}
