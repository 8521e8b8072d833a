// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/source_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define READ_STEP 65536u

/** Reads until the end instead of asking for the size: a pipe has none. */
static enum status stream_read(FILE *stream, size_t size_max, struct source_file *file,
                               struct error *err)
{
    size_t capacity = 0;
    for (;;) {
        enum status status = MEM_RESERVE(&file->text, &capacity, file->size + READ_STEP + 1, err);
        if (status != STATUS_OK)
            return status;
        size_t wanted = capacity - file->size - 1;
        size_t got = fread(file->text + file->size, 1, wanted, stream);
        file->size += got;
        if (file->size > size_max)
            return error_fail(err, STATUS_DATA, "%s: is larger than %zu bytes", file->path,
                              size_max);
        if (got < wanted)
            break;
    }
    if (ferror(stream))
        return error_fail(err, STATUS_DATA, "%s: cannot be read: %s", file->path, strerror(errno));
    file->text[file->size] = '\0';
    return STATUS_OK;
}

enum status source_file_read(const char *path, size_t size_max, struct source_file *out,
                             struct error *err)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return error_fail(err, STATUS_DATA, "%s: cannot be opened: %s", path, strerror(errno));

    struct source_file file = {.path = path};
    enum status status = stream_read(stream, size_max, &file, err);
    fclose(stream);
    if (status != STATUS_OK) {
        mem_free(file.text);
        return status;
    }
    *out = file;
    return STATUS_OK;
}

void source_file_digest(const struct source_file *file, struct digest *digest)
{
    unsigned char length[8];
    for (unsigned i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)((uint64_t)file->size >> 8 * i);
    digest_add(digest, length, sizeof length);
    digest_add(digest, file->text, file->size);
}

enum status source_files_read(struct source_files *files, const char *path, size_t size_max,
                              uint32_t *out_index, struct error *err)
{
    for (uint32_t i = 0; i < files->count; i++) {
        if (strcmp(files->items[i].path, path) == 0) {
            *out_index = i;
            return STATUS_OK;
        }
    }
    enum status status =
        MEM_RESERVE(&files->items, &files->capacity, (size_t)files->count + 1, err);
    if (status != STATUS_OK)
        return status;
    const char *copy = text_arena_copy(&files->paths, path, strlen(path), err);
    if (!copy)
        return STATUS_RESOURCE;
    status = source_file_read(copy, size_max, &files->items[files->count], err);
    if (status != STATUS_OK)
        return status;
    *out_index = files->count++;
    return STATUS_OK;
}

void source_files_deinit(struct source_files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        mem_free(files->items[i].text);
    mem_free(files->items);
    text_arena_deinit(&files->paths);
    *files = (struct source_files){0};
}

/** The number of bytes of the character at `bytes`, or 0 when it is not well-formed. */
static size_t utf8_length(const unsigned char *bytes, size_t left)
{
    static const struct {
        unsigned char first_min, first_max, second_min, second_max, length;
    } forms[] = {
        {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (bytes[0] < forms[i].first_min || bytes[0] > forms[i].first_max)
            continue;
        if (forms[i].length > left)
            return 0;
        if (forms[i].length > 1 &&
            (bytes[1] < forms[i].second_min || bytes[1] > forms[i].second_max))
            return 0;
        for (size_t k = 2; k < forms[i].length; k++)
            if (bytes[k] < 0x80 || bytes[k] > 0xbf)
                return 0;
        return forms[i].length;
    }
    return 0;
}

bool text_is_utf8(const char *bytes, size_t size)
{
    const unsigned char *next = (const unsigned char *)bytes;
    while (size > 0) {
        size_t length = utf8_length(next, size);
        if (length == 0)
            return false;
        next += length;
        size -= length;
    }
    return true;
}
