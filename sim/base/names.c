// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.h"

#include "base/hash.h"

#include <limits.h>
#include <string.h>

/** Whether `name` consists of the `length` bytes of `text`. */
static bool name_is(const char *name, const char *text, size_t length)
{
    return strncmp(name, text, length) == 0 && name[length] == '\0';
}

/** The slot that holds the `length` bytes of `text`, or the empty slot where they belong. */
static uint32_t names_slot(const struct names *names, const char *text, size_t length)
{
    uint32_t mask = names->slot_count - 1;
    /* Only spreads names over slots, never decides an order. */
    uint32_t slot = hash_bytes(HASH_START, text, length) & mask;
    while (names->slots[slot] && !name_is(names->texts[names->slots[slot] - 1], text, length))
        slot = (slot + 1) & mask;
    return slot;
}

static enum status names_grow(struct names *names, struct error *err)
{
    if ((names->count + 1) * 2 <= names->slot_count)
        return STATUS_OK;

    uint32_t slot_count = names->slot_count ? names->slot_count * 2 : 32;
    uint32_t *slots = mem_alloc(slot_count, sizeof *slots, err);
    if (!slots)
        return STATUS_RESOURCE;
    mem_free(names->slots);
    names->slots = slots;
    names->slot_count = slot_count;
    for (uint32_t id = 0; id < names->count; id++)
        slots[names_slot(names, names->texts[id], strlen(names->texts[id]))] = id + 1;
    return STATUS_OK;
}

enum status names_add(struct names *names, const char *text, uint32_t *out_id, bool *out_is_new,
                      struct error *err)
{
    enum status status = names_grow(names, err);
    if (status != STATUS_OK)
        return status;

    size_t length = strlen(text);
    uint32_t slot = names_slot(names, text, length);
    bool is_new = names->slots[slot] == 0;
    if (is_new) {
        status = MEM_RESERVE(&names->texts, &names->capacity, (size_t)names->count + 1, err);
        if (status != STATUS_OK)
            return status;
        const char *copy = text_arena_copy(&names->arena, text, length, err);
        if (!copy)
            return STATUS_RESOURCE;
        names->texts[names->count] = copy;
        names->slots[slot] = ++names->count;
    }
    *out_id = names->slots[slot] - 1;
    if (out_is_new)
        *out_is_new = is_new;
    return STATUS_OK;
}

uint32_t names_find(const struct names *names, const char *text)
{
    return names_find_part(names, text, strlen(text));
}

uint32_t names_find_part(const struct names *names, const char *text, size_t length)
{
    if (names->count == 0)
        return NONE;
    uint32_t entry = names->slots[names_slot(names, text, length)];
    return entry ? entry - 1 : NONE;
}

const char *names_text(const struct names *names, uint32_t id)
{
    return id < names->count ? names->texts[id] : "?";
}

const char *names_suggest(const struct names *names, const char *text)
{
    return text_suggest(names->texts, names->count, text);
}

void names_deinit(struct names *names)
{
    mem_free(names->texts);
    mem_free(names->slots);
    text_arena_deinit(&names->arena);
    *names = (struct names){0};
}

#define DISTANCE_LENGTH_MAX 63

/** A shorter text stands in others by chance. */
#define HOLD_LEAST 4u
#define HOLD_RANK  1000u

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/** Small letters for capital ones; bytes of other alphabets stay. */
static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/** Where `text` stands in `whole`, small and capital letters alike, or NULL. */
static const char *text_find(const char *whole, const char *text)
{
    for (; *whole; whole++) {
        size_t i = 0;
        while (text[i] && folded(whole[i]) == folded(text[i]))
            i++;
        if (!text[i])
            return whole;
    }
    return NULL;
}

unsigned text_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > DISTANCE_LENGTH_MAX || b_length > DISTANCE_LENGTH_MAX)
        return strcmp(a, b) == 0 ? 0 : DISTANCE_LENGTH_MAX;

    /* Three rows of the edit table: the row two back is what a swap of neighbours needs. */
    unsigned rows[3][DISTANCE_LENGTH_MAX + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (unsigned j = 0; j <= b_length; j++)
        last[j] = j;
    memcpy(before, last, sizeof rows[0]);

    for (unsigned i = 1; i <= a_length; i++) {
        row[0] = i;
        for (unsigned j = 1; j <= b_length; j++) {
            unsigned change = last[j - 1] + (folded(a[i - 1]) != folded(b[j - 1]));
            row[j] = least(change, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                folded(a[i - 2]) == folded(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b_length];
}

/** How well a candidate will do that holds the text: short ones better, those that begin with it
 * best; then those that the text holds. UINT_MAX: neither. */
static unsigned holder_rank_of(const char *candidate, const char *text, size_t length)
{
    size_t candidate_length = strlen(candidate);
    unsigned rank = (unsigned)least((unsigned)candidate_length, HOLD_RANK - 1);
    const char *place = length >= HOLD_LEAST ? text_find(candidate, text) : NULL;
    if (place)
        return rank + (place > candidate ? HOLD_RANK : 0);
    return candidate_length >= HOLD_LEAST && text_find(text, candidate) ? 3 * HOLD_RANK - rank
                                                                        : UINT_MAX;
}

const char *text_suggest(const char *const *candidates, uint32_t count, const char *text)
{
    size_t length = strlen(text);
    unsigned limit = length < 6 ? 1 : (unsigned)(length / 3);
    const char *best = NULL, *holder = NULL;
    unsigned holder_rank = UINT_MAX;

    for (uint32_t i = 0; i < count; i++) {
        unsigned rank = holder_rank_of(candidates[i], text, length);
        if (rank < holder_rank) {
            holder_rank = rank;
            holder = candidates[i];
        }
        unsigned distance = text_distance(candidates[i], text);
        if (distance <= limit) {
            best = candidates[i];
            if (distance == 0)
                break;
            limit = distance - 1;
        }
    }
    return best ? best : holder;
}
