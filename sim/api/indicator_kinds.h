/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef API_INDICATOR_KINDS_H
#define API_INDICATOR_KINDS_H

#include "base/error.h"

/** What the people of a place would say of an indicator that has become smaller. */
enum indicator_better {
    INDICATOR_NEUTRAL, /**< neither good nor bad in itself: trips, modes, kilometres */
    INDICATOR_LOWER,   /**< better when lower: time lost, delays, somebody left behind */
    INDICATOR_BETTER_COUNT
};

/** What an indicator means in a sample. */
enum indicator_scale {
    INDICATOR_SIMULATED, /**< a count of the simulated persons and their vehicles */
    INDICATOR_EVERYBODY, /**< scaled up, or of vehicles that a sample leaves as they are */
    INDICATOR_RATIO,     /**< a mean or a share: needs no scale */
    INDICATOR_SCALE_COUNT
};

/** A figure of the day, or one for each mode or drive: `name`, or `name` with `_` and what it is of
 * behind it. */
struct indicator_kind {
    const char *name;
    const char *of;              /**< what stands behind the name, in a word ("mode"), or NULL */
    const char *const *of_names; /**< all that may stand there, NULL-terminated; NULL: nothing */
    const char *unit;
    enum indicator_better better;
    enum indicator_scale scale;
    const char *meaning;
};

/** NULL-terminated, by `enum indicator_scale`. */
extern const char *const indicator_scale_names[INDICATOR_SCALE_COUNT + 1];

/** The kind of an indicator by its whole name; NULL when no run has such an indicator. */
const struct indicator_kind *indicator_kind_find(const char *name);

/** STATUS_USAGE, with the most similar one, for a name that no indicator of any run has. `place`
 * opens the text. */
enum status indicator_check(const char *name, const char *place, struct error *err);

/** All kinds as a table of Markdown; the caller frees `*out_text` (mem_free). */
enum status indicator_kinds_markdown(char **out_text, struct error *err);

#endif
