// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fields_describe.h"

#include <string.h>

#define VALUE_SIZE 2048

void fields_describe(const struct field *fields, const void *source, size_t size, struct page *page)
{
    char value[VALUE_SIZE], standard[VALUE_SIZE];
    struct text_arena texts = {0};
    bool is_first = true;
    void *standards = mem_alloc(1, size, page->err);
    if (!standards || fields_set_standard(fields, standards, &texts, page->err) != STATUS_OK)
        page->status = STATUS_RESOURCE;
    page_add(page, "%s", "");
    for (const struct field *field = fields; field->name && page->status == STATUS_OK; field++) {
        field_print_unit(field, source, value, sizeof value);
        field_print_unit(field, standards, standard, sizeof standard);
        if (field->optional && strcmp(value, standard) == 0)
            continue;
        page_add(page, "%s%s %s", is_first ? "" : ", ", field->name, value);
        is_first = false;
    }
    mem_free(standards);
    text_arena_deinit(&texts);
}
