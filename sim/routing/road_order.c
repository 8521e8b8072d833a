// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_order.h"

#include "base/memory.h"

#include <stdlib.h>

#define DIRECTIONS 4u

struct node_key {
    double key_m;
    uint32_t node;
};

struct order {
    const struct network *network;
    uint32_t *link_of_rank;
    uint32_t rank;        /**< all from here on are given */
    uint32_t *nodes;      /**< [node_count] a part is a range of it */
    uint32_t *place;      /**< [node_count] of a node in `nodes` */
    struct node_key *key; /**< [node_count] scratch */
};

/** Where a part is cut: behind its first `size` nodes along a direction. */
struct cut {
    uint32_t direction, size;
    uint64_t crossing;
};

static int node_key_compare(const void *a, const void *b)
{
    const struct node_key *x = a, *y = b;
    if (x->key_m != y->key_m)
        return x->key_m < y->key_m ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/** Sorts the nodes of a part along a direction. */
static void part_sort(struct order *order, uint32_t first, uint32_t count, uint32_t direction)
{
    static const double x_weight[DIRECTIONS] = {1, 0, 1, 1}, y_weight[DIRECTIONS] = {0, 1, 1, -1};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t node = order->nodes[first + i];
        struct point at = order->network->nodes[node].point;
        double key_m = x_weight[direction] * (double)at.x_m + y_weight[direction] * (double)at.y_m;
        order->key[i] = (struct node_key){key_m, node};
    }
    qsort(order->key, count, sizeof *order->key, node_key_compare);
    for (uint32_t i = 0; i < count; i++) {
        order->nodes[first + i] = order->key[i].node;
        order->place[order->key[i].node] = first + i;
    }
}

/** How many more links cross behind a node than before it. */
static int64_t node_step(const struct order *order, uint32_t first, uint32_t count, uint32_t node)
{
    const struct network *network = order->network;
    const struct road_node *at = &network->nodes[node];
    uint32_t here = order->place[node];
    int64_t step = 0;
    for (uint32_t k = 0; k < at->out_count + at->in_count; k++) {
        uint32_t other =
            k < at->out_count
                ? network->links[network->out_links[at->first_out + k]].to
                : network->links[network->in_links[at->first_in + k - at->out_count]].from;
        uint32_t there = order->place[other];
        if (there >= first && there < first + count && there != here)
            step += there > here ? 1 : -1;
    }
    return step;
}

/** Links that cross per node of the smaller side, as a fraction. */
static bool cut_is_better(struct cut a, struct cut b, uint32_t count)
{
    uint64_t small_a = a.size < count - a.size ? a.size : count - a.size;
    uint64_t small_b = b.size < count - b.size ? b.size : count - b.size;
    uint64_t left = a.crossing * small_b, right = b.crossing * small_a;
    return left != right ? left < right : small_a > small_b;
}

static struct cut part_cut(struct order *order, uint32_t first, uint32_t count)
{
    uint32_t least = count / 4 > 0 ? count / 4 : 1;
    struct cut best = {0};
    for (uint32_t d = 0; d < DIRECTIONS; d++) {
        int64_t crossing = 0;
        part_sort(order, first, count, d);
        for (uint32_t i = 0; i + least < count; i++) {
            crossing += node_step(order, first, count, order->nodes[first + i]);
            struct cut cut = {d, i + 1, (uint64_t)crossing};
            if (i + 1 >= least && (best.size == 0 || cut_is_better(cut, best, count)))
                best = cut;
        }
    }
    return best;
}

/** The links of a part between its first `size` nodes and the others; of a part of one node, those
 * from it to itself. */
static void part_separate(struct order *order, uint32_t first, uint32_t count, uint32_t size)
{
    const struct network *network = order->network;
    for (uint32_t i = 0; i < count; i++) {
        const struct road_node *node = &network->nodes[order->nodes[first + i]];
        for (uint32_t k = 0; k < node->out_count; k++) {
            uint32_t link = network->out_links[node->first_out + k];
            uint32_t there = order->place[network->links[link].to];
            if (there < first || there >= first + count)
                continue;
            if (count == 1 || (i < size) != (there < first + size))
                order->link_of_rank[--order->rank] = link;
        }
    }
}

/** Depth: O(log nodes), as no side has more than three quarters. */
static void part_order(struct order *order, uint32_t first, uint32_t count)
{
    if (count == 0)
        return;
    if (count == 1) {
        part_separate(order, first, count, 0);
        return;
    }
    struct cut cut = part_cut(order, first, count);
    part_sort(order, first, count, cut.direction);
    part_separate(order, first, count, cut.size);
    part_order(order, first + cut.size, count - cut.size);
    part_order(order, first, cut.size);
}

enum status road_order_build(const struct network *network, uint32_t *link_of_rank,
                             struct error *err)
{
    uint32_t count = network->node_count;
    struct order order = {
        .network = network, .link_of_rank = link_of_rank, .rank = network->link_count};
    order.nodes = mem_alloc(count, sizeof *order.nodes, err);
    order.place = mem_alloc(count, sizeof *order.place, err);
    order.key = mem_alloc(count, sizeof *order.key, err);
    bool all = order.nodes && order.place && order.key;
    if (all) {
        for (uint32_t i = 0; i < count; i++)
            order.nodes[i] = order.place[i] = i;
        part_order(&order, 0, count);
    }
    mem_free(order.nodes);
    mem_free(order.place);
    mem_free(order.key);
    return all ? STATUS_OK : STATUS_RESOURCE;
}
