// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_hierarchy.h"

#include "base/memory.h"
#include "routing/road_order.h"

#include <stdlib.h>

struct contraction {
    struct road_hierarchy *hierarchy;
    uint32_t *seen;            /**< [link_count] the last vertex that has this one above it, + 1 */
    uint32_t *child, *sibling; /**< [link_count] of the elimination tree, + 1; 0: none */
    size_t head_capacity, tail_capacity;
};

static int rank_compare(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void contraction_add(struct contraction *contraction, uint32_t rank, uint32_t head)
{
    struct road_hierarchy *hierarchy = contraction->hierarchy;
    if (head <= rank || contraction->seen[head] == rank + 1)
        return;
    contraction->seen[head] = rank + 1;
    hierarchy->arc_tail[hierarchy->arc_count] = rank;
    hierarchy->arc_head[hierarchy->arc_count++] = head;
}

/** The links with a turn from or to this one. */
static void contraction_add_turns(struct contraction *contraction, uint32_t rank)
{
    struct road_hierarchy *hierarchy = contraction->hierarchy;
    const struct network *network = hierarchy->network;
    uint32_t link = hierarchy->link_of_rank[rank];
    const struct road_node *to = &network->nodes[network->links[link].to];
    const struct road_node *from = &network->nodes[network->links[link].from];
    for (uint32_t k = 0; k < to->out_count; k++) {
        uint32_t other = network->out_links[to->first_out + k];
        if (network_turn_allowed(network, link, other))
            contraction_add(contraction, rank, hierarchy->rank_of_link[other]);
    }
    for (uint32_t k = 0; k < from->in_count; k++) {
        uint32_t other = network->in_links[from->first_in + k];
        if (network_turn_allowed(network, other, link))
            contraction_add(contraction, rank, hierarchy->rank_of_link[other]);
    }
}

/** Lists what is above a vertex: by turns, or above one whose parent it is, since contracting that
 * one joins all above it. */
static enum status contraction_vertex(struct contraction *contraction, uint32_t rank,
                                      struct error *err)
{
    struct road_hierarchy *hierarchy = contraction->hierarchy;
    const struct network *network = hierarchy->network;
    const struct road_link *link = &network->links[hierarchy->link_of_rank[rank]];
    size_t most = (size_t)hierarchy->arc_count + network->nodes[link->to].out_count +
                  network->nodes[link->from].in_count;
    for (uint32_t c = contraction->child[rank]; c > 0; c = contraction->sibling[c - 1])
        most += hierarchy->up_first[c] - hierarchy->up_first[c - 1];
    if (most >= NONE)
        return error_fail(err, STATUS_RESOURCE, "the road hierarchy has more than %u arcs", NONE);
    enum status status =
        MEM_RESERVE(&hierarchy->arc_head, &contraction->head_capacity, most + 1, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&hierarchy->arc_tail, &contraction->tail_capacity, most + 1, err);
    if (status != STATUS_OK)
        return status;
    uint32_t first = hierarchy->up_first[rank];
    contraction_add_turns(contraction, rank);
    for (uint32_t c = contraction->child[rank]; c > 0; c = contraction->sibling[c - 1])
        for (uint32_t k = hierarchy->up_first[c - 1]; k < hierarchy->up_first[c]; k++)
            contraction_add(contraction, rank, hierarchy->arc_head[k]);
    qsort(hierarchy->arc_head + first, hierarchy->arc_count - first, sizeof *hierarchy->arc_head,
          rank_compare);
    hierarchy->up_first[rank + 1] = hierarchy->arc_count;
    uint32_t parent = road_hierarchy_parent(hierarchy, rank);
    if (parent != NONE) {
        contraction->sibling[rank] = contraction->child[parent];
        contraction->child[parent] = rank + 1;
    }
    return STATUS_OK;
}

static enum status hierarchy_contract(struct road_hierarchy *hierarchy, struct error *err)
{
    uint32_t links = hierarchy->network->link_count;
    struct contraction contraction = {.hierarchy = hierarchy};
    contraction.seen = mem_alloc(links, sizeof *contraction.seen, err);
    contraction.child = mem_alloc(links, sizeof *contraction.child, err);
    contraction.sibling = mem_alloc(links, sizeof *contraction.sibling, err);
    bool all = contraction.seen && contraction.child && contraction.sibling;
    enum status status = all ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t rank = 0; status == STATUS_OK && rank < links; rank++)
        status = contraction_vertex(&contraction, rank, err);
    mem_free(contraction.seen);
    mem_free(contraction.child);
    mem_free(contraction.sibling);
    return status;
}

uint32_t road_hierarchy_arc(const struct road_hierarchy *hierarchy, uint32_t tail, uint32_t from,
                            uint32_t head)
{
    uint32_t least = from, end = hierarchy->up_first[tail + 1];
    while (end - least > 1) {
        uint32_t middle = least + (end - least) / 2;
        if (hierarchy->arc_head[middle] <= head)
            least = middle;
        else
            end = middle;
    }
    return least;
}

static void hierarchy_mark_turns(struct road_hierarchy *hierarchy)
{
    const struct network *network = hierarchy->network;
    for (uint32_t link = 0; link < network->link_count; link++) {
        const struct road_node *node = &network->nodes[network->links[link].to];
        uint32_t from = hierarchy->rank_of_link[link];
        for (uint32_t k = 0; k < node->out_count; k++) {
            uint32_t other = network->out_links[node->first_out + k];
            uint32_t to = hierarchy->rank_of_link[other];
            if (from == to || !network_turn_allowed(network, link, other))
                continue;
            uint32_t tail = from < to ? from : to, head = from < to ? to : from;
            uint32_t arc = road_hierarchy_arc(hierarchy, tail, hierarchy->up_first[tail], head);
            hierarchy->arc_turns[arc] |= from < to ? ARC_TURN_UP : ARC_TURN_DOWN;
        }
    }
}

