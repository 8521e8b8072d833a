// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_ROUTE_POOL_H
#define PEOPLE_ROUTE_POOL_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#define ROUTE_CLASS_COUNT 13u /* blocks of 8, 16 ... 32,768 links */
#define ROUTE_LENGTH_MAX  (8u << (ROUTE_CLASS_COUNT - 1))

/** Memory for routes under way, one pool per worker: taken at departure by one worker, given back
 * at arrival to the pool of whichever worker sees it, so no lock is needed and the size follows the
 * vehicles on the road, not the trips of the day. Initialise with `{0}`. */
struct route_pool {
    struct route_block *free[ROUTE_CLASS_COUNT];
    struct route_chunk *chunks;
    size_t chunk_used;
};

/** A block for `length` links (1 ... ROUTE_LENGTH_MAX), or NULL. O(1). */
uint32_t *route_pool_take(struct route_pool *pool, uint32_t length, struct error *err);

/** Gives back a block taken for `length` links, from any pool of the same run. */
void route_pool_give(struct route_pool *pool, uint32_t *route, uint32_t length);

/** Frees the pool's chunks; routes taken from it must not be used any more. */
void route_pool_deinit(struct route_pool *pool);

#endif
