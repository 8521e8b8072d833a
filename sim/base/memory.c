// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define CACHE_LINE      64u
#define HUGE_PAGE       ((size_t)2 << 20)
#define LARGE_BLOCK     (HUGE_PAGE / 4)
#define TEXT_BLOCK_SIZE 65536u

void *mem_alloc(size_t count, size_t size, struct error *err)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - HUGE_PAGE) {
        error_fail(err, STATUS_RESOURCE, "out of memory: %zu items of %zu bytes were asked for",
                   count, size);
        return NULL;
    }
    /* Large blocks lie on large pages, the last one included: less time goes into looking up
     * addresses (docs/performance.md). */
    size_t unit = bytes >= LARGE_BLOCK ? HUGE_PAGE : CACHE_LINE;
    size_t rounded = (bytes + unit - 1) / unit * unit;
    void *block = NULL;
    if (posix_memalign(&block, unit, rounded ? rounded : CACHE_LINE) != 0) {
        error_fail(err, STATUS_RESOURCE, "out of memory: %zu bytes were asked for", bytes);
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    if (unit == HUGE_PAGE)
        madvise(block, rounded, MADV_HUGEPAGE);
#endif
    memset(block, 0, bytes);
    return block;
}

void mem_free(void *block)
{
    free(block);
}

enum status mem_reserve(void **items, size_t *capacity, size_t needed, size_t item_size,
                        struct error *err)
{
    if (needed <= *capacity)
        return STATUS_OK;

    size_t grown = *capacity < 16 ? 16 : *capacity * 2;
    if (grown < needed)
        grown = needed;
    void *block = mem_alloc(grown, item_size, err);
    if (!block)
        return STATUS_RESOURCE;
    if (*capacity)
        memcpy(block, *items, *capacity * item_size);
    mem_free(*items);
    *items = block;
    *capacity = grown;
    return STATUS_OK;
}

struct text_block {
    struct text_block *before;
    size_t size;
    char bytes[];
};

const char *text_arena_copy(struct text_arena *arena, const char *text, size_t length,
                            struct error *err)
{
    size_t needed = length + 1;

    if (!arena->last || arena->used + needed > arena->last->size) {
        size_t size = needed > TEXT_BLOCK_SIZE ? needed : TEXT_BLOCK_SIZE;
        struct text_block *block = malloc(sizeof *block + size);
        if (!block) {
            error_fail(err, STATUS_RESOURCE, "out of memory: %zu bytes of text were asked for",
                       size);
            return NULL;
        }
        block->before = arena->last;
        block->size = size;
        arena->last = block;
        arena->used = 0;
        arena->bytes += size;
    }
    char *copy = arena->last->bytes + arena->used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    arena->used += needed;
    return copy;
}

void text_arena_deinit(struct text_arena *arena)
{
    struct text_block *block = arena->last;
    while (block) {
        struct text_block *before = block->before;
        free(block);
        block = before;
    }
    *arena = (struct text_arena){0};
}
