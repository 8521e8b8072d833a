// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_metric.h"

#include "base/memory.h"

/** A level with fewer triangles is not worth waking the team for. */
#define LEVEL_WORK_LEAST 20000u

/** Directions in which an arc is not needed. */
#define SPARE_UP   1u
#define SPARE_DOWN 2u

struct customisation {
    struct road_metric *metric;
    uint32_t *arc_to; /**< [team size][vertex_count] of the worker's vertex, where it has one */
    uint32_t *best_up_ms, *best_down_ms; /**< [arc_count] over any vertices */
    uint8_t *spare;        /**< [arc_count] SPARE_UP, SPARE_DOWN: ways above do as well */
    const uint32_t *ranks; /**< of the level */
};

static enum status metric_alloc(struct road_metric *metric, struct error *err)
{
    const struct road_hierarchy *hierarchy = metric->hierarchy;
    uint32_t links = hierarchy->network->link_count, arcs = hierarchy->arc_count;
    size_t vertices = hierarchy->vertex_count;
    metric->link_ms = mem_alloc(links, sizeof *metric->link_ms, err);
    metric->up_ms = mem_alloc(arcs, sizeof *metric->up_ms, err);
    metric->down_ms = mem_alloc(arcs, sizeof *metric->down_ms, err);
    metric->up_via = mem_alloc(arcs, sizeof *metric->up_via, err);
    metric->down_via = mem_alloc(arcs, sizeof *metric->down_via, err);
    metric->up.first = mem_alloc(vertices + 1, sizeof *metric->up.first, err);
    metric->down.first = mem_alloc(vertices + 1, sizeof *metric->down.first, err);
    bool all = metric->link_ms && metric->up_ms && metric->down_ms && metric->up_via &&
               metric->down_via && metric->up.first && metric->down.first;
    return all ? STATUS_OK : STATUS_RESOURCE;
}

enum status road_metric_create(const struct road_hierarchy *hierarchy, struct road_metric **out,
                               struct error *err)
{
    struct road_metric *metric = mem_alloc(1, sizeof *metric, err);
    if (!metric)
        return STATUS_RESOURCE;
    metric->hierarchy = hierarchy;
    enum status status = metric_alloc(metric, err);
    if (status != STATUS_OK) {
        road_metric_destroy(metric);
        return status;
    }
    *out = metric;
    return STATUS_OK;
}

void road_metric_destroy(struct road_metric *metric)
{
    if (!metric)
        return;
    mem_free(metric->link_ms);
    mem_free(metric->up_ms);
    mem_free(metric->down_ms);
    mem_free(metric->up_via);
    mem_free(metric->down_via);
    mem_free(metric->up.first);
    mem_free(metric->up.edges);
    mem_free(metric->up.arcs);
    mem_free(metric->down.first);
    mem_free(metric->down.edges);
    mem_free(metric->down.arcs);
    mem_free(metric);
}

/** The arcs as the network gives them. */
static void metric_begin(struct road_metric *metric)
{
    const struct road_hierarchy *hierarchy = metric->hierarchy;
    for (uint32_t k = 0; k < hierarchy->arc_count; k++)
        metric->up_ms[k] = metric->down_ms[k] = ROAD_NO_WAY_MS;
    for (uint32_t i = 0; i < hierarchy->step_count; i++) {
        struct road_step step = hierarchy->steps[i];
        uint32_t *way_ms = (step.is_up ? metric->up_ms : metric->down_ms) + step.arc;
        if (metric->link_ms[step.link] < *way_ms) {
            *way_ms = metric->link_ms[step.link];
            (step.is_up ? metric->up_via : metric->down_via)[step.arc] = ROAD_VIA_LINK | step.link;
        }
    }
}

/** Times of the arcs of a vertex over vertices below. Writes these arcs alone and reads those of
 * lower levels. Whatever else is above a vertex below is above this one as well. */
