// SPDX-License-Identifier: GPL-3.0-or-later
/** Loaded before a program (LD_PRELOAD), lets one of its calls that change files go wrong:
 *
 *     FAULT_FOLDER  only files in this folder count
 *     FAULT_AT      which of the calls goes wrong, from 1; 0: none
 *     FAULT_MODE    kill: the process is killed before the call; torn: after half of it; enospc:
 * this call and all later ones fail, the disk is full; eio: this one fails; short: it writes only
 * half and says so FAULT_COUNT   a file outside FAULT_FOLDER that receives how many calls there
 * were
 *
 * Calls: write, pwrite, ftruncate, fsync, fdatasync, rename. What stdio writes goes past. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum fault { FAULT_NONE, FAULT_FAIL, FAULT_HALF, FAULT_TORN };

static atomic_int fault_calls;

static bool fault_concerns(const char *path)
{
    const char *folder = getenv("FAULT_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static bool fault_concerns_fd(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return fault_concerns(path);
}

static void fault_tell(int call)
{
    char text[16];
    const char *path = getenv("FAULT_COUNT");
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (fd < 0)
        return;
    int length = snprintf(text, sizeof text, "%d", call);
    if (syscall(SYS_write, fd, text, length) != length)
        abort();
    close(fd);
}

/** Counts a call and says what is to become of it; sets errno for FAULT_FAIL. */
static enum fault fault_judge(void)
{
    const char *at = getenv("FAULT_AT"), *mode = getenv("FAULT_MODE");
    int call = atomic_fetch_add(&fault_calls, 1) + 1;
    int wanted = at ? atoi(at) : 0;

    fault_tell(call);
    if (!mode || wanted == 0 || call < wanted)
        return FAULT_NONE;
    if (strcmp(mode, "enospc") == 0) {
        errno = ENOSPC;
        return FAULT_FAIL;
    }
    if (call > wanted)
        return FAULT_NONE;
    if (strcmp(mode, "kill") == 0)
        raise(SIGKILL);
    if (strcmp(mode, "eio") == 0) {
        errno = EIO;
        return FAULT_FAIL;
    }
    return strcmp(mode, "torn") == 0 ? FAULT_TORN : FAULT_HALF;
}

static ssize_t fault_write(int fd, const void *bytes, size_t count, off_t offset, bool has_offset)
{
    enum fault fault = fault_concerns_fd(fd) ? fault_judge() : FAULT_NONE;
    if (fault == FAULT_FAIL)
        return -1;
    if (fault != FAULT_NONE && count > 1)
        count /= 2;
    long done = has_offset ? syscall(SYS_pwrite64, fd, bytes, count, offset)
                           : syscall(SYS_write, fd, bytes, count);
    if (fault == FAULT_TORN)
        raise(SIGKILL);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    return fault_write(fd, bytes, count, 0, false);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return fault_write(fd, bytes, count, offset, true);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    return fault_write(fd, bytes, count, offset, true);
}

/** A call that is done as a whole or not at all. */
static long fault_whole(bool is_concerned, long number, long first, long second)
{
    enum fault fault = is_concerned ? fault_judge() : FAULT_NONE;
    if (fault == FAULT_FAIL)
        return -1;
    long done = syscall(number, first, second);
    if (fault == FAULT_TORN)
        raise(SIGKILL);
    return done;
}

int ftruncate(int fd, off_t length)
{
    return (int)fault_whole(fault_concerns_fd(fd), SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return (int)fault_whole(fault_concerns_fd(fd), SYS_ftruncate, fd, length);
}

int fsync(int fd)
{
    return (int)fault_whole(fault_concerns_fd(fd), SYS_fsync, fd, 0);
}

int fdatasync(int fd)
{
    return (int)fault_whole(fault_concerns_fd(fd), SYS_fdatasync, fd, 0);
}

int rename(const char *from, const char *to)
{
    return (int)fault_whole(fault_concerns(from), SYS_rename, (long)from, (long)to);
}
