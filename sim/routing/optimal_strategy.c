// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/optimal_strategy.h"

#include "base/memory.h"

#include <math.h>
#include <string.h>

/** Time from the start of a link when one takes it. */
struct offer {
    double time_s;
    uint32_t link;
};

struct strategy {
    const struct strategy_graph *graph;
    double alpha;
    double *time_s;           /**< [node_count], the caller's */
    double *frequency;        /**< [node_count] sum over its attractive links, per second */
    uint32_t *first_in, *ins; /**< links by their end: [node_count + 1], [link_count] */
    bool *is_taken;           /**< [link_count] attractive */
    bool *is_seen;            /**< [link_count] */
    struct offer *heap;       /**< [heap_count] least first */
    uint32_t heap_count;
    size_t heap_capacity;
};

static bool offer_before(struct offer a, struct offer b)
{
    return a.time_s < b.time_s || (a.time_s <= b.time_s && a.link < b.link);
}

static enum status heap_push(struct strategy *s, struct offer offer, struct error *err)
{
    enum status status = MEM_RESERVE(&s->heap, &s->heap_capacity, (size_t)s->heap_count + 1, err);
    if (status != STATUS_OK)
        return status;
    uint32_t at = s->heap_count++;
    for (; at > 0 && offer_before(offer, s->heap[(at - 1) / 2]); at = (at - 1) / 2)
        s->heap[at] = s->heap[(at - 1) / 2];
    s->heap[at] = offer;
    return STATUS_OK;
}

static struct offer heap_pop(struct strategy *s)
{
    struct offer least = s->heap[0], last = s->heap[--s->heap_count];
    uint32_t at = 0, child;
    while ((child = 2 * at + 1) < s->heap_count) {
        child += child + 1 < s->heap_count && offer_before(s->heap[child + 1], s->heap[child]);
        if (!offer_before(s->heap[child], last))
            break;
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = last;
    return least;
}

static enum status strategy_init(struct strategy *s, struct error *err)
{
    const struct strategy_graph *graph = s->graph;
    s->frequency = mem_alloc(graph->node_count, sizeof *s->frequency, err);
    s->first_in = mem_alloc((size_t)graph->node_count + 1, sizeof *s->first_in, err);
    s->ins = mem_alloc(graph->link_count, sizeof *s->ins, err);
    s->is_taken = mem_alloc(graph->link_count, sizeof *s->is_taken, err);
    s->is_seen = mem_alloc(graph->link_count, sizeof *s->is_seen, err);
    if (!s->frequency || !s->first_in || !s->ins || !s->is_taken || !s->is_seen)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < graph->link_count; i++)
        s->first_in[graph->links[i].to + 1]++;
    for (uint32_t n = 0; n < graph->node_count; n++)
        s->first_in[n + 1] += s->first_in[n];
    for (uint32_t i = graph->link_count; i-- > 0;)
        s->ins[--s->first_in[graph->links[i].to + 1]] = i;
    /* Counting down left each end one place early: the start of node n is at n + 1. */
    memmove(s->first_in, s->first_in + 1, graph->node_count * sizeof *s->first_in);
    s->first_in[graph->node_count] = graph->link_count;
    return STATUS_OK;
}

static void strategy_deinit(struct strategy *s)
{
    mem_free(s->frequency);
    mem_free(s->first_in);
    mem_free(s->ins);
    mem_free(s->is_taken);
    mem_free(s->is_seen);
    mem_free(s->heap);
}

/** Offers the links that end at the node again; an older offer of them is worse. */
static enum status offer_links(struct strategy *s, uint32_t node, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = s->first_in[node]; i < s->first_in[node + 1] && status == STATUS_OK; i++)
        if (!s->is_seen[s->ins[i]])
            status = heap_push(
                s, (struct offer){s->time_s[node] + s->graph->links[s->ins[i]].time_s, s->ins[i]},
                err);
    return status;
}

/** Whether the link shortens the expected time at its start; if so, it becomes attractive. */
static bool strategy_take(struct strategy *s, struct offer offer)
{
    const struct strategy_link *link = &s->graph->links[offer.link];
    double *time_s = &s->time_s[link->from], *frequency = &s->frequency[link->from];
    if (*time_s <= offer.time_s)
        return false;
    s->is_taken[offer.link] = true;
    double more = link->headway_s > 0 ? 1 / link->headway_s : INFINITY;
    double weighted_s = isinf(*time_s) ? s->alpha : *frequency * *time_s;
    *time_s = isinf(more) ? offer.time_s : (weighted_s + more * offer.time_s) / (*frequency + more);
    *frequency += more;
    return true;
}

static enum status strategy_run(struct strategy *s, uint32_t to, struct error *err)
{
    for (uint32_t n = 0; n < s->graph->node_count; n++)
        s->time_s[n] = INFINITY;
    s->time_s[to] = 0;
    enum status status = offer_links(s, to, err);
    while (status == STATUS_OK && s->heap_count > 0) {
        struct offer offer = heap_pop(s);
        if (s->is_seen[offer.link])
            continue;
        s->is_seen[offer.link] = true;
        if (strategy_take(s, offer))
            status = offer_links(s, s->graph->links[offer.link].from, err);
    }
    return status;
}

static void strategy_shares(const struct strategy *s, double *out_share)
{
    for (uint32_t i = 0; i < s->graph->link_count; i++) {
        const struct strategy_link *link = &s->graph->links[i];
        double frequency = s->frequency[link->from];
        out_share[i] = 0;
        if (s->is_taken[i] && isinf(frequency))
            out_share[i] = link->headway_s > 0 ? 0 : 1;
        else if (s->is_taken[i])
            out_share[i] = 1 / link->headway_s / frequency;
    }
}

static enum status graph_check(const struct strategy_graph *graph, uint32_t to, double alpha,
                               struct error *err)
{
    if (to >= graph->node_count || !(alpha > 0))
        return error_fail(err, STATUS_USAGE,
                          "node %u of %u and alpha %g: must be a node, and above 0", to,
                          graph->node_count, alpha);
    for (uint32_t i = 0; i < graph->link_count; i++) {
        const struct strategy_link *link = &graph->links[i];
        if (link->from >= graph->node_count || link->to >= graph->node_count ||
            !(link->time_s >= 0) || !(link->headway_s >= 0))
            return error_fail(err, STATUS_USAGE,
                              "link %u from %u to %u takes %g s every %g s: ends must be below %u, "
                              "times 0 or more",
                              i, link->from, link->to, link->time_s, link->headway_s,
                              graph->node_count);
    }
    return STATUS_OK;
}

enum status optimal_strategy_find(const struct strategy_graph *graph, uint32_t to, double alpha,
                                  double *out_time_s, double *out_share, struct error *err)
{
    enum status status = graph_check(graph, to, alpha, err);
    if (status != STATUS_OK)
        return status;
    struct strategy strategy = {.graph = graph, .alpha = alpha, .time_s = out_time_s};
    status = strategy_init(&strategy, err);
    if (status == STATUS_OK)
        status = strategy_run(&strategy, to, err);
    if (status == STATUS_OK && out_share)
        strategy_shares(&strategy, out_share);
    strategy_deinit(&strategy);
    return status;
}
