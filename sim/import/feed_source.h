// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_FEED_SOURCE_H
#define IMPORT_FEED_SOURCE_H

#include "base/names.h"

#include <stddef.h>

/** Largest file of a feed that is read, unpacked. */
#define FEED_BYTES_MAX ((size_t)2 << 30)

/** The files of a feed, in a folder or a zip archive. In a zip the feed is where `stops.txt` lies
 * least deep, so it may stand in a folder of its own. Nothing is ever written by the names in an
 * archive, and only files beside `stops.txt` are read. */
struct feed_source;

/** Opens a feed. STATUS_DATA when it is neither a folder nor a zip archive, or holds no `stops.txt`
 * or several equally deep. The caller owns `*out` (`feed_source_close`). */
enum status feed_source_open(const char *path, struct feed_source **out, struct error *err);
void feed_source_close(struct feed_source *source);

/** The names of all files of the feed, sorted. */
const struct names *feed_source_files(const struct feed_source *source);

/** Reads the file `name` whole, with a zero behind it; `*out_text` is NULL when the feed has none.
 * The caller owns `*out_text` (`mem_free`). STATUS_DATA when it is damaged, encrypted or too large.
 * O(bytes). */
enum status feed_source_read(struct feed_source *source, const char *name, char **out_text,
                             size_t *out_size, struct error *err);

#endif
