// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_strategy.h"

#include "base/memory.h"
#include "kernel/event.h"
#include "routing/optimal_strategy.h"

/** What headways are counted over, and half of them is the wait for a single line. */
#define HOUR_MS       3600000u
#define HALF_HEADWAYS 0.5

/** Nodes: waiting at each stop, having arrived at each stop, being aboard when leaving each call,
 * both doors. */
struct strategy_builder {
    const struct timetable *timetable;
    const struct strategy_question *question;
    struct strategy_link *links;
    uint32_t link_count;
};

static uint32_t node_arrived(const struct strategy_builder *b, uint32_t stop)
{
    return b->timetable->stop_count + stop;
}

static uint32_t node_aboard(const struct strategy_builder *b, uint32_t call_id)
{
    return 2 * b->timetable->stop_count + call_id;
}

static uint32_t node_from(const struct strategy_builder *b)
{
    return node_aboard(b, b->timetable->call_count);
}

static uint32_t node_to(const struct strategy_builder *b)
{
    return node_from(b) + 1;
}

static void add(struct strategy_builder *b, uint32_t from, uint32_t to, uint32_t time_ms)
{
    b->links[b->link_count++] = (struct strategy_link){from, to, time_ms / (double)MS_PER_S, 0};
}

/** Departures from the call within the hour. */
static uint32_t departures(const struct strategy_builder *b, const struct pattern *pattern,
                           const struct call *call)
{
    uint32_t count = 0, first_ms = b->question->from_ms;
    for (uint32_t i = 0; i < pattern->run_count; i++) {
        uint32_t t_ms = b->timetable->run_depart_ms[pattern->first_run + i] + call->depart_ms;
        count += t_ms >= first_ms && t_ms < first_ms + HOUR_MS;
    }
    return count;
}

/** Getting in where it comes within the hour, riding on, getting off at the next call. */
static void add_pattern(struct strategy_builder *b, const struct pattern *pattern)
{
    for (uint32_t i = 0; i + 1 < pattern->call_count; i++) {
        uint32_t id = pattern->first_call + i;
        const struct call *call = &b->timetable->calls[id];
        uint32_t count = departures(b, pattern, call);
        if (count > 0) {
            add(b, call->stop, node_aboard(b, id), 0);
            b->links[b->link_count - 1].headway_s = HOUR_MS / (double)MS_PER_S / count;
        }
        add(b, node_aboard(b, id), node_arrived(b, call[1].stop),
            call[1].arrive_ms - call->depart_ms);
        if (i + 2 < pattern->call_count)
            add(b, node_aboard(b, id), node_aboard(b, id + 1), call[1].depart_ms - call->depart_ms);
    }
}

static void add_ways_on_foot(struct strategy_builder *b)
{
    const struct timetable *timetable = b->timetable;
    for (uint32_t stop = 0; stop < timetable->stop_count; stop++) {
        add(b, node_arrived(b, stop), stop, b->question->change_ms);
        for (uint32_t i = timetable->stop_first_path[stop];
             i < timetable->stop_first_path[stop + 1]; i++)
            add(b, node_arrived(b, stop), timetable->footpaths[i].to_stop,
                timetable->footpaths[i].walk_ms);
    }
    for (uint32_t i = 0; i < b->question->from.count; i++)
        add(b, node_from(b), b->question->from.stops[i].stop,
            door_walk_ms(&b->question->from.stops[i]));
    for (uint32_t i = 0; i < b->question->to.count; i++)
        add(b, node_arrived(b, b->question->to.stops[i].stop), node_to(b),
            door_walk_ms(&b->question->to.stops[i]));
}

enum status timetable_strategy_time(const struct timetable *timetable,
                                    const struct strategy_question *question, double *out_s,
                                    struct error *err)
{
    struct strategy_builder b = {.timetable = timetable, .question = question};
    size_t most = 3 * (size_t)timetable->call_count + timetable->stop_count +
                  timetable->footpath_count + question->from.count + question->to.count;
    uint32_t node_count = node_to(&b) + 1;
    b.links = mem_alloc(most, sizeof *b.links, err);
    double *time_s = mem_alloc(node_count, sizeof *time_s, err);
    enum status status = b.links && time_s ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        for (uint32_t i = 0; i < timetable->pattern_count; i++)
            add_pattern(&b, &timetable->patterns[i]);
        add_ways_on_foot(&b);
        struct strategy_graph graph = {node_count, b.link_count, b.links};
        status = optimal_strategy_find(&graph, node_to(&b), HALF_HEADWAYS, time_s, NULL, err);
    }
    if (status == STATUS_OK)
        *out_s = time_s[node_from(&b)];
    mem_free(b.links);
    mem_free(time_s);
    return status;
}
