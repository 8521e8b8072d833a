// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_source.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#define PATH_SIZE 4096
#define READ_STEP ((size_t)1 << 16)

struct feed_source {
    const char *path;
    zip_t *archive; /**< NULL for a folder */
    char *prefix;   /**< of the feed's files in the archive: "" or "folder/" */
    struct names files;
    struct text_arena text;
};

/** Where the bytes of one file come from. */
struct feed_stream {
    FILE *file;
    zip_file_t *entry; /**< or this one */
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Keeps `texts` in the order of their bytes: a folder lists its files in any order. */
static enum status files_keep(struct feed_source *source, const char **texts, size_t count,
                              struct error *err)
{
    enum status status = STATUS_OK;
    if (count > 0)
        qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = names_add(&source->files, texts[i], &(uint32_t){0}, NULL, err);
    return status;
}

/** A growing list of file names, owned by the arena of the source. */
struct name_list {
    const char **texts;
    size_t capacity, count;
};

static enum status name_list_add(struct feed_source *source, struct name_list *list,
                                 const char *name, struct error *err)
{
    if (MEM_RESERVE(&list->texts, &list->capacity, list->count + 1, err) != STATUS_OK)
        return STATUS_RESOURCE;
    const char *copy = text_arena_copy(&source->text, name, strlen(name), err);
    if (!copy)
        return STATUS_RESOURCE;
    list->texts[list->count++] = copy;
    return STATUS_OK;
}

static enum status folder_list(struct feed_source *source, struct error *err)
{
    struct name_list list = {0};
    DIR *folder = opendir(source->path);
    if (!folder)
        return error_fail(err, STATUS_DATA, "%s: cannot be opened: %s", source->path,
                          strerror(errno));
    enum status status = STATUS_OK;
    for (struct dirent *entry; status == STATUS_OK && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            status = name_list_add(source, &list, entry->d_name, err);
    closedir(folder);
    if (status == STATUS_OK)
        status = files_keep(source, list.texts, list.count, err);
    mem_free(list.texts);
    if (status == STATUS_OK && names_find(&source->files, "stops.txt") == NONE)
        return error_fail(err, STATUS_DATA, "%s: has no stops.txt, so it is no GTFS feed",
                          source->path);
    return status;
}

static unsigned path_depth(const char *name)
{
    unsigned depth = 0;
    for (; *name; name++)
        depth += *name == '/';
    return depth;
}

/** Finds the folder of the archive in which the feed lies. */
static enum status archive_find(struct feed_source *source, zip_int64_t entry_count,
                                struct error *err)
{
    const char *found = NULL;
    unsigned least = 0, same = 0;
    for (zip_int64_t i = 0; i < entry_count; i++) {
        const char *name = zip_get_name(source->archive, (zip_uint64_t)i, 0);
        if (!name || strncmp(name, "__MACOSX/", 9) == 0)
            continue;
        const char *slash = strrchr(name, '/');
        if (strcmp(slash ? slash + 1 : name, "stops.txt") != 0)
            continue;
        unsigned depth = path_depth(name);
        same = found && depth == least ? same + 1 : (found && depth > least ? same : 0);
        if (!found || depth < least) {
            found = name;
            least = depth;
        }
    }
    if (!found)
        return error_fail(err, STATUS_DATA, "%s: has no stops.txt, so it is no GTFS feed",
                          source->path);
    if (same > 0)
        return error_fail(err, STATUS_DATA, "%s: has %u files stops.txt, must have one",
                          source->path, same + 1);
    size_t length = strlen(found) - strlen("stops.txt");
    source->prefix = mem_alloc(length + 1, 1, err);
    if (!source->prefix)
        return STATUS_RESOURCE;
    memcpy(source->prefix, found, length);
    return STATUS_OK;
}

static enum status archive_list(struct feed_source *source, struct error *err)
{
    struct name_list list = {0};
    zip_int64_t entry_count = zip_get_num_entries(source->archive, 0);
    enum status status = archive_find(source, entry_count, err);
    if (status != STATUS_OK)
        return status;
    size_t length = strlen(source->prefix);
    for (zip_int64_t i = 0; status == STATUS_OK && i < entry_count; i++) {
        const char *name = zip_get_name(source->archive, (zip_uint64_t)i, 0);
        if (name && strncmp(name, source->prefix, length) == 0 && name[length] != '\0' &&
            !strchr(name + length, '/'))
            status = name_list_add(source, &list, name + length, err);
    }
    if (status == STATUS_OK)
        status = files_keep(source, list.texts, list.count, err);
    mem_free(list.texts);
    return status;
}

static enum status archive_open(struct feed_source *source, struct error *err)
{
    int code = 0;
    source->archive = zip_open(source->path, ZIP_RDONLY, &code);
    if (source->archive)
        return archive_list(source, err);
    zip_error_t why;
    zip_error_init_with_code(&why, code);
    error_fail(err, STATUS_DATA, "%s: is no folder and cannot be read as a zip archive: %s",
               source->path, zip_error_strerror(&why));
    zip_error_fini(&why);
    return STATUS_DATA;
}

enum status feed_source_open(const char *path, struct feed_source **out, struct error *err)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return error_fail(err, STATUS_DATA, "%s: cannot be opened: %s", path, strerror(errno));
    struct feed_source *source = mem_alloc(1, sizeof *source, err);
    if (!source)
        return STATUS_RESOURCE;
    source->path = text_arena_copy(&source->text, path, strlen(path), err);
    enum status status = STATUS_RESOURCE;
    if (source->path)
        status = S_ISDIR(about.st_mode) ? folder_list(source, err) : archive_open(source, err);
    if (status != STATUS_OK) {
        feed_source_close(source);
        return status;
    }
    *out = source;
    return STATUS_OK;
}

void feed_source_close(struct feed_source *source)
{
    if (!source)
        return;
    if (source->archive)
        zip_discard(source->archive);
    mem_free(source->prefix);
    names_deinit(&source->files);
    text_arena_deinit(&source->text);
    mem_free(source);
}

const struct names *feed_source_files(const struct feed_source *source)
{
    return &source->files;
}

static enum status stream_fail(const struct feed_source *source, const char *name,
                               struct error *err)
{
    const char *why = source->archive ? zip_strerror(source->archive) : strerror(errno);
    return error_fail(err, STATUS_DATA, "%s: %s cannot be read: %s", source->path, name, why);
}

static enum status stream_open(struct feed_source *source, const char *name,
                               struct feed_stream *out, struct error *err)
{
    char path[PATH_SIZE];
    const char *folder = source->archive ? source->prefix : source->path;
    int length = snprintf(path, sizeof path, "%s%s%s", folder, source->archive ? "" : "/", name);
    if (length < 0 || (size_t)length >= sizeof path)
        return error_fail(err, STATUS_DATA, "%s: the path of %s is too long", source->path, name);
    *out = (struct feed_stream){0};
    if (source->archive)
        out->entry = zip_fopen(source->archive, path, 0);
    else
        out->file = fopen(path, "rb");
    return out->entry || out->file ? STATUS_OK : stream_fail(source, name, err);
}

/** Reads until the end instead of trusting the size that the archive claims. */
static enum status stream_read(const struct feed_stream *stream, const struct feed_source *source,
                               const char *name, char **out_text, size_t *out_size,
                               struct error *err)
{
    char *text = NULL;
    size_t capacity = 0, size = 0;
    for (;;) {
        enum status status = MEM_RESERVE(&text, &capacity, size + READ_STEP + 1, err);
        zip_int64_t got = 0;
        if (status == STATUS_OK && stream->entry)
            got = zip_fread(stream->entry, text + size, READ_STEP);
        else if (status == STATUS_OK)
            got = (zip_int64_t)fread(text + size, 1, READ_STEP, stream->file);
        if (status == STATUS_OK && stream->entry && got < 0)
            status = error_fail(err, STATUS_DATA, "%s: %s cannot be read: %s", source->path, name,
                                zip_file_strerror(stream->entry));
        if (status == STATUS_OK && stream->file && ferror(stream->file))
            status = stream_fail(source, name, err);
        size += got > 0 ? (size_t)got : 0;
        if (status == STATUS_OK && size > FEED_BYTES_MAX)
            status = error_fail(err, STATUS_DATA, "%s: %s is larger than %zu bytes", source->path,
                                name, FEED_BYTES_MAX);
        if (status != STATUS_OK) {
            mem_free(text);
            return status;
        }
        if (got == 0)
            break;
    }
    text[size] = '\0';
    *out_text = text;
    *out_size = size;
    return STATUS_OK;
}

enum status feed_source_read(struct feed_source *source, const char *name, char **out_text,
                             size_t *out_size, struct error *err)
{
    struct feed_stream stream;
    if (names_find(&source->files, name) == NONE) {
        *out_text = NULL;
        *out_size = 0;
        return STATUS_OK;
    }
    enum status status = stream_open(source, name, &stream, err);
    if (status != STATUS_OK)
        return status;
    status = stream_read(&stream, source, name, out_text, out_size, err);
    if (stream.file)
        fclose(stream.file);
    if (stream.entry)
        zip_fclose(stream.entry);
    return status;
}
