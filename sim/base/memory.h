// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/** Zeroed memory for `count` items of `size` bytes, 64-byte aligned. The caller owns it and gives
 * it back with `mem_free`. Returns NULL and fills `err` (STATUS_RESOURCE, with the number of bytes)
 * on failure. `count == 0` gives a valid pointer. */
void *mem_alloc(size_t count, size_t size, struct error *err);

/** Gives memory of `mem_alloc` back; NULL is allowed. */
void mem_free(void *block);

/** Makes `*items` (mem_alloc memory of `item_size` bytes each) large enough for `needed` items;
 * grows by doubling. On failure nothing changes. Amortised O(1) per item. */
enum status mem_reserve(void **items, size_t *capacity, size_t needed, size_t item_size,
                        struct error *err);

/** Typed form: `MEM_RESERVE(&list->items, &list->capacity, n, err)`. */
#define MEM_RESERVE(items, capacity, needed, err)                                                  \
    mem_reserve((void **)(items), (capacity), (needed), sizeof **(items), (err))

/** Texts that live and die together. Initialise with `{0}`. */
struct text_arena {
    struct text_block *last;
    size_t used;
    size_t bytes; /**< held in all blocks */
};

/** A copy of `length` bytes of `text` plus a terminating zero, owned by the arena; NULL on failure.
 */
const char *text_arena_copy(struct text_arena *arena, const char *text, size_t length,
                            struct error *err);

/** Frees every text of the arena. */
void text_arena_deinit(struct text_arena *arena);

#endif
