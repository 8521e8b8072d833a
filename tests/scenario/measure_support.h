// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef MEASURE_SUPPORT_H
#define MEASURE_SUPPORT_H

#include "scenario_support.h"

#include "scenario/spec.h"

#include <math.h>

#define assert_near(value, expected, tolerance)                                                    \
    assert_true(fabs((value) - (expected)) <= (tolerance))

/** One scenario of a test, derived from the shipped weekday. */
struct measured {
    struct folder folder;
    struct spec *spec; /**< of the last measure_read that succeeded, or NULL */
    struct error err;  /**< without the folder's name */
};

static inline int measured_up(void **state)
{
    struct measured *measured = calloc(1, sizeof *measured);
    assert_non_null(measured);
    folder_init(&measured->folder);
    *state = measured;
    return 0;
}

static inline int measured_down(void **state)
{
    struct measured *measured = *state;
    spec_destroy(measured->spec);
    folder_deinit(&measured->folder);
    free(measured);
    return 0;
}

/** Reads the weekday with `measures = { <list> }`, which begins in line 2. */
static inline enum status measure_read(struct measured *measured, const char *list)
{
    static const char *const folders[] = {"scenarios", NULL};
    char text[8192];
    struct error full = {0};
    snprintf(text, sizeof text, "local s = require 'weekday'\ns.measures = {%s}\nreturn s\n", list);
    const char *path = folder_write(&measured->folder, "s.lua", text);
    spec_destroy(measured->spec);
    measured->spec = NULL;
    enum status status = scenario_read(path, folders, &measured->spec, &full);

    measured->err = full;
    size_t used = 0, length = strlen(measured->folder.path);
    for (const char *next = full.text; *next; next++) {
        if (strncmp(next, measured->folder.path, length) == 0)
            next += length + 1;
        measured->err.text[used++] = *next;
    }
    measured->err.text[used] = '\0';
    return status;
}

static inline struct spec *measure_apply(struct measured *measured, const char *list)
{
    if (measure_read(measured, list) != STATUS_OK)
        fail_msg("%s\n%s", list, measured->err.text);
    return measured->spec;
}

/** The findings must be exactly these. */
static inline void measure_refuse(struct measured *measured, const char *list, const char *findings)
{
    assert_int_equal(measure_read(measured, list), STATUS_USAGE);
    assert_string_equal(measured->err.text, findings);
}

/** The row of a table whose first text, its name, is `id`. */
static inline const void *measure_row(const struct table *table, size_t offset, const char *id)
{
    for (uint32_t i = 0; i < table->count; i++) {
        const char *row = (const char *)table->rows + i * table->row_size;
        if (strcmp(*(const char *const *)(const void *)(row + offset), id) == 0)
            return row;
    }
    fail_msg("no row '%s' in %s", id, table->path);
    return NULL;
}

#endif
