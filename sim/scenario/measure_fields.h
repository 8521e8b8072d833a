// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_FIELDS_H
#define SCENARIO_MEASURE_FIELDS_H

#include "base/fields.h"

/** Short forms for the fields of measures; `owner` is the struct of parameters. */

/** A text that must be given, and one that may be left out (""). */
#define MEASURE_TEXT(owner, key, member, about)                                                    \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct owner, member), .doc = about    \
    }
#define MEASURE_TEXT_OPTIONAL(owner, key, member, about)                                           \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct owner, member),                 \
        .optional = true, .doc = about                                                             \
    }

/** The same for one text or a list of texts. */
#define MEASURE_LIST(owner, key, member, about)                                                    \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct owner, member),                 \
        .is_list = true, .doc = about                                                              \
    }
#define MEASURE_LIST_OPTIONAL(owner, key, member, about)                                           \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct owner, member),                 \
        .optional = true, .is_list = true, .doc = about                                            \
    }

/** True or false; left out: false. */
#define MEASURE_FLAG(owner, key, member, about)                                                    \
    {                                                                                              \
        .name = key, .type = FIELD_BOOL, .offset = offsetof(struct owner, member),                 \
        .optional = true, .doc = about                                                             \
    }

/** A real number, which must be given, or which is 0 when it is left out; bounds are inclusive, SI.
 */
#define MEASURE_REAL(owner, key, member, kind, least, most, about)                                 \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct owner, member), .min = least, .max = most, .doc = about          \
    }
#define MEASURE_REAL_OPTIONAL(owner, key, member, kind, least, most, about)                        \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct owner, member), .optional = true, .min = least, .max = most,     \
        .doc = about                                                                               \
    }

/** A whole number, likewise; -1 when it is left out. */
#define MEASURE_INT(owner, key, member, least, most, about)                                        \
    {                                                                                              \
        .name = key, .type = FIELD_INT, .offset = offsetof(struct owner, member), .min = least,    \
        .max = most, .doc = about                                                                  \
    }
#define MEASURE_DIRECTION(owner)                                                                   \
    {                                                                                              \
        .name = "direction", .type = FIELD_INT, .offset = offsetof(struct owner, direction),       \
        .optional = true, .min = -1, .max = 1, .standard = "-1",                                   \
        .doc = "Direction of the line, 0 or 1; left out: both."                                    \
    }

#endif
