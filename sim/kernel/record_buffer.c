// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/record_buffer.h"

#include "base/memory.h"

#include <string.h>

#define ALIGNMENT 16u

static size_t rounded(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

enum status record_buffer_append(struct record_buffer *buffer, uint64_t when_where,
                                 const struct record_kind *kind, const void *row, struct error *err)
{
    size_t size = rounded(sizeof(struct record_head)) + rounded(kind->row_size);
    enum status status = MEM_RESERVE(&buffer->bytes, &buffer->capacity, buffer->used + size, err);
    if (status != STATUS_OK)
        return status;

    struct record_head head = {when_where, kind};
    memcpy(buffer->bytes + buffer->used, &head, sizeof head);
    memcpy(buffer->bytes + buffer->used + rounded(sizeof head), row, kind->row_size);
    buffer->used += size;
    return STATUS_OK;
}

const struct record_head *record_buffer_next(const struct record_buffer *buffer)
{
    return buffer->read < buffer->used ? (const void *)(buffer->bytes + buffer->read) : NULL;
}

const void *record_buffer_take(struct record_buffer *buffer)
{
    const struct record_head *head = record_buffer_next(buffer);
    const void *row = buffer->bytes + buffer->read + rounded(sizeof *head);
    buffer->read += rounded(sizeof *head) + rounded(head->kind->row_size);
    return row;
}

void record_buffer_reset(struct record_buffer *buffer)
{
    buffer->used = buffer->read = 0;
}

void record_buffer_deinit(struct record_buffer *buffer)
{
    mem_free(buffer->bytes);
    *buffer = (struct record_buffer){0};
}

enum status record_drop(void *self, const struct record_kind *kind, const void *row,
                        struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}
