// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_ARCHIVE_H
#define BASE_ARCHIVE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** State on its way to a file, or back. Every model has one function, `road_archive(road,
 * archive)`, that visits its state in a fixed order; the same calls save and load, so that the two
 * cannot drift apart. What it visits is plain data: ids and numbers, never an address.
 *
 * An archive is read by the program that wrote it, on the same kind of machine: bytes are kept as
 * they lie in memory. Lengths and names of sections are kept with them and compared, so that
 * loading what does not fit fails with the place, and never writes beyond what it was given.
 *
 * The first failure sticks: all calls after it do nothing, and what they would have loaded stays as
 * it was. Whoever follows what was loaded (a count, an id) asks `archive_status` before. */

/** Where the bytes go to, or come from. */
struct archive_stream {
    void *self;
    /** One of them, the other may be NULL: moves `count` bytes into the stream, or out of it. */
    enum status (*save)(void *self, const void *bytes, size_t count, struct error *err);
    enum status (*load)(void *self, void *bytes, size_t count, struct error *err);
    /** Loading: how many bytes are still to come, so that a wrong length is found before memory is
     * asked for. */
    uint64_t (*left)(void *self);
};

/** Caller-owned; needs no deinit. */
struct archive {
    struct archive_stream stream;
    struct error *err;
    const char *section; /**< the one that is being moved, for error texts */
    enum status status;  /**< the first failure */
    bool is_loading;
};

void archive_init(struct archive *archive, bool is_loading, struct archive_stream stream,
                  struct error *err);

static inline bool archive_is_loading(const struct archive *archive)
{
    return archive->is_loading;
}

static inline enum status archive_status(const struct archive *archive)
{
    return archive->status;
}

/** Begins a section: its name is kept and compared. `name` must outlive the archive. */
void archive_section(struct archive *archive, const char *name);

/** `count` items of `item_size` bytes that are there on both sides. Their number is kept and
 * compared. */
void archive_values(struct archive *archive, void *items, size_t count, size_t item_size);

/** One value without a length of its own. */
void archive_bytes(struct archive *archive, void *bytes, size_t size);
#define ARCHIVE_VALUE(archive, value) archive_bytes((archive), &(value), sizeof(value))

/** Saves bytes that are laid out in another way when they are loaded; only while saving. */
void archive_save(struct archive *archive, const void *bytes, size_t size);

/** An array that grows (memory of `mem_reserve`): loading makes it as large as it was. When that
 * fails, it stays what it was. */
void archive_array(struct archive *archive, void **items, size_t *count, size_t *capacity,
                   size_t item_size);

/** Typed form: `ARCHIVE_ARRAY(archive, &list->items, &list->count, &list->capacity)`. */
#define ARCHIVE_ARRAY(archive, items, count, capacity)                                             \
    archive_array((archive), (void **)(items), (count), (capacity), sizeof **(items))

/** A number that must be the same on both sides: `what` names it in the error text. */
void archive_expect(struct archive *archive, uint64_t number, const char *what);

/** Fails (STATUS_DATA, printf form) unless something failed before. */
void archive_fail(struct archive *archive, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Takes over the status of something that was done to load: the first failure sticks. */
void archive_keep(struct archive *archive, enum status status);

/** An archive in memory. Initialise with `{0}`; give `bytes` back with `mem_free`. */
struct archive_memory {
    unsigned char *bytes;
    size_t size, capacity;
    size_t place; /**< loading: of the next byte */
};
struct archive_stream archive_to_memory(struct archive_memory *memory);
struct archive_stream archive_from_memory(struct archive_memory *memory);

#endif
