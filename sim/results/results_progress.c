// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "results/results.h"
#include "results/results_h5.h"
#include "results/results_text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define RESULTS_COLUMN 32

static herr_t results_progress_attribute(hid_t group, const char *name, const H5A_info_t *info,
                                         void *data)
{
    struct results_text *text = data;
    (void)info;
    results_text_add(text, "  %s", name);
    results_text_pad(text, RESULTS_COLUMN);
    results_text_add_attribute(text, group, name);
    results_text_add(text, "\n");
    return 0;
}

/* A table is known by its dimension, which has its length. */
static herr_t results_progress_table(hid_t file, const char *name, const H5L_info_t *info,
                                     void *data)
{
    char class[32];
    struct results_text *text = data;
    (void)info;
    hid_t object = H5Oopen(file, name, H5P_DEFAULT);
    if (object < 0) {
        return -1;
    }
    const char *slash = strrchr(name, '/');
    if (H5Iget_type(object) == H5I_DATASET && slash != NULL &&
        results_text_read(object, "CLASS", class, sizeof class) &&
        strcmp(class, "DIMENSION_SCALE") == 0) {
        hsize_t count = 0;
        hid_t space = H5Dget_space(object);
        H5Sget_simple_extent_dims(space, &count, NULL);
        H5Sclose(space);
        results_text_add(text, "  %.*s [%s]", (int)(slash - name), name, slash + 1);
        results_text_pad(text, RESULTS_COLUMN);
        results_text_add(text, "%" PRIu64 "\n", (uint64_t)count);
    }
    H5Oclose(object);
    return 0;
}

/* Of a file that may be replaced or removed at any time: then there is nothing to show. */
static void results_progress_show(const char *path, struct results_text *text)
{
    struct results_guard guard;
    results_h5_enter(&guard);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file >= 0) {
        hsize_t place = 0;
        if (H5Lexists(file, "progress", H5P_DEFAULT) > 0) {
            H5Aiterate_by_name(file, "progress", H5_INDEX_CRT_ORDER, H5_ITER_INC, &place,
                               results_progress_attribute, text, H5P_DEFAULT);
        }
        results_text_add(text, "rows\n");
        H5Lvisit(file, H5_INDEX_CRT_ORDER, H5_ITER_INC, results_progress_table, text);
        H5Fclose(file);
    }
    results_h5_leave(&guard);
}

/* The spool is there while a run writes, and locked as long as it lives. */
static enum status results_progress_state(const char *path, const char *part,
                                          enum results_state *out, struct error *err)
{
    int fd = open(part, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        bool is_taken = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        *out = is_taken ? RESULTS_UNDER_WAY : RESULTS_ENDED;
        close(fd);
        return STATUS_OK;
    }
    if (access(path, R_OK) != 0) {
        return error_fail(err, STATUS_DATA, "`%s`: there is no result, and no run that writes it",
                          path);
    }
    *out = RESULTS_COMPLETE;
    return STATUS_OK;
}

enum status results_describe_progress(const char *path, char **out, enum results_state *out_state,
                                      struct error *err)
{
    struct results_text part = {.err = err}, live = {.err = err}, text = {.err = err};
    enum results_state state;
    results_text_add(&part, "%s.part", path);
    results_text_add(&live, "%s.live", path);
    results_text_add(&text, "%s", "");
    enum status status = part.status == STATUS_OK ? live.status : part.status;
    if (status == STATUS_OK) {
        status = results_progress_state(path, part.bytes, &state, err);
    }
    if (status == STATUS_OK) {
        results_progress_show(state == RESULTS_COMPLETE ? path : live.bytes, &text);
        status = text.status;
    }
    mem_free(part.bytes);
    mem_free(live.bytes);
    if (status != STATUS_OK) {
        mem_free(text.bytes);
        return status;
    }
    *out = text.bytes;
    *out_state = state;
    return STATUS_OK;
}
