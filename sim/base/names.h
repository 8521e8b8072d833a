// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

/** "No such thing", for every 32-bit id. */
#define NONE UINT32_MAX

/** A table name <-> dense id (0, 1, 2 ... in the order of adding). Initialise with `{0}`. */
struct names {
    const char **texts; /**< [count] */
    uint32_t count;
    size_t capacity;
    uint32_t *slots; /**< open addressing, id + 1; size is a power of two */
    uint32_t slot_count;
    struct text_arena arena;
};

/** Adds a copy of `text`; a name that exists already keeps its id. `*out_is_new` may be NULL.
 * Amortised O(1). */
enum status names_add(struct names *names, const char *text, uint32_t *out_id, bool *out_is_new,
                      struct error *err);

/** The id of `text`, or NONE. O(1). */
uint32_t names_find(const struct names *names, const char *text);

/** The id of the first `length` bytes of `text`, or NONE: for a name inside a longer text. O(1). */
uint32_t names_find_part(const struct names *names, const char *text, size_t length);

/** The text of `id`; "?" for an id that is not in the table. */
const char *names_text(const struct names *names, uint32_t id);

/** The most similar name: Damerau-Levenshtein distance <= max(1, length / 3), small and capital
 * letters alike; else one that holds the text or that the text holds; or NULL. O(count). */
const char *names_suggest(const struct names *names, const char *text);

void names_deinit(struct names *names);

/** Damerau-Levenshtein distance (optimal string alignment) of two texts, in edits. */
unsigned text_distance(const char *a, const char *b);

/** Of `count` candidates the one most similar to `text`, by the rule of `names_suggest`, or NULL.
 */
const char *text_suggest(const char *const *candidates, uint32_t count, const char *text);

#endif
