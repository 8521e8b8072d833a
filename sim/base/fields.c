// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fields.h"

#include "base/field_unset.h"
#include "base/names.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_TEXT_SIZE  32
#define UNIT_SIZE         10
#define CHOICES_TEXT_SIZE 512
#define INT_EXACT_MAX                                                                              \
    9007199254740992.0 /* 2^53: whole numbers up to here are exact in a double                     \
                        */

static void *field_target(const struct field *field, void *target)
{
    return (char *)target + field->offset;
}

static const void *field_source(const struct field *field, const void *source)
{
    return (const char *)source + field->offset;
}

/** The shortest text that reads back as the same number. */
static void number_print(double value, char out[NUMBER_TEXT_SIZE])
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, NUMBER_TEXT_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}

static double field_scale(const struct field *field)
{
    return field->scale != 0 ? field->scale : 1;
}

/** Writes " s", " m s-1" ... or nothing; a scaled column has its unit in its name. */
static const char *field_unit_text(const struct field *field)
{
    const char *unit = quantity_unit(field->quantity);
    return field->type != FIELD_REAL || field->scale != 0 || strcmp(unit, "1") == 0 ? "" : unit;
}

/** A bound in the unit that whoever wrote `shown` has used. */
static void bound_print(const struct field *field, double bound, const char *shown,
                        char out[NUMBER_TEXT_SIZE])
{
    char one[UNIT_SIZE + 2];
    const char *unit = shown + strspn(shown, " \t+-.0123456789");
    double factor;
    snprintf(one, sizeof one, "1%.*s", UNIT_SIZE, unit);
    if (field->type == FIELD_REAL && field->quantity == QUANTITY_CLOCK && strchr(shown, ':'))
        quantity_print(QUANTITY_CLOCK, bound, out);
    else if (field->type == FIELD_REAL && unit[0] && quantity_parse(field->quantity, one, &factor))
        snprintf(out, NUMBER_TEXT_SIZE, "%.9g %.*s", bound / factor, UNIT_SIZE, unit);
    else /* bounds that were given in the column's own unit are shown as they were given */
        snprintf(out, NUMBER_TEXT_SIZE, "%.12g", bound / field_scale(field));
}

static enum status field_fail_range(const struct field *field, const char *shown, const char *place,
                                    struct error *err)
{
    char min[NUMBER_TEXT_SIZE], max[NUMBER_TEXT_SIZE];
    double bare;
    bool is_plain = quantity_parse(QUANTITY_NUMBER, shown, &bare);
    const char *unit = is_plain ? field_unit_text(field) : "", *space = unit[0] ? " " : "";
    bound_print(field, field_has_unset(field) ? 0 : field->min, shown, min);
    bound_print(field, field->max, shown, max);
    if (isinf(field->max))
        return error_fail(err, STATUS_DATA, "%s: %s is %s, must be at least %s%s%s", place,
                          field->name, shown, min, space, unit);
    if (isinf(field->min))
        return error_fail(err, STATUS_DATA, "%s: %s is %s, must be at most %s%s%s", place,
                          field->name, shown, max, space, unit);
    return error_fail(err, STATUS_DATA, "%s: %s is %s, must be between %s and %s%s%s", place,
                      field->name, shown, min, max, space, unit);
}

static bool field_range_holds(const struct field *field, double value)
{
    bool is_bounded = field->min != 0 || field->max != 0;
    if (is_bounded && field_has_unset(field) && value < 0)
        return value == field->min;
    /* A bound such as 130 km/h is not exact in SI: what equals it in the text must pass. */
    double slack = 1e-12 * fmax(fabs(field->min), isinf(field->max) ? 0 : fabs(field->max));
    if (isinf(slack))
        slack = 0;
    return !is_bounded || (value >= field->min - slack && value <= field->max + slack);
}

