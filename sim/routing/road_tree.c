// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_tree.h"

#include "base/memory.h"
#include "routing/link_heap.h"

struct update {
    struct road_trees *trees;
    const uint32_t *link_ms;
    struct link_heap *heaps; /**< [team size] */
};

/** Sum of two costs, short of "no way" however long the way. */
static uint32_t way_cost_ms(uint32_t rest_ms, uint32_t link_ms)
{
    uint32_t sum_ms;
    return __builtin_add_overflow(rest_ms, link_ms, &sum_ms) || sum_ms == UINT32_MAX
               ? UINT32_MAX - 1
               : sum_ms;
}

/** One backward search from a destination node. */
static void tree_search(void *context, uint32_t item, uint32_t worker)
{
    const struct update *update = context;
    struct road_trees *trees = update->trees;
    const struct network *network = trees->network;
    struct link_heap *heap = &update->heaps[worker];
    uint32_t *next = trees->next + (size_t)item * network->link_count;
    uint32_t *cost = trees->cost_ms + (size_t)item * network->link_count;
    const struct road_node *node = &network->nodes[trees->nodes[item]];

    for (uint32_t i = 0; i < network->link_count; i++) {
        next[i] = NONE;
        cost[i] = UINT32_MAX;
    }
    heap->count = 0;
    for (uint32_t k = 0; k < node->in_count; k++) {
        uint32_t link = network->in_links[node->first_in + k];
        cost[link] = update->link_ms[link];
        link_heap_push(heap, cost[link], link);
    }
    while (heap->count > 0) {
        uint32_t link = (uint32_t)link_heap_pop(heap);
        /* Links come out in ascending order of cost, so whoever reaches a link first has its best
         * way. */
        for (uint32_t k = trees->turn_first[link]; k < trees->turn_first[link + 1]; k++) {
            uint32_t from = trees->turn_from[k];
            if (cost[from] != UINT32_MAX)
                continue;
            cost[from] = way_cost_ms(cost[link], update->link_ms[from]);
            next[from] = link;
            link_heap_push(heap, cost[from], from);
        }
    }
}

enum status road_trees_update(struct road_trees *trees, const uint32_t *link_ms, struct team *team,
                              struct error *err)
{
    uint32_t workers = team_size(team);
    struct link_heap *heaps = mem_alloc(workers, sizeof *heaps, err);
    if (!heaps)
        return STATUS_RESOURCE;

    bool all = true;
    for (uint32_t i = 0; i < workers; i++) {
        heaps[i].items = mem_alloc(trees->network->link_count, sizeof *heaps[i].items, err);
        all = all && heaps[i].items;
    }
    struct update update = {trees, link_ms, heaps};
    if (all)
        team_run(team, trees->destination_count, tree_search, &update);
    for (uint32_t i = 0; i < workers; i++)
        mem_free(heaps[i].items);
    mem_free(heaps);
    return all ? STATUS_OK : STATUS_RESOURCE;
}

/** Lists, for every link, the links from which it may be entered. */
static enum status trees_list_turns(struct road_trees *trees, struct error *err)
{
    const struct network *network = trees->network;
    size_t capacity = 0;

    trees->turn_first = mem_alloc((size_t)network->link_count + 1, sizeof *trees->turn_first, err);
    if (!trees->turn_first)
        return STATUS_RESOURCE;
    uint32_t count = 0;
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_node *start = &network->nodes[network->links[i].from];
        enum status status =
            MEM_RESERVE(&trees->turn_from, &capacity, (size_t)count + start->in_count, err);
        if (status != STATUS_OK)
            return status;
        for (uint32_t k = 0; k < start->in_count; k++) {
            uint32_t from = network->in_links[start->first_in + k];
            if (network_turn_allowed(network, from, i))
                trees->turn_from[count++] = from;
        }
        trees->turn_first[i + 1] = count;
    }
    return STATUS_OK;
}

static enum status trees_fill(struct road_trees *trees, const uint32_t *nodes, uint32_t node_count,
                              struct error *err)
{
    const struct network *network = trees->network;

    trees->destination_of_node =
        mem_alloc(network->node_count, sizeof *trees->destination_of_node, err);
    trees->nodes = mem_alloc(node_count, sizeof *trees->nodes, err);
    if (!trees->destination_of_node || !trees->nodes)
        return STATUS_RESOURCE;
    for (uint32_t n = 0; n < network->node_count; n++)
        trees->destination_of_node[n] = NONE;
    for (uint32_t i = 0; i < node_count; i++)
        if (trees->destination_of_node[nodes[i]] == NONE) {
            trees->destination_of_node[nodes[i]] = trees->destination_count;
            trees->nodes[trees->destination_count++] = nodes[i];
        }
    size_t size = (size_t)trees->destination_count * network->link_count;
    trees->next = mem_alloc(size, sizeof *trees->next, err);
    trees->cost_ms = mem_alloc(size, sizeof *trees->cost_ms, err);
    if (!trees->next || !trees->cost_ms)
        return STATUS_RESOURCE;
    for (size_t i = 0; i < size; i++)
        trees->next[i] = trees->cost_ms[i] = UINT32_MAX;
    return trees_list_turns(trees, err);
}

enum status road_trees_create(const struct network *network, const uint32_t *nodes,
                              uint32_t node_count, struct road_trees **out, struct error *err)
{
    struct road_trees *trees = mem_alloc(1, sizeof *trees, err);
    if (!trees)
        return STATUS_RESOURCE;
    trees->network = network;
    enum status status = trees_fill(trees, nodes, node_count, err);
    if (status != STATUS_OK) {
        road_trees_destroy(trees);
        return status;
    }
    *out = trees;
    return STATUS_OK;
}

void road_trees_destroy(struct road_trees *trees)
{
    if (!trees)
        return;
    mem_free(trees->destination_of_node);
    mem_free(trees->nodes);
    mem_free(trees->turn_first);
    mem_free(trees->turn_from);
    mem_free(trees->next);
    mem_free(trees->cost_ms);
    mem_free(trees);
}

uint32_t road_trees_first_link(const struct road_trees *trees, uint32_t node, uint32_t destination)
{
    const struct network *network = trees->network;
    const struct road_node *start = &network->nodes[node];
    const uint32_t *cost = trees->cost_ms + (size_t)destination * network->link_count;
    uint32_t best = NONE, least = UINT32_MAX;

    if (trees->nodes[destination] == node)
        return NONE;
    for (uint32_t k = 0; k < start->out_count; k++) {
        uint32_t link = network->out_links[start->first_out + k];
        if (cost[link] < least) {
            best = link;
            least = cost[link];
        }
    }
    return best;
}

uint32_t road_trees_route(const struct road_trees *trees, uint32_t node, uint32_t destination,
                          uint32_t *out, uint32_t most)
{
    const uint32_t *next = trees->next + (size_t)destination * trees->network->link_count;
    uint32_t count = 0;
    for (uint32_t link = road_trees_first_link(trees, node, destination); link != NONE;
         link = next[link]) {
        if (count == most)
            return 0;
        out[count++] = link;
    }
    return count;
}