static void hierarchy_list_down(struct road_hierarchy *hierarchy)
{
    uint32_t links = hierarchy->network->link_count, *first = hierarchy->down_first;
    for (uint32_t k = 0; k < hierarchy->arc_count; k++)
        first[hierarchy->arc_head[k] + 1]++;
    for (uint32_t i = 0; i < links; i++)
        first[i + 1] += first[i];
    for (uint32_t k = 0; k < hierarchy->arc_count; k++) /* first[i] moves to the end of i's list */
        hierarchy->down_arcs[first[hierarchy->arc_head[k]]++] = k;
    for (uint32_t i = links; i > 0; i--)
        first[i] = first[i - 1];
    if (links > 0)
        first[0] = 0;
}

/** A vertex is one level above the highest one below it. */
static enum status hierarchy_list_levels(struct road_hierarchy *hierarchy, struct error *err)
{
    uint32_t links = hierarchy->network->link_count;
    uint32_t *level = mem_alloc(links, sizeof *level, err);
    if (!level)
        return STATUS_RESOURCE;
    for (uint32_t rank = 0; rank < links; rank++) {
        uint32_t parent = road_hierarchy_parent(hierarchy, rank);
        if (parent != NONE && level[parent] <= level[rank])
            level[parent] = level[rank] + 1;
        if (hierarchy->level_count <= level[rank])
            hierarchy->level_count = level[rank] + 1;
    }
    uint32_t levels = hierarchy->level_count;
    hierarchy->level_first = mem_alloc((size_t)levels + 2, sizeof *hierarchy->level_first, err);
    hierarchy->level_work = mem_alloc((size_t)levels + 1, sizeof *hierarchy->level_work, err);
    bool all = hierarchy->level_first && hierarchy->level_work;
    if (all) {
        uint32_t *end = hierarchy->level_first + 1;
        for (uint32_t rank = 0; rank < links; rank++)
            end[level[rank] + 1]++;
        for (uint32_t i = 0; i < levels; i++)
            end[i + 1] += end[i];
        for (uint32_t rank = 0; rank < links; rank++) /* ends[i] moves from begin to end of i */
            hierarchy->level_ranks[end[level[rank]]++] = rank;
        for (uint32_t k = 0; k < hierarchy->arc_count; k++)
            hierarchy->level_work[level[hierarchy->arc_head[k]]] +=
                hierarchy->up_first[hierarchy->arc_tail[k] + 1] - k;
    }
    mem_free(level);
    return all ? STATUS_OK : STATUS_RESOURCE;
}

static enum status hierarchy_fill(struct road_hierarchy *hierarchy, struct error *err)
{
    uint32_t links = hierarchy->network->link_count;
    hierarchy->rank_of_link = mem_alloc(links, sizeof *hierarchy->rank_of_link, err);
    hierarchy->link_of_rank = mem_alloc(links, sizeof *hierarchy->link_of_rank, err);
    hierarchy->up_first = mem_alloc((size_t)links + 1, sizeof *hierarchy->up_first, err);
    hierarchy->down_first = mem_alloc((size_t)links + 1, sizeof *hierarchy->down_first, err);
    hierarchy->level_ranks = mem_alloc(links, sizeof *hierarchy->level_ranks, err);
    if (!hierarchy->rank_of_link || !hierarchy->link_of_rank || !hierarchy->up_first ||
        !hierarchy->down_first || !hierarchy->level_ranks)
        return STATUS_RESOURCE;
    enum status status = road_order_build(hierarchy->network, hierarchy->link_of_rank, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t rank = 0; rank < links; rank++)
        hierarchy->rank_of_link[hierarchy->link_of_rank[rank]] = rank;
    status = hierarchy_contract(hierarchy, err);
    if (status != STATUS_OK)
        return status;
    hierarchy->arc_turns = mem_alloc(hierarchy->arc_count, sizeof *hierarchy->arc_turns, err);
    hierarchy->down_arcs = mem_alloc(hierarchy->arc_count, sizeof *hierarchy->down_arcs, err);
    if (!hierarchy->arc_turns || !hierarchy->down_arcs)
        return STATUS_RESOURCE;
    hierarchy_mark_turns(hierarchy);
    hierarchy_list_down(hierarchy);
    return hierarchy_list_levels(hierarchy, err);
}

enum status road_hierarchy_build(const struct network *network, struct road_hierarchy **out,
                                 struct error *err)
{
    struct road_hierarchy *hierarchy = mem_alloc(1, sizeof *hierarchy, err);
    if (!hierarchy)
        return STATUS_RESOURCE;
    hierarchy->network = network;
    enum status status = hierarchy_fill(hierarchy, err);
    if (status != STATUS_OK) {
        road_hierarchy_destroy(hierarchy);
        return status;
    }
    *out = hierarchy;
    return STATUS_OK;
}

void road_hierarchy_destroy(struct road_hierarchy *hierarchy)
{
    if (!hierarchy)
        return;
    mem_free(hierarchy->rank_of_link);
    mem_free(hierarchy->link_of_rank);
    mem_free(hierarchy->up_first);
    mem_free(hierarchy->arc_head);
    mem_free(hierarchy->arc_tail);
    mem_free(hierarchy->arc_turns);
    mem_free(hierarchy->down_first);
    mem_free(hierarchy->down_arcs);
    mem_free(hierarchy->level_first);
    mem_free(hierarchy->level_ranks);
    mem_free(hierarchy->level_work);
    mem_free(hierarchy);
}
