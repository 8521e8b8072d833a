// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_file.h"

#include "base/memory.h"
#include "results/results_cube.h"
#include "results/results_dimension.h"
#include "results/results_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESULTS_BATCH_PER_WORKER 4

char *results_copy(const char *text, struct error *err)
{
    size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size, 1, err);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

enum status results_enter(struct results *results, struct error *err)
{
    if (results->has_failed) {
        return error_fail(err, STATUS_RESOURCE,
                          "cannot go on writing `%s`: an earlier write failed", results->path);
    }
    results_h5_enter(&results->guard);
    return STATUS_OK;
}

enum status results_leave(struct results *results, enum status status)
{
    results_h5_leave(&results->guard);
    results->has_failed = results->has_failed || status != STATUS_OK;
    return status;
}

enum status results_broken(struct results *results, const char *group, const char *name,
                           struct error *err)
{
    const char *reason = results->guard.reason;
    results->is_broken = true;
    return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: %s (at `%s/%s`)", results->path,
                      reason[0] != '\0' ? reason : "HDF5 gives no reason", group, name);
}

static enum status results_fail_system(const struct results *results, const char *what, int code,
                                       struct error *err)
{
    return error_fail(err, STATUS_RESOURCE, "cannot %s `%s`: %s", what, results->path,
                      strerror(code));
}

bool results_set_clock(const struct results *results, hid_t dataset)
{
    char units[64];
    snprintf(units, sizeof units, "seconds since %s 00:00:00", results->date);
    return results_h5_set_text(dataset, "units", units) &&
           results_h5_set_text(dataset, "calendar", "proleptic_gregorian");
}

static enum status results_set_date(struct results *results, const char *date, struct error *err)
{
    int year, month, day;
    char extra;
    if (strlen(date) != RESULTS_DATE_SIZE - 1 ||
        sscanf(date, "%4d-%2d-%2d%c", &year, &month, &day, &extra) != 3 || year < 1 || month < 1 ||
        month > 12 || day < 1 || day > 31) {
        return error_fail(err, STATUS_USAGE, "date `%s` is not of the form 2026-03-02", date);
    }
    memcpy(results->date, date, RESULTS_DATE_SIZE);
    return STATUS_OK;
}

/* Finds out whether the file can be written and renamed to its name later, and asks the system
 * itself for the reason if not. A lock on the unfinished file tells that another run is writing it.
 */
static enum status results_probe(const struct results *results, struct error *err)
{
    struct stat found;
    if (stat(results->path, &found) == 0 && !S_ISREG(found.st_mode)) {
        if (S_ISDIR(found.st_mode)) {
            return results_fail_system(results, "write", EISDIR, err);
        }
        return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: not a regular file",
                          results->path);
    }
    int fd = open(results->part_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        return results_fail_system(results, "write", errno, err);
    }
    bool is_taken = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(fd);
    if (is_taken) {
        return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: another run is writing it",
                          results->path);
    }
    return STATUS_OK;
}

/* Frees the memory; the file is closed or left behind. */
static void results_destroy(struct results *results)
{
    for (size_t i = 0; i < results->stream_count; i++) {
        results_stream_destroy(results->streams[i]);
    }
    for (size_t i = 0; i < results->cube_count; i++) {
        results_cube_destroy(results->cubes[i]);
    }
    for (size_t i = 0; i < results->dimension_count; i++) {
        results_dimension_destroy(results->dimensions[i]);
    }
    mem_free(results->streams);
    mem_free(results->cubes);
    mem_free(results->dimensions);
    results_encoder_destroy(results->encoder);
    mem_free(results->path);
    mem_free(results->part_path);
    mem_free(results);
}

/* Memory and texts of a new file; nothing on disk yet. */
static enum status results_prepare(struct results *results, const char *path, const char *date,
                                   struct team *team, struct error *err)
{
    size_t size = strlen(path) + sizeof ".part";
    results->file = H5I_INVALID_HID;
    digest_init(&results->digest);
    results->path = results_copy(path, err);
    results->part_path = mem_alloc(size, 1, err);
    results->encoder = results_encoder_create(team, err);
    results->batch_size = RESULTS_BATCH_PER_WORKER * team_size(team);
    if (results->path == NULL || results->part_path == NULL || results->encoder == NULL) {
        return STATUS_RESOURCE;
    }
    snprintf(results->part_path, size, "%s.part", path);
    return results_set_date(results, date, err);
}

