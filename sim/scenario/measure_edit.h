// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_EDIT_H
#define SCENARIO_MEASURE_EDIT_H

#include "base/names.h"
#include "scenario/measure.h"
#include "scenario/spec.h"

/** What the `apply` functions of measures work with. */
struct measure_edit {
    struct spec *spec;
    const char *place; /**< of the measure */
    struct findings *findings;
    uint32_t changes; /**< values and rows that differ from what was there before the measure */
    struct error scratch;
};

/** Adds the finding "<place of the measure>: ..." (STATUS_USAGE). */
void measure_fail(struct measure_edit *edit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Hands over a failure that another layer put into `edit->scratch`. */
void measure_pass_on(struct measure_edit *edit, enum status status);

/** Set a value of a row or a parameter, and count it when it was another one. Texts must live as
 * long as the spec. */
void measure_set_real(struct measure_edit *edit, double *at, double value);
void measure_set_int(struct measure_edit *edit, int64_t *at, int64_t value);
void measure_set_choice(struct measure_edit *edit, int *at, int value);
void measure_set_text(struct measure_edit *edit, const char **at, const char *value);

/** Row `i` of a table, to be changed. */
#define MEASURE_ROW(table, type, i) ((type *)(table)->rows + (i))

/** Appends a row that holds the defaults of the table's fields, and counts it; also to a table that
 * the scenario leaves out. Findings about the row, also those made when the world is built, will
 * name the measure. NULL, and a finding, when memory runs out. Rows found before may have moved. */
void *measure_add_row(struct measure_edit *edit, struct table *table);

/** Removes the rows for which `is_unwanted(row, data)`, and counts them; the others keep their
 * order. Returns how many there were. O(rows). */
uint32_t measure_remove_rows(struct measure_edit *edit, struct table *table,
                             bool (*is_unwanted)(const void *row, const void *data),
                             const void *data);

/** Where the text that names a row stands in it: `{"line", offsetof(struct line_row, id)}`. */
struct measure_name {
    const char *what;    /**< for messages */
    size_t offset;       /**< of the unique name, a `const char *` */
    size_t title_offset; /**< of a name for people that will do, too, where only one row has it; 0:
                            none */
};
extern const struct measure_name measure_line_name, measure_stop_name, measure_vehicle_name,
    measure_zone_name, measure_place_name;

/** The index of the row called `name`, or NONE and a finding such as "no line 'RB35', did you mean
 * 'RB53'?". O(rows). */
uint32_t measure_find(struct measure_edit *edit, const struct table *table,
                      const struct measure_name *by, const char *name);

/** Whether a zone, by its id, or a place is called `name`, else a finding. O(rows). */
bool measure_has_end(struct measure_edit *edit, const char *name);

/** Takes the next entry of a list field ("a;b;c", see `field.is_list`) from `*rest`, without the
 * blanks around it; NULL at the end. The text lives as long as the spec. */
const char *measure_list_take(struct measure_edit *edit, const char **rest);

/** Calls `set` for the row of parking spaces of each place of the list `places` and of each zone of
 * the list `zones`; a place without a row gets one with `spaces`. A finding when both lists are
 * empty. O(places). */
void measure_each_parking(struct measure_edit *edit, const char *places, const char *zones,
                          int64_t spaces,
                          void (*set)(struct measure_edit *edit, struct parking_row *row,
                                      const void *parameters),
                          const void *parameters);

#endif
