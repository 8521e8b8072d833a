// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_hierarchy.h"

#include "base/memory.h"
#include "routing/road_order.h"

#include <stdlib.h>

struct contraction {
    struct road_hierarchy *hierarchy;
    uint32_t *seen; /**< [vertex_count] the last vertex that has this one above it, + 1 */
    uint32_t *child, *sibling; /**< [vertex_count] of the elimination tree, + 1; 0: none */
    size_t head_capacity, tail_capacity;
};

/** Whether a turn is forbidden, apart from the rule against turning back. */
static bool turn_is_forbidden(const struct network *network, uint32_t from, uint32_t to)
{
    bool is_back = network->links[to].to == network->links[from].from;
    bool is_end = network->nodes[network->links[from].to].kind == ROAD_NODE_EXTERNAL;
    return !network_turn_allowed(network, from, to) && (is_end || !is_back);
}

/** Whether a way that stands at a vertex may go on over a link out of its node. */
static bool vertex_leads(const struct road_hierarchy *hierarchy, uint32_t rank, uint32_t link)
{
    uint32_t in = hierarchy->vertex_link[rank];
    return in == NONE || !turn_is_forbidden(hierarchy->network, in, link);
}

/** Whether the turns out of a link are those of a vertex of its node. */
static bool vertex_fits(const struct road_hierarchy *hierarchy, uint32_t rank, uint32_t link)
{
    const struct network *network = hierarchy->network;
    const struct road_node *node = &network->nodes[network->links[link].to];
    for (uint32_t k = 0; k < node->out_count; k++) {
        uint32_t out = network->out_links[node->first_out + k];
        if (turn_is_forbidden(network, link, out) == vertex_leads(hierarchy, rank, out))
            return false;
    }
    return true;
}

/** Gives the next ranks to the vertices of a node. */
static void hierarchy_add_node(struct road_hierarchy *hierarchy, uint32_t node)
{
    const struct network *network = hierarchy->network;
    const struct road_node *at = &network->nodes[node];
    uint32_t first = hierarchy->vertex_count, end = first + 1;
    hierarchy->vertex_link[first] = NONE;
    for (uint32_t k = 0; k < at->in_count; k++) {
        uint32_t link = network->in_links[at->first_in + k], rank = first;
        while (rank < end && !vertex_fits(hierarchy, rank, link))
            rank++;
        if (rank == end)
            hierarchy->vertex_link[end++] = link;
        hierarchy->link_vertex[link] = rank;
    }
    hierarchy->has_turns |= end > first + 1 && at->kind != ROAD_NODE_EXTERNAL;
    hierarchy->node_first[node] = first;
    hierarchy->node_end[node] = hierarchy->vertex_count = end;
}

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

/** The ends of the links out of this vertex, and the vertices where a link into it begins. */
static void contraction_add_links(struct contraction *contraction, uint32_t rank, uint32_t node)
{
    struct road_hierarchy *hierarchy = contraction->hierarchy;
    const struct network *network = hierarchy->network;
    const struct road_node *at = &network->nodes[node];
    for (uint32_t k = 0; k < at->out_count; k++) {
        uint32_t link = network->out_links[at->first_out + k];
        if (vertex_leads(hierarchy, rank, link))
            contraction_add(contraction, rank, hierarchy->link_vertex[link]);
    }
    for (uint32_t k = 0; k < at->in_count; k++) {
        uint32_t link = network->in_links[at->first_in + k], from = network->links[link].from;
        if (hierarchy->link_vertex[link] != rank)
            continue;
        for (uint32_t r = hierarchy->node_first[from]; r < hierarchy->node_end[from]; r++)
            if (vertex_leads(hierarchy, r, link))
                contraction_add(contraction, rank, r);
    }
}

/** How many neighbours a vertex of a node can have by links. */
static size_t node_most(const struct road_hierarchy *hierarchy, uint32_t node)
{
    const struct network *network = hierarchy->network;
    const struct road_node *at = &network->nodes[node];
    size_t most = at->out_count;
    for (uint32_t k = 0; k < at->in_count; k++) {
        uint32_t from = network->links[network->in_links[at->first_in + k]].from;
        most += hierarchy->node_end[from] - hierarchy->node_first[from];
    }
    return most;
}

/** Lists what is above a vertex: by links, or above one whose parent it is, since contracting that
 * one joins all above it. */
