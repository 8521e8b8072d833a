// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sealed_file.h"

#include "base/checksum.h"
#include "base/file_publish.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC      UINT64_C(0x0a31445941455359) /* "YSEAYD1\n" */
#define BLOCK_SIZE ((size_t)1 << 20)
#define PATH_SIZE  4096u

/** What stands before the bytes of each block. */
struct block_head {
    uint64_t checksum; /**< of the rest of the head and the bytes; seed: that of the block before */
    uint32_t size;
    uint32_t is_last;
};

struct sealed_file {
    int fd;
    bool is_reading;
    char path[PATH_SIZE], part[PATH_SIZE + 8];
    uint64_t chain;       /**< checksum of the last block */
    uint64_t size;        /**< bytes on disk */
    uint64_t left;        /**< reading: bytes of the archive that are still to come */
    uint32_t used, place; /**< bytes in the block; reading: the next one */
    bool is_last;         /**< reading: the block is the last one */
    struct block_head head;
    unsigned char block[BLOCK_SIZE]; /**< behind the head, so that both are written at once */
};

static enum status fail_system(const struct sealed_file *file, const char *what, struct error *err)
{
    int code = errno;
    return error_fail(err, STATUS_RESOURCE, "cannot %s '%s': %s", what, file->path, strerror(code));
}

static enum status fail_damaged(const struct sealed_file *file, struct error *err, const char *why)
{
    return error_fail(err, STATUS_DATA, "'%s' is damaged: %s", file->path, why);
}

