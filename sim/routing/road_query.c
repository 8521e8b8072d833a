// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_query.h"

#include "base/memory.h"

struct road_query *road_query_create(const struct road_hierarchy *hierarchy, struct error *err)
{
    const struct network *network = hierarchy->network;
    uint32_t links = network->link_count, out_most = 0, in_most = 0;
    for (uint32_t n = 0; n < network->node_count; n++) {
        if (network->nodes[n].out_count > out_most)
            out_most = network->nodes[n].out_count;
        if (network->nodes[n].in_count > in_most)
            in_most = network->nodes[n].in_count;
    }
    struct road_query *query = mem_alloc(1, sizeof *query, err);
    if (!query)
        return NULL;
    query->hierarchy = hierarchy;
    query->meeting = NONE;
    query->ahead = mem_alloc(links, sizeof *query->ahead, err);
    query->back = mem_alloc(links, sizeof *query->back, err);
    query->passed = mem_alloc((size_t)2 * links, sizeof *query->passed, err);
    query->chain = mem_alloc(links, sizeof *query->chain, err);
    query->cursors = mem_alloc((size_t)out_most + in_most, sizeof *query->cursors, err);
    if (!query->ahead || !query->back || !query->passed || !query->chain || !query->cursors) {
        road_query_destroy(query);
        return NULL;
    }
    for (uint32_t i = 0; i < links; i++)
        query->ahead[i] = query->back[i] = LABEL_NONE;
    return query;
}

void road_query_destroy(struct road_query *query)
{
    if (!query)
        return;
    mem_free(query->ahead);
    mem_free(query->back);
    mem_free(query->passed);
    mem_free(query->chain);
    mem_free(query->cursors);
    mem_free(query);
}

void road_query_reset(struct road_query *query)
{
    for (uint32_t i = 0; i < query->passed_count; i++)
        query->ahead[query->passed[i]] = query->back[query->passed[i]] = LABEL_NONE;
    query->passed_count = query->cursor_count = 0;
    query->way_ms = ROAD_NO_WAY_MS;
    query->meeting = NONE;
}

/** Puts the first and the last links in. */
static void query_begin(struct road_query *query, uint32_t from, uint32_t to)
{
    const struct road_hierarchy *hierarchy = query->hierarchy;
    const struct network *network = hierarchy->network;
    const struct road_node *start = &network->nodes[from], *goal = &network->nodes[to];
    for (uint32_t k = 0; k < start->out_count; k++) {
        uint32_t rank = hierarchy->rank_of_link[network->out_links[start->first_out + k]];
        query->ahead[rank] = NONE;
        query->cursors[query->cursor_count++] = rank;
    }
    for (uint32_t k = 0; k < goal->in_count; k++) {
        uint32_t link = network->in_links[goal->first_in + k];
        uint32_t rank = hierarchy->rank_of_link[link];
        query->back[rank] = (uint64_t)query->metric->link_ms[link] << 32 | NONE;
        query->cursors[query->cursor_count++] = rank;
    }
}

/** Takes the lowest rank that a cursor stands on; the cursors there go on to its parent as one. */
static uint32_t query_next(struct road_query *query)
{
    uint32_t least = query->cursors[0], kept = 0;
    for (uint32_t i = 1; i < query->cursor_count; i++)
        if (query->cursors[i] < least)
            least = query->cursors[i];
    for (uint32_t i = 0; i < query->cursor_count; i++)
        if (query->cursors[i] != least)
            query->cursors[kept++] = query->cursors[i];
    uint32_t parent = road_hierarchy_parent(query->hierarchy, least);
    if (parent != NONE)
        query->cursors[kept++] = parent;
    query->cursor_count = kept;
    return least;
}

/** Without a branch: whether an arc improves a label is anybody's guess. */
static void search_step(const struct road_edges *edges, uint64_t *labels, uint32_t rank,
                        uint32_t way_ms)
{
    uint32_t end = edges->first[rank + 1];
    for (uint32_t k = edges->first[rank]; k < end; k++) {
        uint64_t *label = &labels[edges->heads[k]];
        uint64_t next = ((uint64_t)way_ms << 32) + edges->ways[k];
        *label = next < *label ? next : *label;
    }
}

uint32_t road_query_run(struct road_query *query, const struct road_metric *metric, uint32_t from,
                        uint32_t to)
{
    query->metric = metric;
    road_query_reset(query);
    if (from == to)
        return 0;
    query_begin(query, from, to);
    while (query->cursor_count > 0) {
        uint32_t rank = query_next(query);
        query->passed[query->passed_count++] = rank;
        uint32_t ahead_ms = road_label_ms(query->ahead[rank]),
                 back_ms = road_label_ms(query->back[rank]);
        road_query_meet(query, rank, ahead_ms, back_ms);
        if (ahead_ms < query->way_ms)
            search_step(&metric->up, query->ahead, rank, ahead_ms);
        if (back_ms < query->way_ms)
            search_step(&metric->down, query->back, rank, back_ms);
    }
    return query->way_ms;
}

void road_query_spread(struct road_query *query, const struct road_metric *metric, uint32_t node)
{
    query->metric = metric;
    road_query_reset(query);
    query_begin(query, node, node);
    while (query->cursor_count > 0) {
        uint32_t rank = query_next(query);
        uint32_t ahead_ms = road_label_ms(query->ahead[rank]);
        uint32_t back_ms = road_label_ms(query->back[rank]);
        query->passed[query->passed_count++] = rank;
        if (ahead_ms < ROAD_NO_WAY_MS)
            search_step(&metric->up, query->ahead, rank, ahead_ms);
        if (back_ms < ROAD_NO_WAY_MS)
            search_step(&metric->down, query->back, rank, back_ms);
    }
}

static void route_add(struct road_query *query, uint32_t rank)
{
    if (query->count < query->most)
        query->out[query->count] = query->hierarchy->link_of_rank[rank];
    query->count++;
}

/** Writes the links of an arc, but for its last one. Depth: at most the levels. */
static void route_add_arc(struct road_query *query, uint32_t arc, bool is_up)
{
    const struct road_hierarchy *hierarchy = query->hierarchy;
    uint32_t tail = hierarchy->arc_tail[arc], head = hierarchy->arc_head[arc];
    uint32_t via = is_up ? query->metric->up_via[arc] : query->metric->down_via[arc];
    if (query->count > query->most)
        return;
    if (via == NONE) {
        route_add(query, is_up ? tail : head);
        return;
    }
    uint32_t other = road_hierarchy_arc(hierarchy, hierarchy->arc_tail[via], via, head);
    route_add_arc(query, is_up ? via : other, false);
    route_add_arc(query, is_up ? other : via, true);
}

uint32_t road_query_route(struct road_query *query, uint32_t *out, uint32_t most)
{
    const uint32_t *tails = query->hierarchy->arc_tail;
    uint32_t length = 0, rank = query->meeting, arc;
    if (rank == NONE)
        return 0;
    query->out = out;
    query->most = most;
    query->count = 0;
    for (arc = (uint32_t)query->ahead[rank]; arc != NONE; arc = (uint32_t)query->ahead[tails[arc]])
        query->chain[length++] = arc;
    while (length > 0)
        route_add_arc(query, query->chain[--length], true);
    for (arc = (uint32_t)query->back[rank]; arc != NONE; arc = (uint32_t)query->back[rank]) {
        route_add_arc(query, arc, false);
        rank = tails[arc];
    }
    route_add(query, rank);
    return query->count <= most ? query->count : 0;
}