static enum status contraction_vertex(struct contraction *contraction, uint32_t rank, uint32_t node,
                                      struct error *err)
{
    struct road_hierarchy *hierarchy = contraction->hierarchy;
    size_t most = hierarchy->arc_count + node_most(hierarchy, node);
    for (uint32_t c = contraction->child[rank]; c > 0; c = contraction->sibling[c - 1])
        most += hierarchy->up_first[c] - hierarchy->up_first[c - 1];
    if (most >= ROAD_VIA_LINK)
        return error_fail(err, STATUS_RESOURCE, "the road hierarchy has more than %u arcs",
                          ROAD_VIA_LINK);
    enum status status =
        MEM_RESERVE(&hierarchy->arc_head, &contraction->head_capacity, most + 1, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&hierarchy->arc_tail, &contraction->tail_capacity, most + 1, err);
    if (status != STATUS_OK)
        return status;
    uint32_t first = hierarchy->up_first[rank];
    contraction_add_links(contraction, rank, node);
    for (uint32_t c = contraction->child[rank]; c > 0; c = contraction->sibling[c - 1])
        for (uint32_t k = hierarchy->up_first[c - 1]; k < hierarchy->up_first[c]; k++)
            contraction_add(contraction, rank, hierarchy->arc_head[k]);
    qsort(hierarchy->arc_head + first, hierarchy->arc_count - first, sizeof *hierarchy->arc_head,
          rank_compare);
    hierarchy->up_first[rank + 1] = hierarchy->arc_count;
    uint32_t parent = hierarchy->arc_count > first ? hierarchy->arc_head[first] : NONE;
    hierarchy->parent[rank] = parent;
    if (parent != NONE) {
        contraction->sibling[rank] = contraction->child[parent];
        contraction->child[parent] = rank + 1;
    }
    return STATUS_OK;
}

static enum status hierarchy_contract(struct road_hierarchy *hierarchy, const uint32_t *ordered,
                                      struct error *err)
{
    uint32_t vertices = hierarchy->vertex_count;
    struct contraction contraction = {.hierarchy = hierarchy};
    contraction.seen = mem_alloc(vertices, sizeof *contraction.seen, err);
    contraction.child = mem_alloc(vertices, sizeof *contraction.child, err);
    contraction.sibling = mem_alloc(vertices, sizeof *contraction.sibling, err);
    bool all = contraction.seen && contraction.child && contraction.sibling;
    enum status status = all ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0, rank = 0; status == STATUS_OK && rank < vertices; rank++) {
        i += rank == hierarchy->node_end[ordered[i]];
        status = contraction_vertex(&contraction, rank, ordered[i], err);
    }
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

/** The links between two vertices as steps along their arc; counts them alone without `steps`. */
static void hierarchy_list_steps(struct road_hierarchy *hierarchy, struct road_step *steps)
{
    const struct network *network = hierarchy->network;
    hierarchy->step_count = 0;
    for (uint32_t link = 0; link < network->link_count; link++) {
        uint32_t node = network->links[link].from, to = hierarchy->link_vertex[link];
        for (uint32_t from = hierarchy->node_first[node]; from < hierarchy->node_end[node];
             from++) {
            if (from == to || !vertex_leads(hierarchy, from, link))
                continue;
            if (steps) {
                uint32_t tail = from < to ? from : to, head = from < to ? to : from;
                uint32_t arc = road_hierarchy_arc(hierarchy, tail, hierarchy->up_first[tail], head);
                steps[hierarchy->step_count] = (struct road_step){arc, link, from < to};
            }
            hierarchy->step_count++;
        }
    }
}

static void hierarchy_list_down(struct road_hierarchy *hierarchy)
{
    uint32_t vertices = hierarchy->vertex_count, *first = hierarchy->down_first;
    for (uint32_t k = 0; k < hierarchy->arc_count; k++)
        first[hierarchy->arc_head[k] + 1]++;
    for (uint32_t i = 0; i < vertices; i++)
        first[i + 1] += first[i];
    for (uint32_t k = 0; k < hierarchy->arc_count; k++) /* first[i] moves to the end of i's list */
        hierarchy->down_arcs[first[hierarchy->arc_head[k]]++] = k;
    for (uint32_t i = vertices; i > 0; i--)
        first[i] = first[i - 1];
    if (vertices > 0)
        first[0] = 0;
}

