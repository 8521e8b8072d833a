// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_query.h"

#include "base/memory.h"
#include "routing/road_detour.h"

#include <string.h>

struct road_query *road_query_create(const struct road_hierarchy *hierarchy, struct error *err)
{
    const struct network *network = hierarchy->network;
    uint32_t vertices = hierarchy->vertex_count, node_most = 0;
    for (uint32_t n = 0; n < network->node_count; n++)
        if (hierarchy->node_end[n] - hierarchy->node_first[n] > node_most)
            node_most = hierarchy->node_end[n] - hierarchy->node_first[n];
    struct road_query *query = mem_alloc(1, sizeof *query, err);
    if (!query)
        return NULL;
    query->hierarchy = hierarchy;
    query->meeting = NONE;
    query->ahead = mem_alloc(vertices, sizeof *query->ahead, err);
    query->back = mem_alloc(vertices, sizeof *query->back, err);
    query->passed = mem_alloc((size_t)2 * vertices, sizeof *query->passed, err);
    query->chain = mem_alloc(vertices, sizeof *query->chain, err);
    query->cursors = mem_alloc((size_t)node_most + 1, sizeof *query->cursors, err);
    query->route = mem_alloc(network->link_count, sizeof *query->route, err);
    query->detour = road_detour_create(hierarchy, err);
    if (!query->ahead || !query->back || !query->passed || !query->chain || !query->cursors ||
        !query->route || !query->detour) {
        road_query_destroy(query);
        return NULL;
    }
    for (uint32_t i = 0; i < vertices; i++)
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
    mem_free(query->route);
    road_detour_destroy(query->detour);
    mem_free(query);
}

struct creation {
    const struct road_hierarchy *hierarchy;
    struct road_query **queries;
};

static enum status create_own(void *context, uint32_t worker, struct error *err)
{
    const struct creation *creation = context;
    creation->queries[worker] = road_query_create(creation->hierarchy, err);
    return creation->queries[worker] ? STATUS_OK : STATUS_RESOURCE;
}

struct road_query **road_query_create_each(const struct road_hierarchy *hierarchy,
                                           struct team *team, struct error *err)
{
    struct creation creation = {hierarchy,
                                mem_alloc(team_size(team), sizeof(struct road_query *), err)};
    if (!creation.queries || team_each(team, create_own, &creation, err) == STATUS_OK)
        return creation.queries;
    road_query_destroy_each(creation.queries, team_size(team));
    return NULL;
}

void road_query_destroy_each(struct road_query **queries, uint32_t count)
{
    for (uint32_t i = 0; queries && i < count; i++)
        road_query_destroy(queries[i]);
    mem_free(queries);
}

void road_query_reset(struct road_query *query, const struct road_metric *metric, uint32_t from,
                      uint32_t to)
{
    for (uint32_t i = 0; i < query->passed_count; i++)
        query->ahead[query->passed[i]] = query->back[query->passed[i]] = LABEL_NONE;
    query->metric = metric;
    query->from = from;
    query->to = to;
    query->passed_count = query->cursor_count = 0;
    query->way_ms = from == to ? 0 : ROAD_NO_WAY_MS;
    query->meeting = NONE;
    query->is_unfolded = false;
}

