// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_PAGE_H
#define BASE_PAGE_H

#include "base/error.h"

#include <stddef.h>

/** A text that grows. Initialise with `{.err = err}`; `text` is mem_alloc memory and belongs to
 * whoever holds the page. Once there is no memory, `status` says so and further additions do
 * nothing. */
struct page {
    char *text; /**< [size] and a zero; NULL while nothing was added */
    size_t size, capacity;
    enum status status; /**< the first failure */
    struct error *err;
};

/** Adds a piece (printf form). Amortised O(length). */
void page_add(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
