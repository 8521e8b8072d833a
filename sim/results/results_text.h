// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_TEXT_H
#define RESULTS_RESULTS_TEXT_H

#include "base/error.h"
#include "results/results_h5.h"

#include <stdbool.h>
#include <stddef.h>

/** A text that grows. Initialise with `{0}`; `bytes` is mem_alloc memory and belongs to whoever
 * holds the text. Once there is no memory, `status` says so and further additions do nothing. */
struct results_text {
    char *bytes;
    size_t length, capacity;
    enum status status;
    struct error *err;
};

/** A copy of `text`; the caller owns it (mem_free). NULL when out of memory. */
char *results_text_copy(const char *text, struct error *err);

/** Adds a piece (printf form). */
void results_text_add(struct results_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Adds blanks until `column` characters stand behind the last line break; at least one. */
void results_text_pad(struct results_text *text, size_t column);

/** Adds the value of an attribute: a text (at most 300 bytes of it, line breaks as blanks), or a
 * number. */
void results_text_add_attribute(struct results_text *text, hid_t object, const char *name);

/** Copies a text attribute of `object`, cut to `size`. False, and `out` empty, when there is none.
 */
bool results_text_read(hid_t object, const char *name, char *out, size_t size);

#endif
