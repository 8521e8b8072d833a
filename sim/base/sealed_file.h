// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_SEALED_FILE_H
#define BASE_SEALED_FILE_H

#include "base/archive.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** A file of an archive that is either whole or not there. It is written beside its place
 * (`PATH.part`), synced, and renamed when it is complete, so that an older one stays until then
 * whatever happens. It consists of blocks, each with the checksum of its bytes and of all blocks
 * before it, and the last one says so: any changed, missing or additional bit is noticed, and no
 * damaged byte is handed out. */
struct sealed_file;

/** Begins to write. STATUS_RESOURCE with the path and the system's reason. The caller owns `*out`,
 * until it is finished or closed. */
enum status sealed_file_create(const char *path, struct sealed_file **out, struct error *err);

/** Completes the file and puts it in its place; it is gone from memory, whether or not this
 * succeeds. When it fails, what was there before is still there. */
enum status sealed_file_finish(struct sealed_file *file, struct error *err);

/** Opens a file for reading and checks all of it. STATUS_DATA when it is not such a file, or is
 * damaged; STATUS_RESOURCE when it cannot be read. Cost: reading it at the speed of the disk. */
enum status sealed_file_open(const char *path, struct sealed_file **out, struct error *err);

/** Whether the file begins as these files do; it may still be damaged. */
bool sealed_file_is(const char *path);

/** Removes a file, and one beside it that somebody could not finish, if they are there. */
void sealed_file_remove(const char *path);

/** Where the archive's bytes go, or come from. */
struct archive_stream sealed_file_stream(struct sealed_file *file);

/** Bytes on disk so far, or in all of a file that is read. */
uint64_t sealed_file_size(const struct sealed_file *file);

/** Closes a file that was read; forgets one that was not finished. NULL is allowed. */
void sealed_file_close(struct sealed_file *file);

#endif