/* Throws the unfinished file away without asking HDF5 for anything: after a failed write, or when
 * memory has run out anywhere in the program, it can neither flush nor close without corrupting the
 * heap. So the file is emptied and its handle left open: one descriptor for every run that was
 * given up. */
static void results_discard(struct results *results)
{
    results_h5_enter(&results->guard);
    if (results->file >= 0) {
        int *fd = NULL;
        if (H5Fget_vfd_handle(results->file, H5P_DEFAULT, (void **)&fd) >= 0) {
            /* Only gives the space back sooner. */
            if (ftruncate(*fd, 0) != 0) {
                errno = 0;
            }
        }
    }
    unlink(results->part_path);
    results_h5_leave(&results->guard);
    results_destroy(results);
}

struct results *results_create(const char *path, const char *date, struct team *team,
                               struct error *err)
{
    struct results *results = mem_alloc(1, sizeof *results, err);
    if (results == NULL) {
        return NULL;
    }
    if (results_prepare(results, path, date, team, err) != STATUS_OK ||
        results_probe(results, err) != STATUS_OK) {
        results_destroy(results);
        return NULL;
    }
    enum status status = results_enter(results, err);
    results->file = results_h5_file(results->part_path);
    if (results->file < 0 || !results_h5_set_text(results->file, "Conventions", "CF-1.10")) {
        status = results_broken(results, "", "Conventions", err);
    }
    if (results_leave(results, status) != STATUS_OK) {
        results_discard(results);
        return NULL;
    }
    return results;
}

void results_abandon(struct results *results)
{
    if (results != NULL) {
        results_discard(results);
    }
}

static bool results_sync(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool is_done = fsync(fd) == 0;
    int code = errno;
    is_done = close(fd) == 0 && is_done;
    errno = is_done ? 0 : code;
    return is_done;
}

/* Syncs the closed file, gives it its name, and syncs the folder, so that a power cut leaves all or
 * nothing. */
static enum status results_publish(struct results *results, struct error *err)
{
    if (!results_sync(results->part_path, O_RDONLY)) {
        return results_fail_system(results, "sync", errno, err);
    }
    if (rename(results->part_path, results->path) != 0) {
        return results_fail_system(results, "write", errno, err);
    }
    /* The path of the unfinished file has room for the folder's. */
    char *folder = results->part_path;
    char *slash = strrchr(folder, '/');
    snprintf(slash == NULL ? folder : slash + 1, 2, ".");
    if (!results_sync(folder, O_RDONLY | O_DIRECTORY) && errno != EINVAL) {
        int code = errno;
        unlink(results->path);
        return results_fail_system(results, "sync the folder of", code, err);
    }
    return STATUS_OK;
}

static enum status results_complete(struct results *results, char digest[DIGEST_TEXT_SIZE],
                                    struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < results->stream_count; i++) {
        status = results_stream_finish(results, results->streams[i], err);
    }
    for (size_t i = 0; status == STATUS_OK && i < results->cube_count; i++) {
        status = results_cube_finish(results, results->cubes[i], err);
    }
    for (size_t i = 0; status == STATUS_OK && i < results->dimension_count; i++) {
        status = results_dimension_finish(results, results->dimensions[i], err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    digest_text(&results->digest, digest);
    /* What the flush cannot write is found while the file can still be thrown away; closing has
     * little left to do. */
    if (!results_h5_set_text(results->file, "digest", digest) ||
        H5Fflush(results->file, H5F_SCOPE_LOCAL) < 0) {
        return results_broken(results, "", "digest", err);
    }
    hid_t file = results->file;
    results->file = H5I_INVALID_HID;
    if (H5Fclose(file) < 0) {
        return results_broken(results, "", "", err);
    }
    return STATUS_OK;
}

enum status results_finish(struct results *results, char digest[DIGEST_TEXT_SIZE],
                           struct error *err)
{
    char text[DIGEST_TEXT_SIZE];
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_complete(results, text, err));
    }
    if (status == STATUS_OK) {
        status = results_publish(results, err);
    }
    if (status != STATUS_OK) {
        results_discard(results);
        return status;
    }
    memcpy(digest, text, sizeof text);
    results_destroy(results);
    return STATUS_OK;
}
