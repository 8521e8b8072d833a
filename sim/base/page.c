// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/page.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

void page_add(struct page *page, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (page->status == STATUS_OK && length >= 0)
        page->status =
            MEM_RESERVE(&page->text, &page->capacity, page->size + (size_t)length + 1, page->err);
    if (page->status == STATUS_OK && length >= 0) {
        vsnprintf(page->text + page->size, (size_t)length + 1, format, again);
        page->size += (size_t)length;
    }
    va_end(again);
}