static void vertex_customise(void *context, uint32_t item, uint32_t worker)
{
    struct customisation *work = context;
    struct road_metric *metric = work->metric;
    const struct road_hierarchy *hierarchy = metric->hierarchy;
    uint32_t rank = work->ranks[item];
    uint32_t *arc_to = work->arc_to + (size_t)worker * hierarchy->vertex_count;
    for (uint32_t k = hierarchy->up_first[rank]; k < hierarchy->up_first[rank + 1]; k++)
        arc_to[hierarchy->arc_head[k]] = k;
    for (uint32_t i = hierarchy->down_first[rank]; i < hierarchy->down_first[rank + 1]; i++) {
        uint32_t below = hierarchy->down_arcs[i], end;
        uint32_t to_below_ms = metric->down_ms[below], from_below_ms = metric->up_ms[below];
        if (to_below_ms == ROAD_NO_WAY_MS && from_below_ms == ROAD_NO_WAY_MS)
            continue;
        end = hierarchy->up_first[hierarchy->arc_tail[below] + 1];
        for (uint32_t k = below + 1; k < end; k++) {
            uint32_t arc = arc_to[hierarchy->arc_head[k]];
            uint32_t up_ms = road_way_sum_ms(to_below_ms, metric->up_ms[k]);
            uint32_t down_ms = road_way_sum_ms(metric->down_ms[k], from_below_ms);
            if (up_ms < metric->up_ms[arc]) {
                metric->up_ms[arc] = up_ms;
                metric->up_via[arc] = below;
            }
            if (down_ms < metric->down_ms[arc]) {
                metric->down_ms[arc] = down_ms;
                metric->down_via[arc] = below;
            }
        }
    }
}

/** Takes over a better time. Whether an arc of `way_ms`, known exactly, is not needed beside this
 * way: because it is longer, or where it `yields` also when it is as long. */
static bool improve(uint32_t *best_ms, uint32_t way_ms, uint32_t first_ms, uint32_t second_ms,
                    bool yields)
{
    uint32_t sum_ms = road_way_sum_ms(first_ms, second_ms);
    if (sum_ms < *best_ms)
        *best_ms = sum_ms;
    return (sum_ms < way_ms || (yields && sum_ms == way_ms)) && way_ms < ROAD_WAY_MOST_MS;
}

/** Finds the arcs of a vertex that are not needed, with the best times over any vertices: whoever
 * goes up from it goes to one of its neighbours above first, and between these the best times are
 * known already. Of equal ways none may be left out for another that is left out for it: an arc is
 * for one that is shorter, or as short with a higher head. Writes the arcs of this vertex alone and
 * reads those of higher levels. */
static void vertex_perfect(void *context, uint32_t item, uint32_t worker)
{
    struct customisation *work = context;
    const struct road_metric *metric = work->metric;
    const struct road_hierarchy *hierarchy = metric->hierarchy;
    uint32_t rank = work->ranks[item];
    uint32_t first = hierarchy->up_first[rank], end = hierarchy->up_first[rank + 1];
    uint32_t *arc_to = work->arc_to + (size_t)worker * hierarchy->vertex_count;
    uint32_t *best_up_ms = work->best_up_ms, *best_down_ms = work->best_down_ms;
    for (uint32_t k = first; k < end; k++) {
        arc_to[hierarchy->arc_head[k]] = k;
        best_up_ms[k] = metric->up_ms[k];
        best_down_ms[k] = metric->down_ms[k];
        work->spare[k] = (metric->up_ms[k] == ROAD_NO_WAY_MS ? SPARE_UP : 0) |
                         (metric->down_ms[k] == ROAD_NO_WAY_MS ? SPARE_DOWN : 0);
    }
    for (uint32_t k = first; k < end; k++) {
        uint32_t near = hierarchy->arc_head[k];
        for (uint32_t j = hierarchy->up_first[near]; j < hierarchy->up_first[near + 1]; j++) {
            uint32_t far = arc_to[hierarchy->arc_head[j]];
            if (far < first || far >= end) /* left there by another vertex */
                continue;
            const uint32_t *up = metric->up_ms, *down = metric->down_ms;
            uint32_t ahead_ms = best_up_ms[j], back_ms = best_down_ms[j];
            if (improve(&best_up_ms[far], up[far], up[k], ahead_ms, ahead_ms > 0))
                work->spare[far] |= SPARE_UP;
            if (improve(&best_up_ms[k], up[k], up[far], back_ms, true))
                work->spare[k] |= SPARE_UP;
            if (improve(&best_down_ms[far], down[far], back_ms, down[k], back_ms > 0))
                work->spare[far] |= SPARE_DOWN;
            if (improve(&best_down_ms[k], down[k], ahead_ms, down[far], true))
                work->spare[k] |= SPARE_DOWN;
        }
    }
}