/** A vertex is one level above the highest one below it. */
static enum status hierarchy_list_levels(struct road_hierarchy *hierarchy, struct error *err)
{
    uint32_t vertices = hierarchy->vertex_count;
    uint32_t *level = mem_alloc(vertices, sizeof *level, err);
    if (!level)
        return STATUS_RESOURCE;
    for (uint32_t rank = 0; rank < vertices; rank++) {
        uint32_t parent = hierarchy->parent[rank];
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
        for (uint32_t rank = 0; rank < vertices; rank++)
            end[level[rank] + 1]++;
        for (uint32_t i = 0; i < levels; i++)
            end[i + 1] += end[i];
        for (uint32_t rank = 0; rank < vertices; rank++) /* ends[i] moves from begin to end of i */
            hierarchy->level_ranks[end[level[rank]]++] = rank;
        for (uint32_t k = 0; k < hierarchy->arc_count; k++)
            hierarchy->level_work[level[hierarchy->arc_head[k]]] +=
                hierarchy->up_first[hierarchy->arc_tail[k] + 1] - k;
    }
    mem_free(level);
    return all ? STATUS_OK : STATUS_RESOURCE;
}

static enum status hierarchy_alloc(struct road_hierarchy *hierarchy, struct error *err)
{
    uint32_t nodes = hierarchy->network->node_count, links = hierarchy->network->link_count;
    size_t most = (size_t)nodes + links; /* vertices */
    hierarchy->node_first = mem_alloc(nodes, sizeof *hierarchy->node_first, err);
    hierarchy->node_end = mem_alloc(nodes, sizeof *hierarchy->node_end, err);
    hierarchy->link_vertex = mem_alloc(links, sizeof *hierarchy->link_vertex, err);
    hierarchy->vertex_link = mem_alloc(most, sizeof *hierarchy->vertex_link, err);
    hierarchy->parent = mem_alloc(most, sizeof *hierarchy->parent, err);
    hierarchy->up_first = mem_alloc(most + 1, sizeof *hierarchy->up_first, err);
    hierarchy->down_first = mem_alloc(most + 1, sizeof *hierarchy->down_first, err);
    hierarchy->level_ranks = mem_alloc(most, sizeof *hierarchy->level_ranks, err);
    bool all = hierarchy->node_first && hierarchy->node_end && hierarchy->link_vertex &&
               hierarchy->vertex_link && hierarchy->parent && hierarchy->up_first &&
               hierarchy->down_first && hierarchy->level_ranks;
    return all ? STATUS_OK : STATUS_RESOURCE;
}

static enum status hierarchy_fill(struct road_hierarchy *hierarchy, uint32_t *ordered,
                                  struct error *err)
{
    enum status status = road_order_build(hierarchy->network, ordered, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < hierarchy->network->node_count; i++)
        hierarchy_add_node(hierarchy, ordered[i]);
    status = hierarchy_contract(hierarchy, ordered, err);
    if (status != STATUS_OK)
        return status;
    hierarchy_list_steps(hierarchy, NULL);
    hierarchy->steps = mem_alloc(hierarchy->step_count, sizeof *hierarchy->steps, err);
    hierarchy->down_arcs = mem_alloc(hierarchy->arc_count, sizeof *hierarchy->down_arcs, err);
    if (!hierarchy->steps || !hierarchy->down_arcs)
        return STATUS_RESOURCE;
    hierarchy_list_steps(hierarchy, hierarchy->steps);
    hierarchy_list_down(hierarchy);
    return hierarchy_list_levels(hierarchy, err);
}

enum status road_hierarchy_build(const struct network *network, struct road_hierarchy **out,
                                 struct error *err)
{
    struct road_hierarchy *hierarchy = mem_alloc(1, sizeof *hierarchy, err);
    uint32_t *ordered = mem_alloc(network->node_count, sizeof *ordered, err);
    enum status status = hierarchy && ordered ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        hierarchy->network = network;
        status = hierarchy_alloc(hierarchy, err);
    }
    if (status == STATUS_OK)
        status = hierarchy_fill(hierarchy, ordered, err);
    mem_free(ordered);
    if (status == STATUS_OK)
        *out = hierarchy;
    else
        road_hierarchy_destroy(hierarchy);
    return status;
}

void road_hierarchy_destroy(struct road_hierarchy *hierarchy)
{
    if (!hierarchy)
        return;
    mem_free(hierarchy->node_first);
    mem_free(hierarchy->node_end);
    mem_free(hierarchy->link_vertex);
    mem_free(hierarchy->vertex_link);
    mem_free(hierarchy->parent);
    mem_free(hierarchy->up_first);
    mem_free(hierarchy->arc_head);
    mem_free(hierarchy->arc_tail);
    mem_free(hierarchy->steps);
    mem_free(hierarchy->down_first);
    mem_free(hierarchy->down_arcs);
    mem_free(hierarchy->level_first);
    mem_free(hierarchy->level_ranks);
    mem_free(hierarchy->level_work);
    mem_free(hierarchy);
}
