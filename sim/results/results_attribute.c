// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_file.h"

/* The value of an attribute, as the caller gave it. */
struct results_value {
    enum { RESULTS_TEXT, RESULTS_REAL, RESULTS_INT } kind;
    const char *text;
    double real;
    int64_t integer;
};

static bool results_attribute_write(hid_t object, const char *name,
                                    const struct results_value *value)
{
    switch (value->kind) {
    case RESULTS_TEXT:
        return results_h5_set_text(object, name, value->text);
    case RESULTS_REAL:
        return results_h5_set_real(object, name, value->real);
    case RESULTS_INT:
        return results_h5_set_int(object, name, value->integer);
    }
    return false;
}

/* A group that is not there yet is made. */
static enum status results_attribute_set(struct results *results, const char *group,
                                         const char *name, const struct results_value *value,
                                         struct error *err)
{
    enum status status = results_enter(results, err);
    if (status != STATUS_OK) {
        return status;
    }
    hid_t object = results_h5_group(results->file, group);
    if (object < 0 || !results_attribute_write(object, name, value) || H5Gclose(object) < 0) {
        status = results_broken(results, group, name, err);
    }
    return results_leave(results, status);
}

enum status results_set_text(struct results *results, const char *group, const char *name,
                             const char *value, struct error *err)
{
    const struct results_value text = {.kind = RESULTS_TEXT, .text = value};
    return results_attribute_set(results, group, name, &text, err);
}

enum status results_set_real(struct results *results, const char *group, const char *name,
                             double value, struct error *err)
{
    const struct results_value real = {.kind = RESULTS_REAL, .real = value};
    return results_attribute_set(results, group, name, &real, err);
}

enum status results_set_int(struct results *results, const char *group, const char *name,
                            int64_t value, struct error *err)
{
    const struct results_value integer = {.kind = RESULTS_INT, .integer = value};
    return results_attribute_set(results, group, name, &integer, err);
}
