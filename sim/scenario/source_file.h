// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SOURCE_FILE_H
#define SCENARIO_SOURCE_FILE_H

#include "base/digest.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A file that was read whole. */
struct source_file {
    const char *path; /**< as given */
    char *text;       /**< [size] bytes and a zero; mem_alloc memory */
    size_t size;
};

/** Reads a file of at most `size_max` bytes. Findings name the path and the reason of the system:
 * STATUS_DATA when it cannot be read or is too large. The caller frees `out->text`; `out->path` is
 * `path` itself. */
enum status source_file_read(const char *path, size_t size_max, struct source_file *out,
                             struct error *err);

/** Feeds the length and the bytes of a file, so that the border between two files counts. */
void source_file_digest(const struct source_file *file, struct digest *digest);

/** The Lua files of a scenario in the order of reading; the scenario file itself is the first.
 * Initialise with `{0}`. */
struct source_files {
    struct source_file *items; /**< [count] */
    uint32_t count;
    size_t capacity;
    struct text_arena paths;
};

/** The file `path`, read now unless it was read before (`*out_index`: its place in `items`). */
enum status source_files_read(struct source_files *files, const char *path, size_t size_max,
                              uint32_t *out_index, struct error *err);

void source_files_deinit(struct source_files *files);

/** Whether `size` bytes are well-formed UTF-8 (RFC 3629) without zero bytes. */
bool text_is_utf8(const char *bytes, size_t size);

#endif
