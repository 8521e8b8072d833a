// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef EXHAUSTIVE_H
#define EXHAUSTIVE_H

/** All ways by public transport, over the time-expanded graph: a node is a run at a call. Ride by
 * ride, every node learns the least cost of being there; nothing is left out because of what is
 * known elsewhere. Independent of sim/routing, for comparison. Source of the graph: Schulz, Wagner,
 * Weihe: Dijkstra's algorithm on-line (ACM JEA 5, 2000). */

#include "base/memory.h"
#include "network/itinerary.h"
#include "routing/door.h"

#include <stdlib.h>
#include <string.h>

#define COST_NONE UINT32_MAX

struct exhaustive {
    const struct timetable *timetable;
    uint32_t change_ms, node_count;
    uint32_t *node_call, *node_run;
    uint32_t *arrivals;      /**< [node_count] nodes by stop, in order of arrival */
    uint32_t *first_arrival; /**< [stop_count + 1] into `arrivals` */
    uint32_t *aboard;        /**< [node_count] cost of leaving there in the run */
    uint32_t *arrived;       /**< [node_count] cost of arriving there in the run */
    uint32_t *least; /**< [node_count] by `arrivals`: least cost of this or an earlier one there */
};

/** What to minimise besides arrival and rides. */
enum exhaustive_cost { COST_WALK, COST_EARLY_LEAVE };

struct exhaustive_query {
    struct door from, to;
    uint32_t first_ms, limit_ms; /**< leaving at the first or later, arriving before the second */
    uint32_t rides_most;         /**< 0: as many as the searches allow */
    enum exhaustive_cost cost;
};

/** An optimal triple; `cost` is the time walked, or UINT32_MAX - 1 - time of leaving the door. */
struct exhaustive_way {
    uint32_t arrive_ms, rides, cost;
};

struct exhaustive_front {
    struct exhaustive_way *ways;
    size_t count, capacity;
};

static inline uint32_t exhaustive_departs(const struct exhaustive *graph, uint32_t node)
{
    const struct timetable *t = graph->timetable;
    return t->run_depart_ms[graph->node_run[node]] + t->calls[graph->node_call[node]].depart_ms;
}

static inline uint32_t exhaustive_arrives(const struct exhaustive *graph, uint32_t node)
{
    const struct timetable *t = graph->timetable;
    return t->run_depart_ms[graph->node_run[node]] + t->calls[graph->node_call[node]].arrive_ms;
}

static inline uint32_t exhaustive_stop(const struct exhaustive *graph, uint32_t node)
{
    return graph->timetable->calls[graph->node_call[node]].stop;
}

static inline int exhaustive_compare(const void *a, const void *b, void *self)
{
    const struct exhaustive *graph = self;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t stop_x = exhaustive_stop(graph, x), stop_y = exhaustive_stop(graph, y);
    if (stop_x != stop_y)
        return stop_x < stop_y ? -1 : 1;
    uint32_t at_x = exhaustive_arrives(graph, x), at_y = exhaustive_arrives(graph, y);
    return (at_x > at_y) - (at_x < at_y);
}

static inline void exhaustive_init(struct exhaustive *graph, const struct timetable *t,
                                   uint32_t change_ms)
{
    struct error err = {0};
    *graph = (struct exhaustive){.timetable = t, .change_ms = change_ms};
    for (uint32_t run = 0; run < t->run_count; run++)
        graph->node_count += t->patterns[t->run_pattern[run]].call_count;
    uint32_t **const arrays[] = {&graph->node_call, &graph->node_run, &graph->arrivals,
                                 &graph->aboard,    &graph->arrived,  &graph->least};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        *arrays[i] = mem_alloc(graph->node_count, sizeof(uint32_t), &err);
    graph->first_arrival = mem_alloc(t->stop_count + 1, sizeof(uint32_t), &err);
    uint32_t node = 0;
    for (uint32_t run = 0; run < t->run_count; run++)
        for (uint32_t i = 0; i < t->patterns[t->run_pattern[run]].call_count; i++) {
            graph->node_run[node] = run;
            graph->node_call[node] = t->patterns[t->run_pattern[run]].first_call + i;
            graph->arrivals[node] = node;
            node++;
        }
    qsort_r(graph->arrivals, node, sizeof(uint32_t), exhaustive_compare, graph);
    for (uint32_t stop = 0, i = 0; stop <= t->stop_count; stop++) {
        while (i < node && exhaustive_stop(graph, graph->arrivals[i]) < stop)
            i++;
        graph->first_arrival[stop] = i;
    }
}

