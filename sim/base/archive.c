// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/archive.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SECTION_SIZE 24u

void archive_init(struct archive *archive, bool is_loading, struct archive_stream stream,
                  struct error *err)
{
    *archive = (struct archive){
        .stream = stream, .err = err, .section = "start", .is_loading = is_loading};
}

void archive_fail(struct archive *archive, const char *format, ...)
{
    if (archive->status != STATUS_OK)
        return;
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    archive->status =
        error_fail(archive->err, STATUS_DATA, "section '%s': %s", archive->section, text);
}

void archive_keep(struct archive *archive, enum status status)
{
    if (archive->status == STATUS_OK)
        archive->status = status;
}

void archive_save(struct archive *archive, const void *bytes, size_t size)
{
    if (archive->status == STATUS_OK && size > 0)
        archive->status = archive->stream.save(archive->stream.self, bytes, size, archive->err);
}

void archive_bytes(struct archive *archive, void *bytes, size_t size)
{
    if (archive->status != STATUS_OK || size == 0)
        return;
    if (!archive->is_loading)
        archive_save(archive, bytes, size);
    else if (size > archive->stream.left(archive->stream.self))
        archive_fail(archive, "%zu bytes are missing at its end", size);
    else
        archive->status = archive->stream.load(archive->stream.self, bytes, size, archive->err);
}

void archive_section(struct archive *archive, const char *name)
{
    char mine[SECTION_SIZE] = "", found[SECTION_SIZE];
    snprintf(mine, sizeof mine, "%s", name);
    memcpy(found, mine, sizeof found);
    archive_bytes(archive, found, sizeof found);
    found[sizeof found - 1] = '\0';
    if (archive->status == STATUS_OK && strcmp(mine, found) != 0)
        archive_fail(archive, "is followed by '%s', not by '%s'", found, mine);
    archive->section = name;
}

void archive_expect(struct archive *archive, uint64_t number, const char *what)
{
    uint64_t found = number;
    ARCHIVE_VALUE(archive, found);
    if (archive->status == STATUS_OK && found != number)
        archive_fail(archive, "%s: %" PRIu64 " were saved, here it is %" PRIu64, what, found,
                     number);
}

void archive_values(struct archive *archive, void *items, size_t count, size_t item_size)
{
    archive_expect(archive, count, "number of items");
    archive_expect(archive, item_size, "bytes of an item");
    archive_bytes(archive, items, count * item_size);
}

/** Makes room for what is to be loaded. An array that is too small is made anew: what it holds is
 * not wanted. */
static enum status array_make_room(struct archive *archive, void **items, size_t *capacity,
                                   uint64_t count, size_t item_size)
{
    if (count > archive->stream.left(archive->stream.self) / item_size) {
        archive_fail(archive, "an array of %" PRIu64 " items goes beyond its end", count);
        return archive->status;
    }
    if (count <= *capacity)
        return STATUS_OK;
    void *block = mem_alloc((size_t)count, item_size, archive->err);
    if (!block)
        return archive->status = STATUS_RESOURCE;
    mem_free(*items);
    *items = block;
    *capacity = (size_t)count;
    return STATUS_OK;
}

void archive_array(struct archive *archive, void **items, size_t *count, size_t *capacity,
                   size_t item_size)
{
    uint64_t stored = *count;
    ARCHIVE_VALUE(archive, stored);
    archive_expect(archive, item_size, "bytes of an item");
    if (archive->status != STATUS_OK)
        return;
    if (archive->is_loading) {
        if (array_make_room(archive, items, capacity, stored, item_size) != STATUS_OK)
            return;
        *count = (size_t)stored;
    }
    archive_bytes(archive, *items, *count * item_size);
}

static enum status memory_save(void *self, const void *bytes, size_t count, struct error *err)
{
    struct archive_memory *memory = self;
    enum status status = MEM_RESERVE(&memory->bytes, &memory->capacity, memory->size + count, err);
    if (status != STATUS_OK)
        return status;
    memcpy(memory->bytes + memory->size, bytes, count);
    memory->size += count;
    return STATUS_OK;
}

static uint64_t memory_left(void *self)
{
    const struct archive_memory *memory = self;
    return memory->size - memory->place;
}

/** The archive has asked whether so many are left. */
static enum status memory_load(void *self, void *bytes, size_t count, struct error *err)
{
    struct archive_memory *memory = self;
    (void)err;
    memcpy(bytes, memory->bytes + memory->place, count);
    memory->place += count;
    return STATUS_OK;
}

struct archive_stream archive_to_memory(struct archive_memory *memory)
{
    return (struct archive_stream){memory, memory_save, NULL, memory_left};
}

struct archive_stream archive_from_memory(struct archive_memory *memory)
{
    return (struct archive_stream){memory, NULL, memory_load, memory_left};
}
