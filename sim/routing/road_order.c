// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_order.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define DIRECTIONS 8u

struct node_key {
    double key_m;
    uint32_t node;
};

struct order {
    const struct network *network;
    uint32_t *ordered;
    uint32_t rank;        /**< all from here on are given */
    uint32_t *nodes;      /**< [node_count] a part is a range of it */
    uint32_t *place;      /**< [node_count] of a node in `nodes` */
    struct node_key *key; /**< [node_count] scratch */
    uint32_t *leaving;    /**< [node_count] nodes whose last neighbour is at this place */
};

/** Where a part is cut: behind its first `size` nodes along a direction. */
struct cut {
    uint32_t direction, size, separating;
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
    static const double x_weight[DIRECTIONS] = {1, 0, 1, 1, -1, 0, -1, -1};
    static const double y_weight[DIRECTIONS] = {0, 1, 1, -1, 0, -1, -1, 1};
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

/** The last place of a part that a node or a neighbour of it has. */
static uint32_t node_last(const struct order *order, uint32_t node, uint32_t end)
{
    const struct network *network = order->network;
    const struct road_node *at = &network->nodes[node];
    uint32_t last = order->place[node];
    for (uint32_t k = 0; k < at->out_count + at->in_count; k++) {
        uint32_t other =
            k < at->out_count
                ? network->links[network->out_links[at->first_out + k]].to
                : network->links[network->in_links[at->first_in + k - at->out_count]].from;
        if (order->place[other] > last && order->place[other] < end)
            last = order->place[other];
    }
    return last;
}

static uint32_t cut_smaller(struct cut cut, uint32_t count)
{
    uint32_t before = cut.size - cut.separating, behind = count - cut.size;
    return before < behind ? before : behind;
}

/** Fewer separating nodes per node of the smaller side, as a fraction. */
static bool cut_is_better(struct cut a, struct cut b, uint32_t count)
{
    uint32_t small_a = cut_smaller(a, count), small_b = cut_smaller(b, count);
    uint64_t left = (uint64_t)a.separating * small_b, right = (uint64_t)b.separating * small_a;
    return left != right ? left < right : small_a > small_b;
}

static struct cut part_cut(struct order *order, uint32_t first, uint32_t count)
{
    uint32_t least = count / 4 > 0 ? count / 4 : 1;
    struct cut best = {0};
    for (uint32_t d = 0; d < DIRECTIONS; d++) {
        uint32_t separating = 0;
        part_sort(order, first, count, d);
        memset(order->leaving + first, 0, count * sizeof *order->leaving);
        for (uint32_t i = 0; i + least < count; i++) {
            uint32_t last = node_last(order, order->nodes[first + i], first + count);
            order->leaving[last]++;
            separating += 1 - order->leaving[first + i];
            struct cut cut = {d, i + 1, separating};
            if (i + 1 >= least && (best.size == 0 || cut_is_better(cut, best, count)))
                best = cut;
        }
    }
    return best;
}

/** Puts the nodes before a cut that have a neighbour behind it last among those before it, and into
 * the order. Returns how many are left before it. */
static uint32_t part_separate(struct order *order, uint32_t first, uint32_t count, uint32_t size)
{
    uint32_t kept = 0, separating = 0, *scratch = order->leaving + first;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t node = order->nodes[first + i];
        if (node_last(order, node, first + count) >= first + size)
            scratch[separating++] = order->ordered[--order->rank] = node;
        else
            order->key[kept++].node = node;
    }
    for (uint32_t i = 0; i < size; i++) {
        uint32_t node = i < kept ? order->key[i].node : scratch[i - kept];
        order->nodes[first + i] = node;
        order->place[node] = first + i;
    }
    return kept;
}

/** Depth: O(log nodes), as no side has more than three quarters. */
static void part_order(struct order *order, uint32_t first, uint32_t count)
{
    if (count == 0)
        return;
    if (count == 1) {
        order->ordered[--order->rank] = order->nodes[first];
        return;
    }
    struct cut cut = part_cut(order, first, count);
    part_sort(order, first, count, cut.direction);
    uint32_t kept = part_separate(order, first, count, cut.size);
    part_order(order, first + cut.size, count - cut.size);
    part_order(order, first, kept);
}

enum status road_order_build(const struct network *network, uint32_t *ordered, struct error *err)
{
    uint32_t count = network->node_count;
    struct order order = {.network = network, .ordered = ordered, .rank = count};
    order.nodes = mem_alloc(count, sizeof *order.nodes, err);
    order.place = mem_alloc(count, sizeof *order.place, err);
    order.key = mem_alloc(count, sizeof *order.key, err);
    order.leaving = mem_alloc(count, sizeof *order.leaving, err);
    bool all = order.nodes && order.place && order.key && order.leaving;
    if (all) {
        for (uint32_t i = 0; i < count; i++)
            order.nodes[i] = order.place[i] = i;
        part_order(&order, 0, count);
    }
    mem_free(order.nodes);
    mem_free(order.place);
    mem_free(order.key);
    mem_free(order.leaving);
    return all ? STATUS_OK : STATUS_RESOURCE;
}