static inline void exhaustive_deinit(struct exhaustive *graph)
{
    mem_free(graph->node_call);
    mem_free(graph->node_run);
    mem_free(graph->arrivals);
    mem_free(graph->first_arrival);
    mem_free(graph->aboard);
    mem_free(graph->arrived);
    mem_free(graph->least);
}

static inline uint32_t exhaustive_way_ms(const struct stop_access *end)
{
    return end->walk_ms < 30000 ? 30000 : end->walk_ms;
}

static inline void exhaustive_board_first(struct exhaustive *graph,
                                          const struct exhaustive_query *query)
{
    memset(graph->aboard, 0xff, graph->node_count * sizeof(uint32_t));
    for (uint32_t node = 0; node < graph->node_count; node++)
        for (uint32_t i = 0; i < query->from.count; i++) {
            uint32_t walk_ms = exhaustive_way_ms(&query->from.stops[i]);
            uint32_t departs_ms = exhaustive_departs(graph, node);
            if (query->from.stops[i].stop != exhaustive_stop(graph, node) ||
                query->first_ms + walk_ms > departs_ms)
                continue;
            uint32_t leave_ms = departs_ms - walk_ms;
            uint32_t cost = query->cost == COST_WALK ? walk_ms : COST_NONE - 1 - leave_ms;
            if (cost < graph->aboard[node])
                graph->aboard[node] = cost;
        }
}

