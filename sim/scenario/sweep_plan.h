// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SWEEP_PLAN_H
#define SCENARIO_SWEEP_PLAN_H

#include "base/fields.h"

/** What a plan of many runs says. Texts belong to `text`. */

/** A value of a parameter: as it is shown, and as Lua text. */
struct plan_value {
    const char *shown; /**< "" for a table */
    const char *lua;
};

struct plan_setting {
    const char *parameter; /**< "road.patience" */
    struct plan_value value;
};

struct plan_settings {
    struct plan_setting *items; /**< [count] by the bytes of their names; mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** A parameter of the grid. */
struct plan_axis {
    const char *parameter;
    struct plan_value *values; /**< [count] in the order of the plan; mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** A variant of the list. */
struct plan_entry {
    const char *name;     /**< "": made of its settings */
    const char *scenario; /**< "": the plan's */
    struct plan_settings settings;
};

/** A parameter of the Latin hypercube. */
struct plan_range {
    const char *parameter;
    double low, high; /**< SI */
    bool is_whole;    /**< both ends are values that may be drawn */
};

struct plan_latin {
    int64_t points; /**< 0: no hypercube */
    int64_t seed;
    struct plan_range *ranges; /**< [count] by the bytes of their names; mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

enum plan_stop_of { PLAN_STOP_MEAN, PLAN_STOP_DIFFERENCE };

/** When there are seeds enough. */
struct plan_stop {
    const char *indicator; /**< "": no rule */
    int of;                /**< enum plan_stop_of */
    double half_width;     /**< in the unit of the indicator; 0: not said */
    double share;          /**< of the mean of the variant; 0: not said */
    int64_t most_seeds;
};

struct sweep_plan {
    const char *path;     /**< as given */
    const char *scenario; /**< path */
    const char *out;      /**< folder */
    const char *baseline; /**< name of a variant; "": the first */
    int64_t *seeds;       /**< [seed_count]; mem_alloc memory */
    uint32_t seed_count;
    size_t seed_capacity;
    struct plan_axis *axes; /**< [axis_count] by the bytes of their names; mem_alloc memory */
    uint32_t axis_count;
    size_t axis_capacity;
    struct plan_entry *entries; /**< [entry_count]; mem_alloc memory */
    uint32_t entry_count;
    size_t entry_capacity;
    struct plan_latin latin;
    struct plan_stop stop;
    struct text_arena text;
};

/** The fields of the plan, of `latin` and of `stop`, for the reader and the reference. */
extern const struct field sweep_plan_fields[], plan_latin_fields[], plan_stop_fields[];

/** Checks the name of something that a plan may set: `group.field` or `group.table` of
 * `spec_groups`, or a field of the top level but `name` and `seed`. `*out_field` is NULL for a
 * table. STATUS_USAGE with `place` and a suggestion. */
enum status plan_parameter_check(const char *name, const char *place,
                                 const struct field **out_field, struct error *err);

void sweep_plan_deinit(struct sweep_plan *plan);

#endif
