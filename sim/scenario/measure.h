// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_H
#define SCENARIO_MEASURE_H

#include "base/fields.h"
#include "base/page.h"
#include "scenario/findings.h"

/** A measure is a value in the scenario's list `measures`, such as `ardey.headway { line = "RB53",
 * headway = "15 min" }`: an edit of the tables and parameters of `struct spec`, made when the
 * tables have been read and before anything is built from them. No other layer knows of measures.
 */

struct spec;
struct measure_edit;

/** One kind of measure. Its fields drive the constructor, error texts, reference and results. */
struct measure_kind {
    const char *name;           /**< "headway": `ardey.headway` */
    const char *doc;            /**< what it does, one or two sentences */
    const struct field *fields; /**< a window is two of them, see MEASURE_WINDOW */
    size_t size;                /**< of the struct of parameters */
    const char *fixed; /**< why it cannot begin while a day is under way (`ardey branch`); NULL: it
                          can */

    /** Makes the edits by the functions of measure_edit.h, which count what differs afterwards and
     * add findings. `parameters` points to a struct of `size` bytes whose texts live as long as the
     * spec. A measure that neither fails nor changes anything is refused by the caller. */
    void (*apply)(struct measure_edit *edit, const void *parameters);
};

/** All kinds, in the order of the reference; ends with NULL. To add one: a file
 * `measure_<name>.c` with the struct of parameters, its fields, `apply` and the kind, its entry in
 * `measure_kinds.c`, a test, and an example in docs/scenario.md. */
extern const struct measure_kind *const measure_kinds[];

/** The kind called `name`, or NULL. */
const struct measure_kind *measure_kind_find(const char *name);

/** The fields `from` and `to` of a kind with a time window: doubles `from_s` and `to_s` in its
 * struct, seconds since midnight; left out they span the whole day. That `from` lies before `to`
 * is checked for every kind that has both. (`until` is a word of Lua and cannot name a field.) */
#define MEASURE_DAY_END_S (48 * 3600.0)
#define MEASURE_WINDOW(owner)                                                                      \
    {.name = "from",                                                                               \
     .type = FIELD_REAL,                                                                           \
     .quantity = QUANTITY_CLOCK,                                                                   \
     .offset = offsetof(struct owner, from_s),                                                     \
     .optional = true,                                                                             \
     .max = MEASURE_DAY_END_S,                                                                     \
     .standard = "00:00",                                                                          \
     .doc = "Begin of the measure."},                                                              \
    {                                                                                              \
        .name = "to", .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                              \
        .offset = offsetof(struct owner, to_s), .optional = true, .max = MEASURE_DAY_END_S,        \
        .standard = "48:00", .doc = "End of the measure, after its begin."                         \
    }

/** A measure of a scenario. */
struct measure {
    const struct measure_kind *kind;
    void *parameters;  /**< mem_alloc memory of `kind->size` bytes; texts in the spec's arena */
    const char *place; /**< "scenarios/x.lua:12: measures[3] (headway)"; in the spec's arena */
    bool is_wrong;     /**< there are findings about its fields */
};

/** In the order of the scenario. Initialise with `{0}`. */
struct measures {
    struct measure *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

/** Applies all measures of `spec`, one after the other: each finds what the ones before it left.
 * One that is wrong ends it, as those behind it may build on it.
 * STATUS_USAGE with the place of the measure for names that do not exist, a window that ends before
 * it begins, a measure that changes nothing, and one of a branch that cannot begin where the branch
 * does. */
enum status measures_apply(struct spec *spec, struct findings *findings);

/** Adds the parameters that differ from their defaults, with units: "line RB53, headway 15 min". */
void measure_print(const struct measure *measure, struct page *page);

/** The window of a measure in seconds since midnight; false when its kind has none. */
bool measure_window(const struct measure *measure, double *out_from_s, double *out_to_s);

void measures_deinit(struct measures *measures);

#endif
