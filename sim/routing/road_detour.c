// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_detour.h"

#include "base/memory.h"
#include "routing/link_heap.h"

struct road_detour {
    uint32_t search;      /**< its number; what an earlier one wrote is void */
    uint32_t *rest_of;    /**< [vertex_count] the search that knows `rest_ms` */
    uint32_t *rest_ms;    /**< [vertex_count] to the goal by the hierarchy */
    uint32_t *reached_of; /**< [link_count] the search that knows `end_ms` */
    uint32_t *left_of;    /**< [link_count] the search that looked at what follows */
    uint32_t *end_ms;     /**< [link_count] from the start to the end of the link */
    uint32_t *before;     /**< [link_count] the link before it, or NONE */
    struct link_heap heap;
};

struct road_detour *road_detour_create(const struct road_hierarchy *hierarchy, struct error *err)
{
    const struct network *network = hierarchy->network;
    uint32_t vertices = hierarchy->vertex_count, links = network->link_count;
    size_t turns = links;
    for (uint32_t i = 0; i < links; i++)
        turns += network->nodes[network->links[i].to].out_count;
    struct road_detour *detour = mem_alloc(1, sizeof *detour, err);
    if (!detour)
        return NULL;
    detour->rest_of = mem_alloc(vertices, sizeof *detour->rest_of, err);
    detour->rest_ms = mem_alloc(vertices, sizeof *detour->rest_ms, err);
    detour->reached_of = mem_alloc(links, sizeof *detour->reached_of, err);
    detour->left_of = mem_alloc(links, sizeof *detour->left_of, err);
    detour->end_ms = mem_alloc(links, sizeof *detour->end_ms, err);
    detour->before = mem_alloc(links, sizeof *detour->before, err);
    detour->heap.items = mem_alloc(turns, sizeof *detour->heap.items, err);
    if (!detour->rest_of || !detour->rest_ms || !detour->reached_of || !detour->left_of ||
        !detour->end_ms || !detour->before || !detour->heap.items) {
        road_detour_destroy(detour);
        return NULL;
    }
    return detour;
}

void road_detour_destroy(struct road_detour *detour)
{
    if (!detour)
        return;
    mem_free(detour->rest_of);
    mem_free(detour->rest_ms);
    mem_free(detour->reached_of);
    mem_free(detour->left_of);
    mem_free(detour->end_ms);
    mem_free(detour->before);
    mem_free(detour->heap.items);
    mem_free(detour);
}

/** Time from a vertex to the goal by the hierarchy: back down from it, or over a vertex above.
 * Depth: at most the levels. */
static uint32_t vertex_rest_ms(struct road_detour *detour, const struct road_query *query,
                               uint32_t rank)
{
    if (detour->rest_of[rank] == detour->search)
        return detour->rest_ms[rank];
    const struct road_edges *up = &query->metric->up;
    uint32_t rest_ms = road_label_ms(query->back[rank]), parent = query->hierarchy->parent[rank];
    if (parent != NONE)
        vertex_rest_ms(detour, query, parent); /* and all others above */
    for (uint32_t k = up->first[rank]; k < up->first[rank + 1]; k++) {
        uint32_t sum_ms = road_way_sum_ms(up->edges[k].way_ms, detour->rest_ms[up->edges[k].head]);
        if (sum_ms < rest_ms)
            rest_ms = sum_ms;
    }
    detour->rest_of[rank] = detour->search;
    return detour->rest_ms[rank] = rest_ms;
}

static void detour_reach(struct road_detour *detour, const struct road_query *query, uint32_t link,
                         uint32_t before)
{
    uint32_t start_ms = before == NONE ? 0 : detour->end_ms[before];
    uint32_t end_ms = road_way_sum_ms(start_ms, query->metric->link_ms[link]);
    bool is_known = detour->reached_of[link] == detour->search;
    if (detour->left_of[link] == detour->search || (is_known && detour->end_ms[link] <= end_ms))
        return;
    uint32_t rest_ms = vertex_rest_ms(detour, query, query->hierarchy->link_vertex[link]);
    if (rest_ms == ROAD_NO_WAY_MS)
        return;
    detour->reached_of[link] = detour->search;
    detour->end_ms[link] = end_ms;
    detour->before[link] = before;
    link_heap_push(&detour->heap, end_ms + rest_ms, link);
}

static void detour_write(const struct road_detour *detour, struct road_query *query, uint32_t last)
{
    uint32_t length = 0;
    for (uint32_t link = last; link != NONE; link = detour->before[link])
        length++;
    query->way_ms = detour->end_ms[last];
    query->route_length = length;
    for (uint32_t link = last; link != NONE; link = detour->before[link])
        query->route[--length] = link;
}

void road_detour_run(struct road_detour *detour, struct road_query *query)
{
    const struct network *network = query->hierarchy->network;
    const struct road_node *start = &network->nodes[query->from];
    uint32_t from = query->from, to = query->to;
    road_query_spread(query, query->metric, to);
    query->from = from;
    query->to = to;
    query->way_ms = ROAD_NO_WAY_MS;
    query->is_unfolded = true;
    query->route_length = 0;
    detour->search++;
    detour->heap.count = 0;
    for (uint32_t k = 0; k < start->out_count; k++)
        detour_reach(detour, query, network->out_links[start->first_out + k], NONE);
    while (detour->heap.count > 0) {
        uint32_t link = (uint32_t)link_heap_pop(&detour->heap);
        if (detour->left_of[link] == detour->search)
            continue;
        detour->left_of[link] = detour->search;
        const struct road_node *node = &network->nodes[network->links[link].to];
        if (network->links[link].to == to) {
            detour_write(detour, query, link);
            return;
        }
        for (uint32_t k = 0; k < node->out_count; k++) {
            uint32_t next = network->out_links[node->first_out + k];
            if (network_turn_allowed(network, link, next))
                detour_reach(detour, query, next, link);
        }
    }
}
