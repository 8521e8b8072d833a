// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_spool.h"

#include "base/memory.h"
#include "kernel/courier.h"
#include "results/results_text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libdeflate.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RESULTS_SPOOL_MAGIC 0x31505241u /* "ARP1" */
#define RESULTS_SPOOL_TRIES 5
#define RESULTS_SPOOL_COPY  ((size_t)1 << 20)
#define RESULTS_SPOOL_AHEAD ((size_t)32 << 20)

_Static_assert(sizeof(struct results_frame) == 40, "a frame has no padding bytes");

struct results_spool {
    char *path;
    int fd;
    struct courier *courier;
    struct results_mark mark; /* behind the last frame that was handed to the courier */
};

static enum status results_spool_fail(const struct results_spool *spool, const char *what, int code,
                                      struct error *err)
{
    return error_fail(err, STATUS_RESOURCE, "cannot %s `%s`: %s", what, spool->path,
                      strerror(code));
}

static int results_spool_write(void *context, const void *bytes, size_t count)
{
    const struct results_spool *spool = context;
    const unsigned char *next = bytes;
    while (count > 0) {
        ssize_t done = write(spool->fd, next, count);
        if (done < 0 && errno != EINTR) {
            return errno;
        }
        next += done > 0 ? done : 0;
        count -= done > 0 ? (size_t)done : 0;
    }
    return 0;
}

/* Whoever looks whether a run is there (results_progress.c) holds the lock for a moment. File
 * systems that know no locks have no say. */
static bool results_spool_lock(int fd)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    for (int i = 0; i < RESULTS_SPOOL_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
            return true;
        }
        nanosleep(&moment, NULL);
    }
    return false;
}

/* The lock tells another run that this one is writing; it ends with the file descriptor. */
static enum status results_spool_take(struct results_spool *spool, bool is_resumed,
                                      struct error *err)
{
    spool->fd = open(spool->path, O_RDWR | O_APPEND | O_CLOEXEC | (is_resumed ? 0 : O_CREAT), 0666);
    if (spool->fd < 0) {
        return results_spool_fail(spool, "write", errno, err);
    }
    if (!results_spool_lock(spool->fd)) {
        return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: another run is writing it",
                          spool->path);
    }
    enum status status = STATUS_OK;
    if (!is_resumed && ftruncate(spool->fd, 0) != 0) {
        status = results_spool_fail(spool, "write", errno, err);
    }
    if (status == STATUS_OK) {
        spool->courier = courier_create(RESULTS_SPOOL_AHEAD, results_spool_write, spool, err);
        status = spool->courier != NULL ? STATUS_OK : STATUS_RESOURCE;
    }
    if (status != STATUS_OK && !is_resumed) {
        unlink(spool->path);
    }
    return status;
}

struct results_spool *results_spool_open(const char *path, bool is_resumed, struct error *err)
{
    struct results_spool *spool = mem_alloc(1, sizeof *spool, err);
    if (spool == NULL) {
        return NULL;
    }
    spool->fd = -1;
    spool->path = results_text_copy(path, err);
    if (spool->path == NULL || results_spool_take(spool, is_resumed, err) != STATUS_OK) {
        results_spool_close(spool, true);
        return NULL;
    }
    return spool;
}

enum status results_spool_fill(struct results_spool *spool, const char *path, struct error *err)
{
    unsigned char *bytes = mem_alloc(RESULTS_SPOOL_COPY, 1, err);
    int from = bytes == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    int code = from < 0 ? errno : 0;
    enum status status = bytes == NULL ? STATUS_RESOURCE : STATUS_OK;
    for (ssize_t count = 1; status == STATUS_OK && code == 0 && count > 0;) {
        count = read(from, bytes, RESULTS_SPOOL_COPY);
        code = count < 0 ? errno : results_spool_write(spool, bytes, (size_t)count);
    }
    if (status == STATUS_OK && code == 0 && fsync(spool->fd) != 0) {
        code = errno;
    }
    if (code != 0) {
        status = error_fail(err, STATUS_RESOURCE, "cannot copy `%s` to `%s`: %s", path, spool->path,
                            strerror(code));
    }
    if (from >= 0) {
        close(from);
    }
    mem_free(bytes);
    return status;
}

/* Of all that follows the checksum. */
static uint32_t results_frame_checksum(const struct results_frame *frame, const void *bytes)
{
    const size_t before = offsetof(struct results_frame, kind);
    uint32_t head = libdeflate_crc32(0, (const char *)frame + before, sizeof *frame - before);
    return libdeflate_crc32(head, bytes, frame->byte_count);
}

static void results_mark_move(struct results_mark *mark, const struct results_frame *frame)
{
    mark->checksum = libdeflate_crc32(mark->checksum, &frame->checksum, sizeof frame->checksum);
    mark->length += sizeof *frame + frame->byte_count;
}