static enum status file_make(const char *path, bool is_reading, struct sealed_file **out,
                             struct error *err)
{
    struct sealed_file *file = mem_alloc(1, sizeof *file, err);
    if (!file)
        return STATUS_RESOURCE;
    file->is_reading = is_reading;
    file->chain = MAGIC;
    int length = snprintf(file->path, sizeof file->path, "%s", path);
    snprintf(file->part, sizeof file->part, "%s.part", file->path);
    errno = ENAMETOOLONG;
    if ((size_t)length < sizeof file->path)
        file->fd = is_reading ? open(path, O_RDONLY | O_CLOEXEC)
                              : open(file->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    else
        file->fd = -1;
    if (file->fd < 0) {
        enum status status = fail_system(file, is_reading ? "read" : "write", err);
        mem_free(file);
        return status;
    }
    *out = file;
    return STATUS_OK;
}

static enum status write_all(struct sealed_file *file, const void *bytes, size_t count,
                             struct error *err)
{
    const unsigned char *at = bytes;
    while (count > 0) {
        ssize_t written = write(file->fd, at, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_system(file, "write", err);
        at += written;
        count -= (size_t)written;
        file->size += (uint64_t)written;
    }
    return STATUS_OK;
}

/** Reads `count` bytes, or fewer when the file ends. */
static enum status read_all(struct sealed_file *file, void *bytes, size_t count, size_t *out_count,
                            struct error *err)
{
    unsigned char *at = bytes;
    *out_count = 0;
    while (*out_count < count) {
        ssize_t got = read(file->fd, at + *out_count, count - *out_count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_system(file, "read", err);
        if (got == 0)
            break;
        *out_count += (size_t)got;
    }
    return STATUS_OK;
}

static uint64_t block_checksum(const struct sealed_file *file)
{
    const struct block_head *head = &file->head;
    uint64_t sum = checksum64(file->chain, &head->size, sizeof head->size + sizeof head->is_last);
    return checksum64(sum, file->block, head->size);
}

static enum status block_write(struct sealed_file *file, bool is_last, struct error *err)
{
    file->head = (struct block_head){0, file->used, is_last};
    file->head.checksum = file->chain = block_checksum(file);
    file->used = 0;
    enum status status = write_all(file, &file->head, sizeof file->head, err);
    return status == STATUS_OK ? write_all(file, file->block, file->head.size, err) : status;
}

static enum status block_read(struct sealed_file *file, struct error *err)
{
    size_t count;
    enum status status = read_all(file, &file->head, sizeof file->head, &count, err);
    if (status != STATUS_OK)
        return status;
    if (count < sizeof file->head || file->head.size > BLOCK_SIZE)
        return fail_damaged(file, err, "a block is missing at its end");
    status = read_all(file, file->block, file->head.size, &count, err);
    if (status != STATUS_OK)
        return status;
    if (count < file->head.size || block_checksum(file) != file->head.checksum)
        return fail_damaged(file, err, "a checksum differs");
    file->chain = file->head.checksum;
    file->used = file->head.size;
    file->place = 0;
    file->is_last = file->head.is_last != 0;
    return STATUS_OK;
}

enum status sealed_file_create(const char *path, struct sealed_file **out, struct error *err)
{
    struct sealed_file *file;
    uint64_t magic = MAGIC;
    enum status status = file_make(path, false, &file, err);
    if (status != STATUS_OK)
        return status;
    status = write_all(file, &magic, sizeof magic, err);
    if (status == STATUS_OK)
        *out = file;
    else
        sealed_file_close(file);
    return status;
}

enum status sealed_file_finish(struct sealed_file *file, struct error *err)
{
    enum status status = block_write(file, true, err);
    int closed = close(file->fd);
    file->fd = -1;
    if (status == STATUS_OK && closed != 0)
        status = fail_system(file, "close", err);
    if (status == STATUS_OK)
        status = file_publish(file->part, file->path, true, err);
    else
        unlink(file->part);
    mem_free(file);
    return status;
}

/** Reads the file once, without handing anything out, and goes back to its beginning. */
static enum status file_check(struct sealed_file *file, struct error *err)
{
    uint64_t magic = 0, payload = 0;
    size_t count;
    enum status status = read_all(file, &magic, sizeof magic, &count, err);
    if (status == STATUS_OK && (count < sizeof magic || magic != MAGIC))
        return error_fail(err, STATUS_DATA, "'%s' is no checkpoint of Ardey, or is damaged",
                          file->path);
    uint64_t blocks = 0;
    for (; status == STATUS_OK && !file->is_last; blocks++) {
        status = block_read(file, err);
        payload += file->used;
    }
    if (status == STATUS_OK)
        status = read_all(file, file->block, 1, &count, err);
    if (status == STATUS_OK && count > 0)
        return fail_damaged(file, err, "something follows its end");
    if (status == STATUS_OK && lseek(file->fd, sizeof magic, SEEK_SET) < 0)
        return fail_system(file, "read", err);
    file->size = sizeof magic + payload + blocks * sizeof file->head;
    file->left = payload;
    file->chain = MAGIC;
    file->used = file->place = 0;
    file->is_last = false;
    return status;
}

enum status sealed_file_open(const char *path, struct sealed_file **out, struct error *err)
{
    struct sealed_file *file;
    enum status status = file_make(path, true, &file, err);
    if (status != STATUS_OK)
        return status;
    status = file_check(file, err);
    if (status == STATUS_OK)
        *out = file;
    else
        sealed_file_close(file);
    return status;
}

bool sealed_file_is(const char *path)
{
    uint64_t magic = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_read = read(fd, &magic, sizeof magic) == sizeof magic;
    close(fd);
    return is_read && magic == MAGIC;
}

void sealed_file_remove(const char *path)
{
    char part[PATH_SIZE + 8];
    snprintf(part, sizeof part, "%s.part", path);
    unlink(part);
    unlink(path);
}

void sealed_file_close(struct sealed_file *file)
{
    if (!file)
        return;
    close(file->fd);
    if (!file->is_reading)
        unlink(file->part);
    mem_free(file);
}

static enum status stream_save(void *self, const void *bytes, size_t count, struct error *err)
{
    struct sealed_file *file = self;
    const unsigned char *from = bytes;
    while (count > 0) {
        if (file->used == BLOCK_SIZE) {
            enum status status = block_write(file, false, err);
            if (status != STATUS_OK)
                return status;
        }
        size_t room = BLOCK_SIZE - file->used, part = count < room ? count : room;
        memcpy(file->block + file->used, from, part);
        file->used += (uint32_t)part;
        from += part;
        count -= part;
    }
    return STATUS_OK;
}

/** The archive has asked whether so many are left. */
static enum status stream_load(void *self, void *bytes, size_t count, struct error *err)
{
    struct sealed_file *file = self;
    unsigned char *to = bytes;
    while (count > 0) {
        if (file->place == file->used) {
            enum status status = block_read(file, err);
            if (status != STATUS_OK)
                return status;
        }
        size_t there = file->used - file->place, part = count < there ? count : there;
        memcpy(to, file->block + file->place, part);
        file->place += (uint32_t)part;
        file->left -= part;
        to += part;
        count -= part;
    }
    return STATUS_OK;
}

static uint64_t stream_left(void *self)
{
    return ((const struct sealed_file *)self)->left;
}

struct archive_stream sealed_file_stream(struct sealed_file *file)
{
    return (struct archive_stream){file, stream_save, stream_load, stream_left};
}

uint64_t sealed_file_size(const struct sealed_file *file)
{
    return file->size;
}
