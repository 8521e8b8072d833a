// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_attribute.h"

#include <string.h>

/* Frame: `number` is the sort of value, `values[0]` the number's bits; texts are group, name and
 * the text. */
static enum status results_attribute_set(struct results *results, const char *group,
                                         const struct results_attribute *attribute,
                                         struct error *err)
{
    const char *const texts[] = {group, attribute->name, attribute->text};
    struct results_frame frame = {.kind = RESULTS_ATTRIBUTE, .number = attribute->sort};
    enum status status = results_enter(results, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (attribute->sort == RESULTS_REAL) {
        memcpy(&frame.values[0], &attribute->real, sizeof attribute->real);
    } else {
        memcpy(&frame.values[0], &attribute->integer, sizeof attribute->integer);
    }
    return results_leave(results, results_append_texts(results, &frame, texts, 3, err));
}

void results_attribute_read(const struct results_frame *frame, const char *bytes,
                            struct results_attribute *out)
{
    out->sort = frame->number;
    out->group = bytes;
    out->name = out->group + strlen(out->group) + 1;
    out->text = out->name + strlen(out->name) + 1;
    memcpy(&out->real, &frame->values[0], sizeof out->real);
    memcpy(&out->integer, &frame->values[0], sizeof out->integer);
}

enum status results_set_text(struct results *results, const char *group, const char *name,
                             const char *value, struct error *err)
{
    const struct results_attribute text = {.sort = RESULTS_TEXT, .name = name, .text = value};
    return value == NULL ? STATUS_OK : results_attribute_set(results, group, &text, err);
}

enum status results_set_real(struct results *results, const char *group, const char *name,
                             double value, struct error *err)
{
    const struct results_attribute real = {.sort = RESULTS_REAL, .name = name, .real = value};
    return results_attribute_set(results, group, &real, err);
}

enum status results_set_int(struct results *results, const char *group, const char *name,
                            int64_t value, struct error *err)
{
    const struct results_attribute integer = {.sort = RESULTS_INT, .name = name, .integer = value};
    return results_attribute_set(results, group, &integer, err);
}