static void level_run(struct customisation *work, uint32_t level, struct team *team,
                      team_task *task)
{
    const struct road_hierarchy *hierarchy = work->metric->hierarchy;
    uint32_t first = hierarchy->level_first[level];
    uint32_t count = hierarchy->level_first[level + 1] - first;
    work->ranks = hierarchy->level_ranks + first;
    if (count > 1 && hierarchy->level_work[level] + count >= LEVEL_WORK_LEAST) {
        team_run(team, count, task, work);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        task(work, i, 0);
}

/** Lists the arcs of one direction that are needed. */
static enum status edges_list(const struct customisation *work, const uint32_t *way_ms,
                              uint8_t side, struct road_edges *out, struct error *err)
{
    const struct road_hierarchy *hierarchy = work->metric->hierarchy;
    uint32_t count = 0;
    for (uint32_t k = 0; k < hierarchy->arc_count; k++)
        count += !(work->spare[k] & side);
    enum status status = MEM_RESERVE(&out->edges, &out->edge_capacity, count, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&out->arcs, &out->arc_capacity, count, err);
    if (status != STATUS_OK)
        return status;
    count = 0;
    for (uint32_t rank = 0; rank < hierarchy->vertex_count; rank++) {
        for (uint32_t k = hierarchy->up_first[rank]; k < hierarchy->up_first[rank + 1]; k++) {
            if (work->spare[k] & side)
                continue;
            out->edges[count] = (struct road_edge){hierarchy->arc_head[k], way_ms[k]};
            out->arcs[count++] = k;
        }
        out->first[rank + 1] = count;
    }
    return STATUS_OK;
}

static enum status metric_run(struct road_metric *metric, struct customisation *work,
                              struct team *team, struct error *err)
{
    const struct road_hierarchy *hierarchy = metric->hierarchy;
    size_t vertices = (size_t)team_size(team) * hierarchy->vertex_count;
    work->arc_to = mem_alloc(vertices, sizeof *work->arc_to, err);
    work->best_up_ms = mem_alloc(hierarchy->arc_count, sizeof *work->best_up_ms, err);
    work->best_down_ms = mem_alloc(hierarchy->arc_count, sizeof *work->best_down_ms, err);
    work->spare = mem_alloc(hierarchy->arc_count, sizeof *work->spare, err);
    if (!work->arc_to || !work->best_up_ms || !work->best_down_ms || !work->spare)
        return STATUS_RESOURCE;
    metric_begin(metric);
    for (uint32_t level = 0; level < hierarchy->level_count; level++)
        level_run(work, level, team, vertex_customise);
    for (size_t i = 0; i < vertices; i++)
        work->arc_to[i] = NONE;
    for (uint32_t level = hierarchy->level_count; level-- > 0;)
        level_run(work, level, team, vertex_perfect);
    enum status status = edges_list(work, metric->up_ms, SPARE_UP, &metric->up, err);
    if (status == STATUS_OK)
        status = edges_list(work, metric->down_ms, SPARE_DOWN, &metric->down, err);
    return status;
}

enum status road_metric_customise(struct road_metric *metric, const uint32_t *link_ms,
                                  struct team *team, struct error *err)
{
    struct customisation work = {.metric = metric};
    for (uint32_t i = 0; i < metric->hierarchy->network->link_count; i++)
        metric->link_ms[i] = link_ms[i] < ROAD_WAY_MOST_MS ? link_ms[i] : ROAD_WAY_MOST_MS;
    enum status status = metric_run(metric, &work, team, err);
    mem_free(work.arc_to);
    mem_free(work.best_up_ms);
    mem_free(work.best_down_ms);
    mem_free(work.spare);
    return status;
}
