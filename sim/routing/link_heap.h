// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_LINK_HEAP_H
#define ROUTING_LINK_HEAP_H

#include <stddef.h>
#include <stdint.h>

#define LINK_HEAP_CHILDREN 4u

/** Links by (cost, id), the least first; four children to a parent. Whoever searches enters a link
 * at most once, so the size is known. */
struct link_heap {
    uint64_t *items; /**< cost << 32 | link; of the caller */
    size_t count;
};

/** O(log count) */
static inline void link_heap_push(struct link_heap *heap, uint32_t cost_ms, uint32_t link)
{
    uint64_t item = (uint64_t)cost_ms << 32 | link;
    size_t place = heap->count++;
    while (place > 0 && item < heap->items[(place - 1) / LINK_HEAP_CHILDREN]) {
        heap->items[place] = heap->items[(place - 1) / LINK_HEAP_CHILDREN];
        place = (place - 1) / LINK_HEAP_CHILDREN;
    }
    heap->items[place] = item;
}

/** Takes the least out; the heap is not empty. O(log count) */
static inline uint64_t link_heap_pop(struct link_heap *heap)
{
    uint64_t first = heap->items[0], last = heap->items[--heap->count];
    size_t place = 0;
    for (;;) {
        size_t child = LINK_HEAP_CHILDREN * place + 1, end = child + LINK_HEAP_CHILDREN;
        if (child >= heap->count)
            break;
        size_t least = child;
        for (child++; child < end && child < heap->count; child++)
            if (heap->items[child] < heap->items[least])
                least = child;
        if (last <= heap->items[least])
            break;
        heap->items[place] = heap->items[least];
        place = least;
    }
    heap->items[place] = last;
    return first;
}

#endif
