// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_names.h"

#include "base/memory.h"

#include <string.h>

#define RESULTS_NAMES_HEADS 4 /* texts before those of the rows */

static void results_names_digest(struct results *results, const struct results_name_table *table)
{
    digest_add(&results->digest, table->group, strlen(table->group) + 1);
    digest_add(&results->digest, table->column, strlen(table->column) + 1);
    for (uint32_t i = 0; i < table->count; i++) {
        digest_add(&results->digest, table->texts[i], strlen(table->texts[i]) + 1);
    }
}

/* Frame: `number` is the count of rows; texts are group, index, column, long name, and the rows'.
 */
static enum status results_names_write(struct results *results,
                                       const struct results_name_table *table, struct error *err)
{
    for (uint32_t i = 0; i < table->count; i++) {
        if (table->texts[i] == NULL) {
            return error_fail(err, STATUS_INTERNAL, "text %u of %u of `%s/%s` is missing", i,
                              table->count, table->group, table->column);
        }
    }
    size_t count = RESULTS_NAMES_HEADS + (size_t)table->count;
    const char **texts = mem_alloc(count, sizeof *texts, err);
    if (texts == NULL) {
        return STATUS_RESOURCE;
    }
    texts[0] = table->group;
    texts[1] = table->index;
    texts[2] = table->column;
    texts[3] = table->long_name;
    if (table->count > 0) {
        memcpy(texts + RESULTS_NAMES_HEADS, table->texts, table->count * sizeof *texts);
    }
    const struct results_frame frame = {.kind = RESULTS_NAMES, .number = table->count};
    enum status status = results_append_texts(results, &frame, texts, count, err);
    mem_free(texts);
    if (status == STATUS_OK) {
        results_names_digest(results, table);
    }
    return status;
}

enum status results_write_names(struct results *results, const struct results_name_table *table,
                                struct error *err)
{
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_names_write(results, table, err));
    }
    return status;
}

enum status results_names_read(const struct results_frame *frame, const char *bytes,
                               struct results_name_table *out, struct error *err)
{
    size_t count = RESULTS_NAMES_HEADS + (size_t)frame->number;
    const char **texts = mem_alloc(count, sizeof *texts, err);
    if (texts == NULL) {
        return STATUS_RESOURCE;
    }
    for (size_t i = 0; i < count; i++) {
        texts[i] = bytes;
        bytes += strlen(bytes) + 1;
    }
    *out = (struct results_name_table){
        .group = texts[0],
        .index = texts[1],
        .column = texts[2],
        .long_name = texts[3][0] == '\0' ? NULL : texts[3],
        .texts = texts + RESULTS_NAMES_HEADS,
        .count = frame->number,
    };
    return STATUS_OK;
}

void results_names_free(struct results_name_table *table)
{
    mem_free((void *)(table->texts - RESULTS_NAMES_HEADS));
}