/** Puts the first vertex of the start and all of the goal in: a way may end by any link. */
static void query_begin(struct road_query *query)
{
    const struct road_hierarchy *hierarchy = query->hierarchy;
    uint32_t start = hierarchy->node_first[query->from];
    query->ahead[start] = NONE;
    query->cursors[query->cursor_count++] = start;
    for (uint32_t r = hierarchy->node_first[query->to]; r < hierarchy->node_end[query->to]; r++) {
        query->back[r] = NONE;
        query->cursors[query->cursor_count++] = r;
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
    uint32_t parent = query->hierarchy->parent[least];
    if (parent != NONE)
        query->cursors[kept++] = parent;
    query->cursor_count = kept;
    query->passed[query->passed_count++] = least;
    return least;
}

/** Without a branch: whether an arc improves a label is anybody's guess. */
static void search_step(const struct road_edges *edges, uint64_t *labels, uint32_t rank,
                        uint32_t way_ms)
{
    uint32_t end = edges->first[rank + 1];
    for (uint32_t k = edges->first[rank]; k < end; k++) {
        struct road_edge edge = edges->edges[k];
        uint64_t *label = &labels[edge.head];
        uint64_t next = (uint64_t)(way_ms + edge.way_ms) << 32 | k;
        *label = next < *label ? next : *label;
    }
}

uint32_t road_query_run(struct road_query *query, const struct road_metric *metric, uint32_t from,
                        uint32_t to)
{
    road_query_reset(query, metric, from, to);
    if (from == to)
        return 0;
    query_begin(query);
    while (query->cursor_count > 0) {
        uint32_t rank = query_next(query);
        uint32_t ahead_ms = road_label_ms(query->ahead[rank]),
                 back_ms = road_label_ms(query->back[rank]);
        road_query_meet(query, rank, ahead_ms, back_ms);
        if (ahead_ms < query->way_ms)
            search_step(&metric->up, query->ahead, rank, ahead_ms);
        if (back_ms < query->way_ms)
            search_step(&metric->down, query->back, rank, back_ms);
    }
    return road_query_finish(query);
}

void road_query_spread(struct road_query *query, const struct road_metric *metric, uint32_t node)
{
    road_query_reset(query, metric, node, node);
    query_begin(query);
    while (query->cursor_count > 0) {
        uint32_t rank = query_next(query);
        uint32_t ahead_ms = road_label_ms(query->ahead[rank]);
        uint32_t back_ms = road_label_ms(query->back[rank]);
        if (ahead_ms < ROAD_NO_WAY_MS)
            search_step(&metric->up, query->ahead, rank, ahead_ms);
        if (back_ms < ROAD_NO_WAY_MS)
            search_step(&metric->down, query->back, rank, back_ms);
    }
}

/** Adds the links of an arc to the route, unless a turn before one is forbidden or they are too
 * many for a way that passes each once. Depth: at most the levels. */
static bool route_add_arc(struct road_query *query, uint32_t arc, bool is_up)
{
    const struct road_hierarchy *hierarchy = query->hierarchy;
    uint32_t via = is_up ? query->metric->up_via[arc] : query->metric->down_via[arc];
    if (via >= ROAD_VIA_LINK) {
        uint32_t link = via - ROAD_VIA_LINK, length = query->route_length;
        if (length == hierarchy->network->link_count ||
            (length > 0 &&
             !network_turn_allowed(hierarchy->network, query->route[length - 1], link)))
            return false;
        query->route[query->route_length++] = link;
        return true;
    }
    uint32_t other =
        road_hierarchy_arc(hierarchy, hierarchy->arc_tail[via], via, hierarchy->arc_head[arc]);
    return route_add_arc(query, is_up ? via : other, false) &&
           route_add_arc(query, is_up ? other : via, true);
}

/** Unfolds the way where the searches met. Whether all its turns are allowed. */
static bool query_unfold(struct road_query *query)
{
    const uint32_t *tails = query->hierarchy->arc_tail;
    const struct road_edges *up = &query->metric->up, *down = &query->metric->down;
    uint32_t length = 0, rank = query->meeting, edge;
    query->is_unfolded = true;
    query->route_length = 0;
    if (rank == NONE)
        return true;
    for (edge = (uint32_t)query->ahead[rank]; edge != NONE;
         edge = (uint32_t)query->ahead[tails[up->arcs[edge]]])
        query->chain[length++] = up->arcs[edge];
    while (length > 0)
        if (!route_add_arc(query, query->chain[--length], true))
            return false;
    for (edge = (uint32_t)query->back[rank]; edge != NONE;
         edge = (uint32_t)query->back[tails[down->arcs[edge]]])
        if (!route_add_arc(query, down->arcs[edge], false))
            return false;
    return true;
}

uint32_t road_query_finish(struct road_query *query)
{
    if (query->hierarchy->has_turns && !query_unfold(query))
        road_detour_run(query->detour, query);
    return query->way_ms;
}

static void query_need_route(struct road_query *query)
{
    if (!query->is_unfolded && !query_unfold(query)) /* back and forth in no time */
        road_detour_run(query->detour, query);
}

uint32_t road_query_sum(struct road_query *query, const uint32_t *of_link)
{
    uint32_t sum = 0;
    query_need_route(query);
    for (uint32_t i = 0; i < query->route_length; i++)
        sum = road_way_sum_ms(sum, of_link[query->route[i]]);
    return sum;
}

uint32_t road_query_route(struct road_query *query, uint32_t *out, uint32_t most)
{
    query_need_route(query);
    if (query->route_length > most)
        return 0;
    memcpy(out, query->route, query->route_length * sizeof *out);
    return query->route_length;
}
