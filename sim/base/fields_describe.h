// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FIELDS_DESCRIBE_H
#define BASE_FIELDS_DESCRIBE_H

#include "base/fields.h"
#include "base/page.h"

/** Adds the fields of a struct of `size` bytes with units, as "line RB53, headway 15 min"; those
 * that are optional and have their default are left out. */
void fields_describe(const struct field *fields, const void *source, size_t size,
                     struct page *page);

/** Whether two structs hold the same value of a field, to the last bit. */
bool field_is_equal(const struct field *field, const void *a, const void *b);

#endif
