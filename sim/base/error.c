// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/** Appends one line; a text that does not fit is cut, so that an error can never fail itself. */
static void error_append(struct error *err, const char *indent, const char *format, va_list args)
{
    size_t used = strlen(err->text);
    size_t left = sizeof err->text - used;

    if (used > 0 && left > 1) {
        err->text[used++] = '\n';
        err->text[used] = '\0';
        left--;
    }
    int indented = snprintf(err->text + used, left, "%s", indent);
    if (indented < 0 || (size_t)indented >= left)
        return;
    vsnprintf(err->text + used + indented, left - (size_t)indented, format, args);
}

enum status error_fail(struct error *err, enum status status, const char *format, ...)
{
    if (!err)
        return status;

    va_list args;
    va_start(args, format);
    error_append(err, "", format, args);
    va_end(args);
    if (err->finding_count++ == 0)
        err->status = status;
    return err->status;
}

void error_note(struct error *err, const char *format, ...)
{
    if (!err)
        return;

    va_list args;
    va_start(args, format);
    error_append(err, "  ", format, args);
    va_end(args);
}

void error_reset(struct error *err)
{
    *err = (struct error){0};
}
