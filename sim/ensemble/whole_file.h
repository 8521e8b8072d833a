// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_WHOLE_FILE_H
#define ENSEMBLE_WHOLE_FILE_H

#include "base/error.h"

#include <stddef.h>

/** A text file that appears whole or not at all: written aside, synced, renamed. STATUS_RESOURCE
 * with path and reason. */
enum status whole_file_write(const char *path, const char *text, size_t size, struct error *err);

/** Makes a folder unless it is there; that which holds it must be. */
enum status folder_make(const char *path, struct error *err);

/** A text in memory that becomes a file. Initialise with `{0}`; `stream` is NULL when there was no
 * memory. `memory_file_write` closes and frees it in any case. */
struct memory_file {
    void *stream; /**< FILE */
    char *bytes;
    size_t size;
};
enum status memory_file_open(struct memory_file *file, struct error *err);
enum status memory_file_write(struct memory_file *file, const char *path, struct error *err);

#endif
