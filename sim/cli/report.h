// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "api/ardey.h"

/** Tells how a call ended: the message on standard error when it failed, also when standard output
 * could not be written. The exit code. */
int report(enum ardey_status status, const struct ardey_error *err);

/** The same for a call that made a text, which is printed and freed. */
int report_text(enum ardey_status status, char *text, const struct ardey_error *err);

/** The same for programs: the findings of a failure as JSON on standard output, an empty list of a
 * success. Frees `text`, which is not printed. */
int report_json(enum ardey_status status, char *text, const struct ardey_error *err);

#endif