/** The least cost of having arrived at `stop` by `t_ms`. */
static inline uint32_t exhaustive_least(const struct exhaustive *graph, uint32_t stop,
                                        uint32_t t_ms)
{
    uint32_t low = graph->first_arrival[stop], high = graph->first_arrival[stop + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (exhaustive_arrives(graph, graph->arrivals[middle]) <= t_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low > graph->first_arrival[stop] ? graph->least[low - 1] : COST_NONE;
}

static inline void exhaustive_board_next(struct exhaustive *graph, enum exhaustive_cost cost)
{
    const struct timetable *t = graph->timetable;
    for (uint32_t stop = 0; stop < t->stop_count; stop++) {
        uint32_t least = COST_NONE;
        for (uint32_t i = graph->first_arrival[stop]; i < graph->first_arrival[stop + 1]; i++) {
            uint32_t here = graph->arrived[graph->arrivals[i]];
            graph->least[i] = least = here < least ? here : least;
        }
    }
    for (uint32_t node = 0; node < graph->node_count; node++) {
        uint32_t stop = exhaustive_stop(graph, node), t_ms = exhaustive_departs(graph, node);
        uint32_t best = COST_NONE;
        if (t_ms >= graph->change_ms)
            best = exhaustive_least(graph, stop, t_ms - graph->change_ms);
        for (uint32_t i = t->stop_first_path[stop]; i < t->stop_first_path[stop + 1]; i++) {
            /* Footpaths are the same in both directions. */
            uint32_t walk_ms = t->footpaths[i].walk_ms;
            uint32_t there = t_ms < walk_ms
                                 ? COST_NONE
                                 : exhaustive_least(graph, t->footpaths[i].to_stop, t_ms - walk_ms);
            if (there != COST_NONE && cost == COST_WALK)
                there += walk_ms;
            if (there < best)
                best = there;
        }
        graph->aboard[node] = best;
    }
}

static inline void front_add(struct exhaustive_front *front, struct exhaustive_way way)
{
    struct error err = {0};
    size_t kept = 0;
    for (size_t i = 0; i < front->count; i++) {
        struct exhaustive_way *old = &front->ways[i];
        if (old->arrive_ms <= way.arrive_ms && old->rides <= way.rides && old->cost <= way.cost)
            return;
    }
    for (size_t i = 0; i < front->count; i++) {
        struct exhaustive_way *old = &front->ways[i];
        if (old->arrive_ms < way.arrive_ms || old->rides < way.rides || old->cost < way.cost)
            front->ways[kept++] = *old;
    }
    front->count = kept;
    if (MEM_RESERVE(&front->ways, &front->capacity, kept + 1, &err) != STATUS_OK)
        abort();
    front->ways[front->count++] = way;
}

/** Rides on to the end of each run, and from where it calls to the door. */
static inline void exhaustive_ride(struct exhaustive *graph, const struct exhaustive_query *query,
                                   uint32_t rides, struct exhaustive_front *out)
{
    memset(graph->arrived, 0xff, graph->node_count * sizeof(uint32_t));
    for (uint32_t node = 1; node < graph->node_count; node++) {
        if (graph->node_run[node] != graph->node_run[node - 1] ||
            graph->aboard[node - 1] == COST_NONE)
            continue;
        graph->arrived[node] = graph->aboard[node - 1];
        if (graph->arrived[node] < graph->aboard[node])
            graph->aboard[node] = graph->arrived[node];
        for (uint32_t i = 0; i < query->to.count; i++) {
            if (query->to.stops[i].stop != exhaustive_stop(graph, node))
                continue;
            uint32_t walk_ms = exhaustive_way_ms(&query->to.stops[i]);
            struct exhaustive_way way = {exhaustive_arrives(graph, node) + walk_ms, rides,
                                         graph->arrived[node] +
                                             (query->cost == COST_WALK ? walk_ms : 0)};
            if (way.arrive_ms < query->limit_ms)
                front_add(out, way);
        }
    }
}

static inline int exhaustive_way_compare(const void *a, const void *b)
{
    const struct exhaustive_way *x = a, *y = b;
    if (x->arrive_ms != y->arrive_ms)
        return x->arrive_ms < y->arrive_ms ? -1 : 1;
    if (x->rides != y->rides)
        return x->rides < y->rides ? -1 : 1;
    return (x->cost > y->cost) - (x->cost < y->cost);
}

/** The Pareto-optimal triples in order of arrival, then rides, then cost. `*out` is used again;
 * free `out->ways` with mem_free. */
static inline void exhaustive_search(struct exhaustive *graph, const struct exhaustive_query *query,
                                     struct exhaustive_front *out)
{
    out->count = 0;
    uint32_t most = query->rides_most > 0 ? query->rides_most : ITINERARY_LEGS_MAX;
    for (uint32_t rides = 1; rides <= most; rides++) {
        if (rides == 1)
            exhaustive_board_first(graph, query);
        else
            exhaustive_board_next(graph, query->cost);
        exhaustive_ride(graph, query, rides, out);
    }
    if (out->count > 0)
        qsort(out->ways, out->count, sizeof *out->ways, exhaustive_way_compare);
}

/** When a way is felt to arrive, ms / 1000: what each change adds, and the walks beyond their time.
 */
static inline uint64_t exhaustive_felt(struct exhaustive_way way, uint32_t change_ms,
                                       uint32_t walk_permille)
{
    return 1000 * ((uint64_t)way.arrive_ms + (uint64_t)change_ms * (way.rides - 1)) +
           (uint64_t)walk_permille * way.cost;
}

/** Whether a way is on the front and no other one is felt to arrive earlier, or as early by fewer
 * rides. */
static inline bool exhaustive_is_best(const struct exhaustive_front *front,
                                      struct exhaustive_way way, uint32_t change_ms,
                                      uint32_t walk_permille)
{
    uint64_t felt = exhaustive_felt(way, change_ms, walk_permille);
    bool is_there = false;
    for (size_t i = 0; i < front->count; i++) {
        uint64_t other = exhaustive_felt(front->ways[i], change_ms, walk_permille);
        if (other < felt || (other == felt && front->ways[i].rides < way.rides))
            return false;
        is_there = is_there || exhaustive_way_compare(&way, &front->ways[i]) == 0;
    }
    return is_there;
}

/** Drops what leaves after `last_ms`, of a search for COST_EARLY_LEAVE. */
static inline void exhaustive_drop_later(struct exhaustive_front *front, uint32_t last_ms)
{
    size_t kept = 0;
    for (size_t i = 0; i < front->count; i++)
        if (COST_NONE - 1 - front->ways[i].cost <= last_ms)
            front->ways[kept++] = front->ways[i];
    front->count = kept;
}

/** What a found way is to be compared by. */
static inline struct exhaustive_way exhaustive_way_of(const struct itinerary *way,
                                                      enum exhaustive_cost cost)
{
    return (struct exhaustive_way){way->arrive_ms, way->leg_count,
                                   cost == COST_WALK
                                       ? itinerary_walk_ms(way)
                                       : COST_NONE - 1 - (way->board_ms - way->access_ms)};
}

/** Whether a search has found exactly the optimal triples, in any order. */
static inline bool exhaustive_equal(const struct exhaustive_front *front,
                                    struct itinerary_list found, enum exhaustive_cost cost)
{
    if (found.count != front->count)
        return false;
    for (uint32_t i = 0; i < found.count; i++) {
        struct exhaustive_way way = exhaustive_way_of(&found.items[i], cost);
        bool is_there = false;
        for (size_t j = 0; j < front->count && !is_there; j++)
            is_there = exhaustive_way_compare(&way, &front->ways[j]) == 0;
        if (!is_there)
            return false;
    }
    return true;
}

#endif
