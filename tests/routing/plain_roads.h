// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PLAIN_ROADS_H
#define PLAIN_ROADS_H

/** Dijkstra over links, turn by turn, that stops at its goal: what the road hierarchy is compared
 * with. */

#include "base/memory.h"
#include "network/network.h"
#include "routing/link_heap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct plain_roads {
    const struct network *network;
    uint32_t *turn_first; /**< [link_count + 1] into `turn_to` */
    uint32_t *turn_to;    /**< links that may follow */
    uint32_t *seen;       /**< [link_count] number of the search that knows `end_ms` */
    uint64_t *end_ms;     /**< [link_count] from the start to the end of the link */
    struct link_heap heap;
    uint32_t search;
};

static inline void *plain_alloc(size_t count, size_t size)
{
    struct error err = {0};
    void *block = mem_alloc(count, size, &err);
    if (!block) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    return block;
}

static inline void plain_roads_init(struct plain_roads *roads, const struct network *network)
{
    uint32_t links = network->link_count, count = 0;
    size_t most = 0;
    for (uint32_t i = 0; i < links; i++)
        most += network->nodes[network->links[i].to].out_count;
    *roads = (struct plain_roads){.network = network,
                                  .turn_first = plain_alloc((size_t)links + 1, sizeof(uint32_t)),
                                  .turn_to = plain_alloc(most, sizeof(uint32_t)),
                                  .seen = plain_alloc(links, sizeof(uint32_t)),
                                  .end_ms = plain_alloc(links, sizeof(uint64_t)),
                                  .heap.items = plain_alloc(most + links, sizeof(uint64_t))};
    for (uint32_t i = 0; i < links; i++) {
        const struct road_node *node = &network->nodes[network->links[i].to];
        for (uint32_t k = 0; k < node->out_count; k++)
            if (network_turn_allowed(network, i, network->out_links[node->first_out + k]))
                roads->turn_to[count++] = network->out_links[node->first_out + k];
        roads->turn_first[i + 1] = count;
    }
}

static inline void plain_roads_deinit(struct plain_roads *roads)
{
    mem_free(roads->turn_first);
    mem_free(roads->turn_to);
    mem_free(roads->seen);
    mem_free(roads->end_ms);
    mem_free(roads->heap.items);
}

static inline void plain_reach(struct plain_roads *roads, uint32_t link, uint64_t end_ms)
{
    if (roads->seen[link] == roads->search && roads->end_ms[link] <= end_ms)
        return;
    roads->seen[link] = roads->search;
    roads->end_ms[link] = end_ms;
    link_heap_push(&roads->heap, (uint32_t)end_ms, link);
}

/** Least time to the end of a link at `to`; UINT64_MAX: no way. With `to` NONE it goes everywhere
 * (`plain_roads_ms`). No way may be longer than 2^32 ms. */
static inline uint64_t plain_roads_run(struct plain_roads *roads, const uint32_t *link_ms,
                                       uint32_t from, uint32_t to)
{
    const struct network *network = roads->network;
    const struct road_node *start = &network->nodes[from];
    roads->search++;
    roads->heap.count = 0;
    if (from == to)
        return 0;
    for (uint32_t k = 0; k < start->out_count; k++) {
        uint32_t link = network->out_links[start->first_out + k];
        plain_reach(roads, link, link_ms[link]);
    }
    while (roads->heap.count > 0) {
        uint64_t item = link_heap_pop(&roads->heap);
        uint32_t link = (uint32_t)item;
        if (item >> 32 != roads->end_ms[link]) /* reached sooner since */
            continue;
        if (network->links[link].to == to)
            return item >> 32;
        for (uint32_t k = roads->turn_first[link]; k < roads->turn_first[link + 1]; k++)
            plain_reach(roads, roads->turn_to[k], (item >> 32) + link_ms[roads->turn_to[k]]);
    }
    return UINT64_MAX;
}

/** After a run that went everywhere: least time to a node other than its start. */
static inline uint64_t plain_roads_ms(const struct plain_roads *roads, uint32_t to)
{
    const struct road_node *node = &roads->network->nodes[to];
    uint64_t least_ms = UINT64_MAX;
    for (uint32_t k = 0; k < node->in_count; k++) {
        uint32_t link = roads->network->in_links[node->first_in + k];
        if (roads->seen[link] == roads->search && roads->end_ms[link] < least_ms)
            least_ms = roads->end_ms[link];
    }
    return least_ms;
}

#endif
