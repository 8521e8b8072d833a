// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/route_pool.h"

#include "base/memory.h"

#include <string.h>

#define CHUNK_LINKS (256u * 1024u)

/** A free block: its first bytes point to the next one. */
struct route_block {
    struct route_block *next;
};

struct route_chunk {
    struct route_chunk *before;
    uint32_t links[CHUNK_LINKS];
};

static uint32_t route_class(uint32_t length)
{
    uint32_t class = 0;
    while (8u << class < length)
        class ++;
    return class;
}

uint32_t *route_pool_take(struct route_pool *pool, uint32_t length, struct error *err)
{
    uint32_t class = route_class(length);
    struct route_block *block = pool->free[class];
    if (block) {
        memcpy(&pool->free[class], &block->next, sizeof block->next);
        return (uint32_t *)(void *)block;
    }

    uint32_t size = 8u << class;
    if (!pool->chunks || pool->chunk_used + size > CHUNK_LINKS) {
        struct route_chunk *chunk = mem_alloc(1, sizeof *chunk, err);
        if (!chunk)
            return NULL;
        chunk->before = pool->chunks;
        pool->chunks = chunk;
        pool->chunk_used = 0;
    }
    uint32_t *route = pool->chunks->links + pool->chunk_used;
    pool->chunk_used += size;
    return route;
}

void route_pool_give(struct route_pool *pool, uint32_t *route, uint32_t length)
{
    uint32_t class = route_class(length);
    memcpy(route, &pool->free[class], sizeof pool->free[class]);
    pool->free[class] = (struct route_block *)(void *)route;
}

void route_pool_deinit(struct route_pool *pool)
{
    struct route_chunk *chunk = pool->chunks;
    while (chunk) {
        struct route_chunk *before = chunk->before;
        mem_free(chunk);
        chunk = before;
    }
    *pool = (struct route_pool){0};
}
