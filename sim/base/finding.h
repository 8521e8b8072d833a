// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include "base/page.h"

/** The texts of errors keep to set phrases ("PATH:LINE: GROUP: FIELD is VALUE, must be ALLOWED",
 * "unknown field 'FIELD', did you mean 'SUGGESTION'?"). This takes them apart again, for programs
 * that show them beside the line: editors. */

#define FINDING_PART_SIZE 256u

/** One finding. A part that its text does not tell is "", a line 0. */
struct finding {
    char file[1024];
    unsigned line;
    char field[FINDING_PART_SIZE];      /**< with its group: "road.patience" */
    char value[FINDING_PART_SIZE];      /**< as it was given */
    char allowed[FINDING_PART_SIZE];    /**< what it must be */
    char suggestion[FINDING_PART_SIZE]; /**< the most similar name */
    const char *message; /**< the text behind file and line; points into `text`, up to `end` */
    const char *notes;   /**< its indented lines, or the same as `end` */
    const char *end;
};

/** Takes the first finding of the text of an error apart; returns where the next one begins. */
const char *finding_read(const char *text, struct finding *out);

/** Adds the JSON text of all findings in the text of an error ("": none): an object with a list
 * `findings` of objects with file, line, field, value, allowed, suggestion, message and
 * notes; what is not known is null. */
void findings_add_json(struct page *page, const char *text);

#endif
