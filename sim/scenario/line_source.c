// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/line_source.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)1 << 20)

static enum status source_fail(const char *path, const char *what, struct error *err)
{
    return error_fail(err, STATUS_DATA, "%s: cannot be %s: %s", path, what, strerror(errno));
}

/** Reads until `size` bytes are there or the file ends. */
static enum status read_fully(int descriptor, const char *path, char *out, size_t size,
                              size_t *out_got, struct error *err)
{
    size_t got = 0;
    while (got < size) {
        ssize_t part = read(descriptor, out + got, size - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return source_fail(path, "read", err);
        if (part == 0)
            break;
        got += (size_t)part;
    }
    *out_got = got;
    return STATUS_OK;
}

/** Moves what is not given out to the front and reads behind it. */
static enum status source_fill(struct line_source *source, struct error *err)
{
    size_t kept = source->end - source->start, got;
    if (source->capacity < kept + BLOCK_BYTES) {
        if (kept > LINE_BYTES_MAX)
            return error_fail(err, STATUS_DATA, "%s:%u: the line is longer than %zu bytes",
                              source->path, (unsigned)source->line + 1, LINE_BYTES_MAX);
        size_t needed = kept + BLOCK_BYTES;
        if (MEM_RESERVE(&source->bytes, &source->capacity, needed, err) != STATUS_OK)
            return STATUS_RESOURCE;
    }
    if (source->start > 0)
        memmove(source->bytes, source->bytes + source->start, kept);
    source->start = 0;
    source->end = kept;
    enum status status = read_fully(source->descriptor, source->path, source->bytes + kept,
                                    source->capacity - kept, &got, err);
    if (status != STATUS_OK)
        return status;
    source->end += got;
    source->has_ended = got < source->capacity - kept;
    return STATUS_OK;
}

enum status line_source_open(struct line_source *source, const char *path, struct error *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    *source = (struct line_source){.path = path, .descriptor = open(path, O_RDONLY | O_CLOEXEC)};
    if (source->descriptor < 0)
        return source_fail(path, "opened", err);
    enum status status = source_fill(source, err);
    if (status != STATUS_OK) {
        line_source_close(source);
        return status;
    }
    if (source->end >= 3 && memcmp(source->bytes, mark, 3) == 0)
        source->start = 3;
    return STATUS_OK;
}

void line_source_close(struct line_source *source)
{
    if (source->descriptor >= 0)
        close(source->descriptor);
    mem_free(source->bytes);
    *source = (struct line_source){.descriptor = -1};
}

enum status line_source_next(struct line_source *source, const char **out_bytes, size_t *out_size,
                             struct error *err)
{
    const char *line_end = NULL;
    size_t searched = 0;
    for (;;) {
        const char *start = source->bytes + source->start;
        size_t there = source->end - source->start;
        line_end = memchr(start + searched, '\n', there - searched);
        if (line_end || source->has_ended)
            break;
        searched = there;
        enum status status = source_fill(source, err);
        if (status != STATUS_OK)
            return status;
    }
    const char *start = source->bytes + source->start;
    size_t size = line_end ? (size_t)(line_end - start) : source->end - source->start;
    if (!line_end && size == 0) {
        *out_bytes = NULL;
        return STATUS_OK;
    }
    source->start += size + (line_end != NULL);
    source->line++;
    if (size > 0 && start[size - 1] == '\r')
        size--;
    *out_bytes = start;
    *out_size = size;
    return STATUS_OK;
}

static enum status digest_blocks(int descriptor, const char *path, struct digest *digest,
                                 struct error *err)
{
    struct stat about;
    unsigned char length[8];
    uint64_t left;
    if (fstat(descriptor, &about) != 0)
        return source_fail(path, "read", err);
    if (!S_ISREG(about.st_mode))
        return error_fail(err, STATUS_DATA, "%s: is not a regular file", path);
    left = (uint64_t)about.st_size;
    for (unsigned i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)(left >> 8 * i);
    digest_add(digest, length, sizeof length);

    char *block = mem_alloc(BLOCK_BYTES, 1, err);
    if (!block)
        return STATUS_RESOURCE;
    enum status status = STATUS_OK;
    for (size_t got = BLOCK_BYTES; status == STATUS_OK && got == BLOCK_BYTES;) {
        status = read_fully(descriptor, path, block, BLOCK_BYTES, &got, err);
        if (status == STATUS_OK && (got > left || (got < BLOCK_BYTES && got < left)))
            status = error_fail(err, STATUS_DATA, "%s: changed while it was read", path);
        if (status == STATUS_OK)
            digest_add(digest, block, got);
        left -= got;
    }
    mem_free(block);
    return status;
}

enum status line_source_digest(const char *path, struct digest *digest, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return source_fail(path, "opened", err);
    enum status status = digest_blocks(descriptor, path, digest, err);
    close(descriptor);
    return status;
}
