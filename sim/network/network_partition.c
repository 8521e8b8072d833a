// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/network_partition.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/** A cut link of this length is as bad as mail for all traffic. */
#define WINDOW_COST_MS 1000.0

/** Nodes that stay together. */
struct cluster {
    double x_m, y_m; /**< sums over the nodes while growing, then means */
    double load;
    uint32_t id, node_count;
};

struct cutting {
    const struct network *network;
    uint32_t *parent;         /**< [node_count] union-find */
    struct cluster *clusters; /**< [node_count], by root */
    struct cluster **order;   /**< [cluster_count] */
    uint32_t *partition_of;   /**< [node_count], by root */
    uint32_t *tried;          /**< [node_count], by node */
};

struct short_link {
    uint32_t free_ms, link;
};

static int short_link_compare(const void *a, const void *b)
{
    const struct short_link *x = a, *y = b;
    if (x->free_ms != y->free_ms)
        return x->free_ms < y->free_ms ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

static int cluster_compare(double a, double b, uint32_t id_a, uint32_t id_b)
{
    if (a < b || a > b)
        return a < b ? -1 : 1;
    return (id_a > id_b) - (id_a < id_b);
}

static int cluster_compare_x(const void *a, const void *b)
{
    const struct cluster *const *x = a, *const *y = b;
    return cluster_compare((*x)->x_m, (*y)->x_m, (*x)->id, (*y)->id);
}

static int cluster_compare_y(const void *a, const void *b)
{
    const struct cluster *const *x = a, *const *y = b;
    return cluster_compare((*x)->y_m, (*y)->y_m, (*x)->id, (*y)->id);
}

static uint32_t cutting_root(struct cutting *cutting, uint32_t node)
{
    while (cutting->parent[node] != node) {
        cutting->parent[node] = cutting->parent[cutting->parent[node]];
        node = cutting->parent[node];
    }
    return node;
}

static double cutting_start_clusters(struct cutting *cutting)
{
    const struct network *network = cutting->network;
    double total = 0;
    for (uint32_t n = 0; n < network->node_count; n++) {
        const struct road_node *node = &network->nodes[n];
        double load = 1;
        for (uint32_t k = 0; k < node->in_count; k++)
            load += network->links[network->in_links[node->first_in + k]].lanes;
        cutting->parent[n] = n;
        cutting->clusters[n] =
            (struct cluster){(double)node->point.x_m, (double)node->point.y_m, load, n, 1};
        total += load;
    }
    return total;
}

/** Joins the ends of links that are shorter than `below_ms`, the shortest first, as long as no
 * cluster gets heavier than `load_max`. */
static enum status cutting_join_short(struct cutting *cutting, uint32_t below_ms, double load_max,
                                      struct error *err)
{
    const struct network *network = cutting->network;
    struct short_link *links = mem_alloc(network->link_count, sizeof *links, err);
    if (!links)
        return STATUS_RESOURCE;

    for (uint32_t i = 0; i < network->link_count; i++)
        links[i] = (struct short_link){network_link_free_ms(network, i), i};
    qsort(links, network->link_count, sizeof *links, short_link_compare);
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_link *link = &network->links[links[i].link];
        if (links[i].free_ms >= below_ms)
            break;
        uint32_t a = cutting_root(cutting, link->from), b = cutting_root(cutting, link->to);
        struct cluster *into = &cutting->clusters[a], *from = &cutting->clusters[b];
        if (a == b || into->load + from->load > load_max)
            continue;
        into->x_m += from->x_m;
        into->y_m += from->y_m;
        into->load += from->load;
        into->node_count += from->node_count;
        cutting->parent[b] = a;
    }
    mem_free(links);
    return STATUS_OK;
}

/** Cuts clusters [first, first + count) across their longer side until each part is one partition.
 */
static void cutting_bisect(struct cutting *cutting, struct cluster **first, uint32_t count,
                           uint32_t partition, uint32_t partition_count)
{
    if (partition_count == 1 || count == 0) {
        for (uint32_t i = 0; i < count; i++)
            cutting->partition_of[first[i]->id] = partition;
        return;
    }
    double left = first[0]->x_m, right = left, low = first[0]->y_m, high = low, total = 0;
    for (uint32_t i = 0; i < count; i++) {
        left = first[i]->x_m < left ? first[i]->x_m : left;
        right = first[i]->x_m > right ? first[i]->x_m : right;
        low = first[i]->y_m < low ? first[i]->y_m : low;
        high = first[i]->y_m > high ? first[i]->y_m : high;
        total += first[i]->load;
    }
    qsort(first, count, sizeof(struct cluster *),
          right - left > high - low ? cluster_compare_x : cluster_compare_y);

    uint32_t near_count = partition_count / 2, split = 0;
    double near_load = total * near_count / partition_count, load = 0;
    while (split < count && load + first[split]->load / 2 < near_load)
        load += first[split++]->load;
    cutting_bisect(cutting, first, split, partition, near_count);
    cutting_bisect(cutting, first + split, count - split, partition + near_count,
                   partition_count - near_count);
}

