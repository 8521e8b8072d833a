// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_file.h"

#include "base/memory.h"
#include "results/results_build.h"
#include "results/results_cube.h"
#include "results/results_stream.h"
#include "results/results_text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** Raised whenever something that a reader may rely on is renamed, removed or means something else;
 * additions leave it. */
#define RESULTS_SCHEMA_VERSION 1

enum status results_enter(const struct results *results, struct error *err)
{
    if (results->has_failed) {
        return error_fail(err, STATUS_RESOURCE,
                          "cannot go on writing `%s`: an earlier write failed", results->path);
    }
    return STATUS_OK;
}

enum status results_leave(struct results *results, enum status status)
{
    results->has_failed = results->has_failed || status != STATUS_OK;
    return status;
}

enum status results_append_texts(struct results *results, const struct results_frame *frame,
                                 const char *const *texts, size_t count, struct error *err)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += strlen(texts[i] != NULL ? texts[i] : "") + 1;
    }
    char *bytes = mem_alloc(size, 1, err);
    if (bytes == NULL) {
        return STATUS_RESOURCE;
    }
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = texts[i] != NULL ? texts[i] : "";
        size_t length = strlen(text) + 1;
        memcpy(bytes + used, text, length);
        used += length;
    }
    enum status status = results_spool_append(results->spool, *frame, bytes, size, err);
    mem_free(bytes);
    return status;
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

/* Finds out whether the finished file can be renamed to its name later. */
static enum status results_probe(const struct results *results, struct error *err)
{
    struct stat found;
    if (stat(results->path, &found) == 0 && !S_ISREG(found.st_mode)) {
        return error_fail(err, STATUS_RESOURCE, "cannot write `%s`: %s", results->path,
                          S_ISDIR(found.st_mode) ? strerror(EISDIR) : "not a regular file");
    }
    return STATUS_OK;
}

/* Path of a file beside the result; the caller frees it. NULL when out of memory. */
static char *results_path(const struct results *results, const char *ending, struct error *err)
{
    size_t size = strlen(results->path) + strlen(ending) + 1;
    char *path = mem_alloc(size, 1, err);
    if (path != NULL) {
        snprintf(path, size, "%s%s", results->path, ending);
    }
    return path;
}

/* Closes the spool and frees the memory. */
static void results_destroy(struct results *results, bool is_kept)
{
    for (size_t i = 0; i < results->stream_count; i++) {
        results_stream_destroy(results->streams[i]);
    }
    for (size_t i = 0; i < results->cube_count; i++) {
        results_cube_destroy(results->cubes[i]);
    }
    mem_free(results->streams);
    mem_free(results->cubes);
    results_spool_close(results->spool, is_kept);
    results_encoder_destroy(results->encoder);
    mem_free(results->path);
    mem_free(results);
}

static enum status results_open(struct results *results, const char *path, const char *date,
                                bool is_resumed, struct error *err)
{
    results->path = results_text_copy(path, err);
    enum status status = results->path == NULL ? STATUS_RESOURCE : STATUS_OK;
    if (status == STATUS_OK) {
        status = results_set_date(results, date, err);
    }
    if (status == STATUS_OK) {
        status = results_probe(results, err);
    }
    char *part = status == STATUS_OK ? results_path(results, ".part", err) : NULL;
    if (part == NULL) {
        return status == STATUS_OK ? STATUS_RESOURCE : status;
    }
    results->spool = results_spool_open(part, is_resumed, err);
    mem_free(part);
    return results->spool == NULL ? STATUS_RESOURCE : STATUS_OK;
}

static struct results *results_start(const char *path, const char *date, struct team *team,
                                     bool is_resumed, struct error *err)
{
    struct results *results = mem_alloc(1, sizeof *results, err);
    if (results == NULL) {
        return NULL;
    }
    digest_init(&results->digest);
    results->is_needed = is_resumed;
    results->encoder = results_encoder_create(team, err);
    enum status status = results->encoder == NULL ? STATUS_RESOURCE : STATUS_OK;
    if (status == STATUS_OK) {
        status = results_open(results, path, date, is_resumed, err);
    }
    if (status == STATUS_OK && !is_resumed) {
        status = results_set_text(results, "", "Conventions", "CF-1.10", err);
    }
    if (status == STATUS_OK && !is_resumed) {
        status = results_set_int(results, "", "schema_version", RESULTS_SCHEMA_VERSION, err);
    }
    if (status != STATUS_OK) {
        results_destroy(results, is_resumed);
        return NULL;
    }
    return results;
}

struct results *results_create(const char *path, const char *date, struct team *team,
                               struct error *err)
{
    return results_start(path, date, team, false, err);
}

struct results *results_resume(const char *path, const char *date, struct team *team,
                               struct error *err)
{
    return results_start(path, date, team, true, err);
}

