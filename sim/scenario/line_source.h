// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LINE_SOURCE_H
#define SCENARIO_LINE_SOURCE_H

#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Longest line that a source gives, bytes. */
#define LINE_BYTES_MAX ((size_t)64 << 20)

/** A file that is read line by line, in blocks: however large it is, little of it is held. */
struct line_source {
    const char *path; /**< as given; must outlive the source */
    int descriptor;
    char *bytes; /**< [capacity] */
    size_t capacity;
    size_t start, end; /**< [start, end) is read but not given out */
    uint32_t line;     /**< number of the line that was given out last */
    bool has_ended;    /**< nothing is left to read */
};

/** Opens a file and skips its byte-order mark. STATUS_DATA with the system's reason. */
enum status line_source_open(struct line_source *source, const char *path, struct error *err);
void line_source_close(struct line_source *source);

/** The next line without its end (LF or CRLF), valid until the next call; `*out_bytes` is NULL at
 * the end of the file. STATUS_DATA when it cannot be read or a line is too long. Amortised
 * O(bytes).
 */
enum status line_source_next(struct line_source *source, const char **out_bytes, size_t *out_size,
                             struct error *err);

/** Feeds length and bytes of a file as `source_file_digest` does, without holding it. STATUS_DATA
 * when it cannot be read, is no regular file or changes meanwhile. O(bytes). */
enum status line_source_digest(const char *path, struct digest *digest, struct error *err);

#endif
