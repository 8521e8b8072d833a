// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_BIT_SET_H
#define ROUTING_BIT_SET_H

#include "base/memory.h"
#include "base/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/** A set of small numbers that is walked in ascending order: the order never depends on who was
 * added first. Give it back with `mem_free(set.words)`. */
struct bit_set {
    uint64_t *words;
    uint32_t word_count;
};

static inline enum status bit_set_init(struct bit_set *set, uint32_t size, struct error *err)
{
    set->word_count = size / 64 + 1;
    set->words = mem_alloc(set->word_count, sizeof *set->words, err);
    return set->words != NULL ? STATUS_OK : STATUS_RESOURCE;
}

static inline void bit_set_clear(struct bit_set *set)
{
    memset(set->words, 0, set->word_count * sizeof *set->words);
}

static inline void bit_set_add(struct bit_set *set, uint32_t item)
{
    set->words[item / 64] |= UINT64_C(1) << item % 64;
}

static inline bool bit_set_has(const struct bit_set *set, uint32_t item)
{
    return (set->words[item / 64] >> item % 64 & 1) != 0;
}

static inline void bit_set_intersect(struct bit_set *set, const struct bit_set *other)
{
    for (uint32_t i = 0; i < set->word_count; i++)
        set->words[i] &= other->words[i];
}

/** The smallest item that is at least `from`, or NONE. */
static inline uint32_t bit_set_next(const struct bit_set *set, uint32_t from)
{
    uint32_t word = from / 64;
    if (word >= set->word_count)
        return NONE;
    uint64_t bits = set->words[word] & UINT64_MAX << from % 64;
    while (bits == 0) {
        if (++word == set->word_count)
            return NONE;
        bits = set->words[word];
    }
    return word * 64 + (uint32_t)__builtin_ctzll(bits);
}

#endif
