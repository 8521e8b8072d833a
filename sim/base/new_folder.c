// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/new_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** Length of a path without the slashes behind it. */
static size_t path_length(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length;
}

static enum status parent_check(const char *path, struct error *err)
{
    char parent[NEW_FOLDER_PATH_SIZE];
    struct stat about;
    size_t length = path_length(path);
    while (length > 0 && path[length - 1] != '/')
        length--;
    if (length == 0)
        return STATUS_OK;
    int needed = snprintf(parent, sizeof parent, "%.*s", (int)length, path);
    if (needed >= 0 && (size_t)needed < sizeof parent &&
        (stat(parent, &about) != 0 || !S_ISDIR(about.st_mode)))
        return error_fail(err, STATUS_RESOURCE, "'%s' cannot be made: there is no folder '%s'",
                          path, parent);
    return STATUS_OK;
}

enum status new_folder_check(const char *path, struct error *err)
{
    struct stat about;
    if (lstat(path, &about) == 0)
        return error_fail(err, STATUS_USAGE, "'%s' exists already; name another folder", path);
    return parent_check(path, err);
}

enum status new_folder_begin(struct new_folder *folder, const char *path, struct error *err)
{
    folder->path = path;
    int needed = snprintf(folder->aside, sizeof folder->aside, "%.*s.part-XXXXXX",
                          (int)path_length(path), path);
    if (needed < 0 || (size_t)needed >= sizeof folder->aside)
        return error_fail(err, STATUS_USAGE, "the path '%.60s...' is too long", path);
    if (!mkdtemp(folder->aside))
        return error_fail(err, STATUS_RESOURCE, "%s: cannot be made: %s", folder->aside,
                          strerror(errno));
    return STATUS_OK;
}

/** Makes the folders inside that `path`, which begins with the folder aside, leads through. */
static void make_parents(const struct new_folder *folder, char *path)
{
    for (char *slash = path + strlen(folder->aside) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0755); /* whether it worked is seen when the file is opened */
        *slash = '/';
    }
}

enum status new_folder_write(const struct new_folder *folder, const char *name,
                             const struct page *page, struct error *err)
{
    char path[2 * NEW_FOLDER_PATH_SIZE];
    if (page->status != STATUS_OK)
        return page->status;
    int length = snprintf(path, sizeof path, "%s/%s", folder->aside, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return error_fail(err, STATUS_RESOURCE, "%s: the path is too long", folder->aside);
    make_parents(folder, path);
    FILE *file = fopen(path, "wb");
    if (!file)
        return error_fail(err, STATUS_RESOURCE, "%s: cannot be written: %s", path, strerror(errno));
    bool is_whole = page->size == 0 || fwrite(page->text, page->size, 1, file) == 1;
    int code = errno;
    if (fclose(file) != 0 && is_whole) {
        is_whole = false;
        code = errno;
    }
    return is_whole ? STATUS_OK
                    : error_fail(err, STATUS_RESOURCE, "%s: cannot be written: %s", path,
                                 strerror(code));
}

/** Removes a folder with what lies in it; it holds only what we wrote. */
static void remove_all(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char inside[2 * NEW_FOLDER_PATH_SIZE];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        if (length > 0 && (size_t)length < sizeof inside && unlink(inside) != 0)
            remove_all(inside);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

void new_folder_abandon(struct new_folder *folder)
{
    remove_all(folder->aside);
}

enum status new_folder_finish(struct new_folder *folder, struct error *err)
{
    /* mkdtemp lets in nobody else. */
    if (chmod(folder->aside, 0755) == 0 && rename(folder->aside, folder->path) == 0)
        return STATUS_OK;
    enum status status =
        error_fail(err, STATUS_RESOURCE, "%s: cannot be made: %s", folder->path, strerror(errno));
    new_folder_abandon(folder);
    return status;
}
