// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fields_describe.h"

#include <string.h>

#define VALUE_SIZE 256

/** A text as it is, however long; any other value printed to `buffer`. */
static const char *value_of(const struct field *field, const void *source, char buffer[VALUE_SIZE])
{
    const char *text;
    if (field->type != FIELD_TEXT) {
        field_print_unit(field, source, buffer, VALUE_SIZE);
        return buffer;
    }
    memcpy(&text, (const char *)source + field->offset, sizeof text);
    return text ? text : "";
}

bool field_is_equal(const struct field *field, const void *a, const void *b)
{
    char values[2][VALUE_SIZE];
    if (field->type == FIELD_REAL) /* also where it takes more digits to see it */
        return memcmp((const char *)a + field->offset, (const char *)b + field->offset,
                      sizeof(double)) == 0;
    return strcmp(value_of(field, a, values[0]), value_of(field, b, values[1])) == 0;
}

void fields_describe(const struct field *fields, const void *source, size_t size, struct page *page)
{
    char value[VALUE_SIZE];
    struct text_arena texts = {0};
    bool is_first = true;
    void *standards = mem_alloc(1, size, page->err);
    if (!standards || fields_set_standard(fields, standards, &texts, page->err) != STATUS_OK)
        page->status = STATUS_RESOURCE;
    page_add(page, "%s", "");
    for (const struct field *field = fields; field->name && page->status == STATUS_OK; field++) {
        if (field->optional && field_is_equal(field, source, standards))
            continue;
        page_add(page, "%s%s %s", is_first ? "" : ", ", field->name,
                 value_of(field, source, value));
        is_first = false;
    }
    mem_free(standards);
    text_arena_deinit(&texts);
}