/** Stores nothing-given: zero, false, "" or choice 0. */
static void field_set_zero(const struct field *field, void *target)
{
    void *at = field_target(field, target);
    switch (field->type) {
    case FIELD_TEXT:
        *(const char **)at = "";
        break;
    case FIELD_REAL:
        *(double *)at = 0;
        break;
    case FIELD_INT:
        *(int64_t *)at = 0;
        break;
    case FIELD_BOOL:
        *(bool *)at = false;
        break;
    case FIELD_CHOICE:
        *(int *)at = 0;
        break;
    }
}

static enum status field_set_real(const struct field *field, void *target, const char *text,
                                  const char *place, struct error *err)
{
    double value;
    char shown[NUMBER_TEXT_SIZE * 4];
    bool is_plain = quantity_parse(QUANTITY_NUMBER, text, &value);

    if (is_plain && (field->quantity != QUANTITY_CLOCK || field->scale != 0)) {
        value *= field_scale(field);
    } else if (!quantity_parse(field->quantity, text, &value)) {
        if (field->quantity == QUANTITY_NUMBER)
            return error_fail(err, STATUS_DATA, "%s: %s is '%.60s', must be a number", place,
                              field->name, text);
        return error_fail(
            err, STATUS_DATA, "%s: %s is '%.60s', must be %s such as %s", place, field->name, text,
            field->quantity == QUANTITY_CLOCK ? "a time of day" : "a number or a text with a unit",
            quantity_example(field->quantity));
    }
    if (!field_range_holds(field, value)) {
        snprintf(shown, sizeof shown, "%.60s", text);
        return field_fail_range(field, shown, place, err);
    }
    *(double *)field_target(field, target) = value;
    return STATUS_OK;
}

static enum status field_set_int(const struct field *field, void *target, const char *text,
                                 const char *place, struct error *err)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno == ERANGE)
        return error_fail(err, STATUS_DATA, "%s: %s is '%.60s', must be a whole number", place,
                          field->name, text);
    if (!field_range_holds(field, (double)value))
        return field_fail_range(field, text, place, err);
    *(int64_t *)field_target(field, target) = value;
    return STATUS_OK;
}

static enum status field_set_bool(const struct field *field, void *target, const char *text,
                                  const char *place, struct error *err)
{
    bool is_true = strcmp(text, "1") == 0 || strcmp(text, "true") == 0;
    if (!is_true && strcmp(text, "0") != 0 && strcmp(text, "false") != 0)
        return error_fail(err, STATUS_DATA, "%s: %s is '%.60s', must be 0, 1, true or false", place,
                          field->name, text);
    *(bool *)field_target(field, target) = is_true;
    return STATUS_OK;
}

/** Lists the choices as "a, b, c"; returns their number. */
static uint32_t field_list_choices(const struct field *field, char out[CHOICES_TEXT_SIZE])
{
    uint32_t count = 0;
    size_t used = 0;
    out[0] = '\0';
    for (; field->choices[count]; count++) {
        int added = snprintf(out + used, CHOICES_TEXT_SIZE - used, "%s%s", count > 0 ? ", " : "",
                             field->choices[count]);
        if (added > 0 && (size_t)added < CHOICES_TEXT_SIZE - used)
            used += (size_t)added;
    }
    return count;
}

static enum status field_set_choice(const struct field *field, void *target, const char *text,
                                    const char *place, struct error *err)
{
    for (int i = 0; field->choices[i]; i++) {
        if (strcmp(field->choices[i], text) == 0) {
            *(int *)field_target(field, target) = i;
            return STATUS_OK;
        }
    }
    char list[CHOICES_TEXT_SIZE];
    uint32_t count = field_list_choices(field, list);
    const char *similar = text_suggest(field->choices, count, text);
    if (similar)
        return error_fail(err, STATUS_DATA, "%s: %s is '%.60s', did you mean '%s'? (one of %s)",
                          place, field->name, text, similar, list);
    return error_fail(err, STATUS_DATA, "%s: %s is '%.60s', must be one of %s", place, field->name,
                      text, list);
}