enum status results_copy_part(const char *from, const char *to, struct error *err)
{
    struct results_spool *spool = results_spool_open(to, false, err);
    if (spool == NULL) {
        return STATUS_RESOURCE;
    }
    enum status status = results_spool_fill(spool, from, err);
    results_spool_close(spool, status == STATUS_OK);
    return status;
}

void results_disown(struct results *results)
{
    results->is_needed = false;
}

/* What is shown of an unfinished run belongs to it alone. */
static void results_remove_live(const struct results *results)
{
    char *live = results_path(results, ".live", NULL);
    if (live != NULL) {
        unlink(live);
    }
    mem_free(live);
}

void results_abandon(struct results *results)
{
    if (results != NULL) {
        results_remove_live(results);
        results_destroy(results, results->is_needed);
    }
}

static enum status results_complete(struct results *results, char digest[DIGEST_TEXT_SIZE],
                                    struct error *err)
{
    enum status status = results_enter(results, err);
    for (size_t i = 0; status == STATUS_OK && i < results->stream_count; i++) {
        status = results_stream_finish(results, results->streams[i], err);
    }
    for (size_t i = 0; status == STATUS_OK && i < results->cube_count; i++) {
        status = results_cube_finish(results, results->cubes[i], err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    digest_text(&results->digest, digest);
    status = results_set_text(results, "", "digest", digest, err);
    if (status == STATUS_OK) {
        status = results_set_int(results, "", "complete", 1, err);
    }
    return status == STATUS_OK ? results_build(results, results->path, true, err) : status;
}

enum status results_finish(struct results *results, char digest[DIGEST_TEXT_SIZE],
                           struct error *err)
{
    char text[DIGEST_TEXT_SIZE];
    enum status status = results_complete(results, text, err);
    if (status == STATUS_OK) {
        memcpy(digest, text, sizeof text);
        results->is_needed = false;
    }
    results_abandon(results);
    return status;
}

/* Appends what is kept as if the run ended now. */
static enum status results_show_kept(struct results *results, const struct results_progress *rows,
                                     size_t count, struct error *err)
{
    enum status status = results_set_int(results, "", "complete", 0, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = results_set_real(results, "progress", rows[i].name, rows[i].value, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < results->stream_count; i++) {
        status = results_stream_show(results, results->streams[i], err);
    }
    for (size_t i = 0; status == STATUS_OK && i < results->cube_count; i++) {
        status = results_cube_show(results, results->cubes[i], err);
    }
    return status;
}

enum status results_show(struct results *results, const struct results_progress *rows, size_t count,
                         struct error *err)
{
    struct results_mark mark = results_spool_mark(results->spool);
    enum status status = results_enter(results, err);
    if (status != STATUS_OK) {
        return status;
    }
    char *live = results_path(results, ".live", err);
    if (live == NULL) {
        return STATUS_RESOURCE;
    }
    status = results_leave(results, results_show_kept(results, rows, count, err));
    enum status built = status == STATUS_OK ? results_build(results, live, false, err) : status;
    mem_free(live);
    if (status == STATUS_OK) {
        status = results_leave(results, results_spool_cut(results->spool, mark, err));
    }
    return status == STATUS_OK ? built : status;
}

void results_archive(struct results *results, struct archive *archive)
{
    struct results_mark mark = results_spool_mark(results->spool);
    uint64_t streams = results->stream_count, cubes = results->cube_count;
    archive_section(archive, "results");
    if (!archive_is_loading(archive)) {
        archive_keep(archive, results_spool_flush(results->spool, true, archive->err));
    }
    ARCHIVE_VALUE(archive, mark.length);
    ARCHIVE_VALUE(archive, mark.checksum);
    if (archive_status(archive) == STATUS_OK && archive_is_loading(archive)) {
        archive_keep(archive, results_spool_verify(results->spool, mark, archive->err));
    }
    ARCHIVE_VALUE(archive, results->digest);
    ARCHIVE_VALUE(archive, results->dataset_count);
    ARCHIVE_VALUE(archive, streams);
    ARCHIVE_VALUE(archive, cubes);
    for (size_t i = 0; archive_status(archive) == STATUS_OK && i < streams; i++) {
        archive_keep(archive,
                     results_stream_archive(
                         results, i < results->stream_count ? results->streams[i] : NULL, archive));
    }
    for (size_t i = 0; archive_status(archive) == STATUS_OK && i < cubes; i++) {
        archive_keep(archive,
                     results_cube_archive(
                         results, i < results->cube_count ? results->cubes[i] : NULL, archive));
    }
    if (archive_is_loading(archive)) {
        results_leave(results, archive_status(archive));
    }
    bool is_saved = !archive_is_loading(archive) && archive_status(archive) == STATUS_OK;
    results->is_needed = results->is_needed || is_saved;
}
