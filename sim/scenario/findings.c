// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FINDING_TEXT_SIZE 1024

/** Kept free at the end of the error's text, so that "and 7 more" is never cut. */
#define ROOM_FOR_THE_END 64u

static bool findings_has_room(const struct findings *findings, size_t length)
{
    return !findings->err ||
           strlen(findings->err->text) + length + ROOM_FOR_THE_END < sizeof findings->err->text;
}

enum status findings_add(struct findings *findings, enum status status, const char *format, ...)
{
    char text[FINDING_TEXT_SIZE];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);

    if (findings->count++ == 0)
        findings->status = status;
    /* Once one is hidden all later ones are: what is shown has no gaps. */
    if (findings->hidden > 0 || findings->count > FINDINGS_SHOWN_MAX ||
        !findings_has_room(findings, length > 0 ? (size_t)length : 0))
        findings->hidden++;
    else
        error_fail(findings->err, status, "%s", text);
    return findings->status;
}

void findings_note(struct findings *findings, const char *format, ...)
{
    char text[FINDING_TEXT_SIZE];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (findings->hidden == 0 && findings_has_room(findings, length > 0 ? (size_t)length : 0))
        error_note(findings->err, "%s", text);
}

enum status findings_end(struct findings *findings)
{
    if (findings->hidden > 0)
        error_note(findings->err, "and %u more", findings->hidden);
    return findings->status;
}