enum status field_set_text(const struct field *field, void *target, const char *text,
                           struct text_arena *arena, const char *place, struct error *err)
{
    if (text[0] == '\0') {
        if (!field->optional)
            return error_fail(err, STATUS_DATA, "%s: %s is empty, but it is required", place,
                              field->name);
        if (!field->standard || field->standard[0] == '\0') {
            field_set_zero(field, target);
            return STATUS_OK;
        }
        text = field->standard;
    }
    switch (field->type) {
    case FIELD_REAL:
        return field_set_real(field, target, text, place, err);
    case FIELD_INT:
        return field_set_int(field, target, text, place, err);
    case FIELD_BOOL:
        return field_set_bool(field, target, text, place, err);
    case FIELD_CHOICE:
        return field_set_choice(field, target, text, place, err);
    case FIELD_TEXT:
        break;
    }
    const char *copy = text_arena_copy(arena, text, strlen(text), err);
    if (!copy)
        return STATUS_RESOURCE;
    *(const char **)field_target(field, target) = copy;
    return STATUS_OK;
}

enum status field_set_number(const struct field *field, void *target, double value,
                             const char *place, struct error *err)
{
    char shown[NUMBER_TEXT_SIZE];
    number_print(value, shown);
    bool is_whole = value == floor(value) && fabs(value) <= INT_EXACT_MAX;
    double scaled = value * field_scale(field);
    char list[CHOICES_TEXT_SIZE];

    switch (field->type) {
    case FIELD_TEXT:
        return error_fail(err, STATUS_DATA, "%s: %s is the number %s, must be a text", place,
                          field->name, shown);
    case FIELD_CHOICE:
        field_list_choices(field, list);
        return error_fail(err, STATUS_DATA, "%s: %s is the number %s, must be one of %s", place,
                          field->name, shown, list);
    case FIELD_BOOL:
        if (value != 0 && value != 1)
            return error_fail(err, STATUS_DATA, "%s: %s is %s, must be 0, 1, true or false", place,
                              field->name, shown);
        *(bool *)field_target(field, target) = value != 0;
        return STATUS_OK;
    case FIELD_INT:
        if (!is_whole)
            return error_fail(err, STATUS_DATA,
                              "%s: %s is %s, must be a whole number of at most 2^53", place,
                              field->name, shown);
        if (!field_range_holds(field, value))
            return field_fail_range(field, shown, place, err);
        *(int64_t *)field_target(field, target) = (int64_t)value;
        return STATUS_OK;
    case FIELD_REAL:
        break;
    }
    if (field->quantity == QUANTITY_CLOCK && field->scale == 0)
        return error_fail(err, STATUS_DATA,
                          "%s: %s is the number %s, must be a time of day such as %s", place,
                          field->name, shown, quantity_example(field->quantity));
    if (!isfinite(scaled))
        return error_fail(err, STATUS_DATA, "%s: %s is %s, must be a finite number", place,
                          field->name, shown);
    if (!field_range_holds(field, scaled))
        return field_fail_range(field, shown, place, err);
    *(double *)field_target(field, target) = scaled;
    return STATUS_OK;
}