/** What a cut costs: the share of the traffic that crosses it, as mail, and the number of windows
 * that its shortest link makes necessary. */
static double cutting_cost(const struct network *network, const uint32_t *partition_of)
{
    double cut = 0, total = 0;
    uint32_t shortest_ms = UINT32_MAX;
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_link *link = &network->links[i];
        total += link->lanes;
        if (partition_of[link->from] == partition_of[link->to])
            continue;
        uint32_t free_ms = network_link_free_ms(network, i);
        cut += link->lanes;
        shortest_ms = free_ms < shortest_ms ? free_ms : shortest_ms;
    }
    return cut > 0 ? cut / total + WINDOW_COST_MS / shortest_ms : 0;
}

/** Groups when links shorter than `below_ms` are kept whole where possible. */
static enum status cutting_run(struct cutting *cutting, uint32_t below_ms, uint32_t partition_count,
                               uint32_t *out, struct error *err)
{
    uint32_t node_count = cutting->network->node_count, cluster_count = 0;
    double total = cutting_start_clusters(cutting);
    enum status status =
        cutting_join_short(cutting, below_ms, total / (3.0 * partition_count), err);
    if (status != STATUS_OK)
        return status;

    for (uint32_t n = 0; n < node_count; n++)
        if (cutting_root(cutting, n) == n) {
            struct cluster *cluster = &cutting->clusters[n];
            cluster->x_m /= cluster->node_count;
            cluster->y_m /= cluster->node_count;
            cutting->order[cluster_count++] = cluster;
        }
    cutting_bisect(cutting, cutting->order, cluster_count, 0, partition_count);
    for (uint32_t n = 0; n < node_count; n++)
        out[n] = cutting->partition_of[cutting_root(cutting, n)];
    return STATUS_OK;
}

/** The cheapest of several cuts. */
static enum status cutting_choose(struct cutting *cutting, uint32_t partition_count, uint32_t *out,
                                  struct error *err)
{
    static const uint32_t below_ms[] = {0, 1000, 2000, 4000, 8000, 16000, 32000, UINT32_MAX};
    uint32_t node_count = cutting->network->node_count;
    double least = 0;
    for (size_t i = 0; i < sizeof below_ms / sizeof below_ms[0]; i++) {
        enum status status =
            cutting_run(cutting, below_ms[i], partition_count, cutting->tried, err);
        if (status != STATUS_OK)
            return status;
        double cost = cutting_cost(cutting->network, cutting->tried);
        if (i > 0 && cost >= least)
            continue;
        least = cost;
        memcpy(out, cutting->tried, node_count * sizeof *out);
    }
    return STATUS_OK;
}

enum status network_partition(const struct network *network, uint32_t partition_count,
                              uint32_t *out, struct error *err)
{
    uint32_t count = network->node_count;
    struct cutting cutting = {
        .network = network,
        .parent = mem_alloc(count, sizeof *cutting.parent, err),
        .clusters = mem_alloc(count, sizeof *cutting.clusters, err),
        .order = mem_alloc(count, sizeof *cutting.order, err),
        .partition_of = mem_alloc(count, sizeof *cutting.partition_of, err),
        .tried = mem_alloc(count, sizeof *cutting.tried, err),
    };
    enum status status = STATUS_RESOURCE;
    if (cutting.parent && cutting.clusters && cutting.order && cutting.partition_of &&
        cutting.tried)
        status = cutting_choose(&cutting, partition_count, out, err);
    mem_free(cutting.parent);
    mem_free(cutting.clusters);
    mem_free(cutting.order);
    mem_free(cutting.partition_of);
    mem_free(cutting.tried);
    return status;
}

uint32_t network_nearest_node(const struct network *network, struct point point)
{
    uint32_t nearest = NONE;
    double least_m = 0;
    for (uint32_t n = 0; n < network->node_count; n++) {
        double distance_m = point_distance_m(network->nodes[n].point, point);
        if (nearest == NONE || distance_m < least_m) {
            nearest = n;
            least_m = distance_m;
        }
    }
    return nearest;
}