enum status results_spool_append(struct results_spool *spool, struct results_frame frame,
                                 const void *bytes, size_t byte_count, struct error *err)
{
    frame.magic = RESULTS_SPOOL_MAGIC;
    frame.byte_count = byte_count;
    frame.checksum = results_frame_checksum(&frame, bytes);
    int code = courier_send(spool->courier, &frame, sizeof frame);
    if (code == 0) {
        code = courier_send(spool->courier, bytes, byte_count);
    }
    if (code != 0) {
        return results_spool_fail(spool, "write", code, err);
    }
    results_mark_move(&spool->mark, &frame);
    return STATUS_OK;
}

struct results_mark results_spool_mark(const struct results_spool *spool)
{
    return spool->mark;
}

enum status results_spool_flush(const struct results_spool *spool, bool is_synced,
                                struct error *err)
{
    int code = courier_drain(spool->courier);
    if (code != 0) {
        return results_spool_fail(spool, "write", code, err);
    }
    if (is_synced && fsync(spool->fd) != 0) {
        return results_spool_fail(spool, "sync", errno, err);
    }
    return STATUS_OK;
}

enum status results_spool_cut(struct results_spool *spool, struct results_mark mark,
                              struct error *err)
{
    enum status status = results_spool_flush(spool, false, err);
    if (status == STATUS_OK && ftruncate(spool->fd, (off_t)mark.length) != 0) {
        status = results_spool_fail(spool, "shorten", errno, err);
    }
    if (status == STATUS_OK) {
        spool->mark = mark;
    }
    return status;
}

static enum status results_spool_fetch(const struct results_spool *spool, void *bytes, size_t count,
                                       uint64_t offset, struct error *err)
{
    unsigned char *next = bytes;
    while (count > 0) {
        ssize_t done = pread(spool->fd, next, count, (off_t)offset);
        if (done < 0 && errno != EINTR) {
            return results_spool_fail(spool, "read", errno, err);
        }
        if (done == 0) {
            return error_fail(err, STATUS_DATA, "`%s` ends within a frame, at byte %" PRIu64,
                              spool->path, offset);
        }
        next += done > 0 ? done : 0;
        offset += done > 0 ? (uint64_t)done : 0;
        count -= done > 0 ? (size_t)done : 0;
    }
    return STATUS_OK;
}

enum status results_spool_read(const struct results_spool *spool, uint64_t *offset,
                               struct results_frame *frame, void **bytes, size_t *capacity,
                               struct error *err)
{
    struct results_frame found;
    struct stat file;
    enum status status = results_spool_fetch(spool, &found, sizeof found, *offset, err);
    if (status != STATUS_OK) {
        return status;
    }
    uint64_t next = *offset + sizeof found;
    bool is_whole = fstat(spool->fd, &file) == 0 && found.magic == RESULTS_SPOOL_MAGIC &&
                    found.byte_count <= (uint64_t)file.st_size - next;
    if (is_whole && bytes != NULL) {
        status = mem_reserve(bytes, capacity, found.byte_count + 1, 1, err);
        if (status == STATUS_OK) {
            status = results_spool_fetch(spool, *bytes, found.byte_count, next, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
        is_whole = results_frame_checksum(&found, *bytes) == found.checksum;
    }
    if (!is_whole) {
        return error_fail(err, STATUS_DATA, "`%s` is damaged at byte %" PRIu64, spool->path,
                          *offset);
    }
    *frame = found;
    *offset = next + found.byte_count;
    return STATUS_OK;
}

enum status results_spool_verify(struct results_spool *spool, struct results_mark mark,
                                 struct error *err)
{
    struct results_mark found = {0};
    void *bytes = NULL;
    size_t capacity = 0;
    uint64_t offset = 0;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && offset < mark.length) {
        struct results_frame frame;
        status = results_spool_read(spool, &offset, &frame, &bytes, &capacity, err);
        if (status == STATUS_OK) {
            results_mark_move(&found, &frame);
        }
    }
    mem_free(bytes);
    if (status == STATUS_OK && (found.length != mark.length || found.checksum != mark.checksum)) {
        status =
            error_fail(err, STATUS_DATA,
                       "`%s` does not belong to the checkpoint: it has other content", spool->path);
    }
    return status == STATUS_OK ? results_spool_cut(spool, mark, err) : status;
}

void results_spool_close(struct results_spool *spool, bool is_kept)
{
    if (spool == NULL) {
        return;
    }
    courier_destroy(spool->courier);
    if (!is_kept) {
        unlink(spool->path);
    }
    if (spool->fd >= 0) {
        close(spool->fd);
    }
    mem_free(spool->path);
    mem_free(spool);
}