enum status fields_set_standard(const struct field *fields, void *target, struct text_arena *arena,
                                struct error *err)
{
    for (const struct field *field = fields; field->name; field++) {
        enum status status = STATUS_OK;
        if (field->optional)
            status = field_set_text(field, target, "", arena, "default", err);
        else
            field_set_zero(field, target);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

const struct field *fields_find(const struct field *fields, const char *name)
{
    for (const struct field *field = fields; field->name; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

const char *fields_suggest(const struct field *fields, const char *name)
{
    const char *best = NULL;
    for (const struct field *field = fields; field->name; field++) {
        const char *candidates[2] = {field->name, best};
        if (best) {
            candidates[0] = best;
            candidates[1] = field->name;
        }
        const char *better = text_suggest(candidates, best ? 2 : 1, name);
        if (better)
            best = better;
    }
    return best;
}

void field_print(const struct field *field, const void *source, char *out, size_t out_size)
{
    const void *at = field_source(field, source);
    char number[NUMBER_TEXT_SIZE];
    int choice;

    switch (field->type) {
    case FIELD_TEXT:
        snprintf(out, out_size, "%s", *(const char *const *)at ? *(const char *const *)at : "");
        break;
    case FIELD_REAL:
        number_print(*(const double *)at, number);
        snprintf(out, out_size, "%s", number);
        break;
    case FIELD_INT:
        snprintf(out, out_size, "%lld", (long long)*(const int64_t *)at);
        break;
    case FIELD_BOOL:
        snprintf(out, out_size, "%s", *(const bool *)at ? "true" : "false");
        break;
    case FIELD_CHOICE:
        choice = *(const int *)at;
        snprintf(out, out_size, "%s", field->choices[choice]);
        break;
    }
}

void field_print_unit(const struct field *field, const void *source, char *out, size_t out_size)
{
    char text[QUANTITY_TEXT_SIZE];
    if (field->type != FIELD_REAL) {
        field_print(field, source, out, out_size);
        return;
    }
    quantity_print(field->quantity, *(const double *)field_source(field, source), text);
    snprintf(out, out_size, "%s", text);
}

/** Where the rows of this line were made, or NULL when they stand in the table's file. */
static const char *table_origin(const struct table *table, uint32_t line)
{
    uint32_t i = line - TABLE_LINE_MADE;
    return line >= TABLE_LINE_MADE && i < table->origin_count ? table->origins[i] : NULL;
}

/** The number of the place `place`, which most rows share with the row before. */
static enum status table_add_origin(struct table *table, const char *place, uint32_t *out_line,
                                    struct error *err)
{
    if (table->origin_count == 0 || strcmp(table->origins[table->origin_count - 1], place) != 0) {
        enum status status = MEM_RESERVE(&table->origins, &table->origin_capacity,
                                         (size_t)table->origin_count + 1, err);
        if (status != STATUS_OK)
            return status;
        const char *copy = text_arena_copy(&table->text, place, strlen(place), err);
        if (!copy)
            return STATUS_RESOURCE;
        table->origins[table->origin_count++] = copy;
    }
    *out_line = TABLE_LINE_MADE + table->origin_count - 1;
    return STATUS_OK;
}

enum status table_add_made_row(struct table *table, const char *place, void **out_row,
                               struct error *err)
{
    uint32_t line;
    enum status status = table_add_origin(table, place, &line, err);
    if (status == STATUS_OK)
        status = mem_reserve(&table->rows, &table->capacity, (size_t)table->count + 1,
                             table->row_size, err);
    if (status != STATUS_OK)
        return status;
    void *row = (char *)table->rows + table->count++ * table->row_size;
    memset(row, 0, table->row_size);
    memcpy(row, &line, sizeof line);
    *out_row = row;
    return STATUS_OK;
}

struct line_text table_line_text(const struct table *table, uint32_t line)
{
    struct line_text out;
    const char *origin = table_origin(table, line);
    if (origin)
        snprintf(out.text, sizeof out.text, "%s", origin);
    else
        snprintf(out.text, sizeof out.text, "line %u", (unsigned)line);
    return out;
}

enum status table_fail(const struct table *table, uint32_t line, struct error *err,
                       const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *origin = table_origin(table, line);
    if (origin)
        return error_fail(err, STATUS_USAGE, "%s: %s", origin, text);
    return error_fail(err, STATUS_DATA, "%s:%u: %s", table->path ? table->path : "(no file)",
                      (unsigned)line, text);
}

void table_deinit(struct table *table)
{
    mem_free(table->rows);
    mem_free(table->origins);
    text_arena_deinit(&table->text);
    *table = (struct table){0};
}
