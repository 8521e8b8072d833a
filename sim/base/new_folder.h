// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_NEW_FOLDER_H
#define BASE_NEW_FOLDER_H

#include "base/error.h"
#include "base/page.h"

#define NEW_FOLDER_PATH_SIZE 4096

/** A folder of files that appears complete or not at all: made under another name beside its
 * place, and renamed at the end. */
struct new_folder {
    const char *path;                 /**< the caller's */
    char aside[NEW_FOLDER_PATH_SIZE]; /**< where it is until then */
};

/** Whether `path` can be made, before the work begins: STATUS_USAGE when it exists already,
 * STATUS_RESOURCE when the folder that shall hold it is missing. */
enum status new_folder_check(const char *path, struct error *err);

/** Makes the folder aside; its path outlives `folder`. `finish` or `abandon` must follow. */
enum status new_folder_begin(struct new_folder *folder, const char *path, struct error *err);

/** Writes a file `name`, which may lie in a folder inside ("types/ardey.lua"). STATUS_RESOURCE with
 * path and reason, also for a page that has failed. */
enum status new_folder_write(const struct new_folder *folder, const char *name,
                             const struct page *page, struct error *err);

/** Gives the folder its name; when that fails it is gone. */
enum status new_folder_finish(struct new_folder *folder, struct error *err);

/** Removes what was written. */
void new_folder_abandon(struct new_folder *folder);

#endif
