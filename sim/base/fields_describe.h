// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FIELDS_DESCRIBE_H
#define BASE_FIELDS_DESCRIBE_H

#include "base/fields.h"
#include "base/page.h"

/** Adds the fields of a struct of `size` bytes with units, as "line RB53, headway 15 min"; those
 * that are optional and have their default are left out. */
void fields_describe(const struct field *fields, const void *source, size_t size,
                     struct page *page);

#endif
