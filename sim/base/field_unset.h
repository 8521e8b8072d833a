// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FIELD_UNSET_H
#define BASE_FIELD_UNSET_H

#include "base/fields.h"

#include <stdlib.h>

/** Whether the default of a number stands for "left out": it is the least value that the field may
 * have, and negative, while what authors give is 0 or more ("-1" where 0 is a price). */
static inline bool field_has_unset(const struct field *field)
{
    return field->optional && field->min < 0 && field->standard &&
           strtod(field->standard, NULL) <= field->min;
}

#endif
