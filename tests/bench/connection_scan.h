// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CONNECTION_SCAN_H
#define CONNECTION_SCAN_H

/** A plain connection scan for the earliest arrival, to compare with. A connection is a run between
 * two calls; all of the day stand in one array by departure, which is read from the moment of
 * leaving on. Source: Dibbelt, Pajor, Strasser, Wagner: Intriguingly simple and fast transit
 * routing (SEA 2013), with the limited walking and the stopping criterion described there. It knows
 * no number of rides. */

#include "base/memory.h"
#include "routing/door.h"

#include <stdlib.h>
#include <string.h>

struct connection {
    uint32_t depart_ms, arrive_ms, from_stop, to_stop, run;
};

struct connection_scan {
    const struct timetable *timetable;
    uint32_t change_ms, count;
    struct connection *connections; /**< [count] */
    uint32_t *ready_ms;             /**< [stop_count] when one can board */
    uint32_t *egress_ms;            /**< [stop_count] */
    unsigned char *aboard;          /**< [run_count] */
};

static inline int connection_compare(const void *a, const void *b)
{
    const struct connection *x = a, *y = b;
    if (x->depart_ms != y->depart_ms)
        return x->depart_ms < y->depart_ms ? -1 : 1;
    return (x->run > y->run) - (x->run < y->run);
}

static inline void connection_scan_init(struct connection_scan *scan, const struct timetable *t,
                                        uint32_t change_ms)
{
    struct error err = {0};
    *scan = (struct connection_scan){.timetable = t, .change_ms = change_ms};
    for (uint32_t run = 0; run < t->run_count; run++)
        scan->count += t->patterns[t->run_pattern[run]].call_count - 1;
    scan->connections = mem_alloc(scan->count, sizeof *scan->connections, &err);
    scan->ready_ms = mem_alloc(t->stop_count, sizeof(uint32_t), &err);
    scan->egress_ms = mem_alloc(t->stop_count, sizeof(uint32_t), &err);
    scan->aboard = mem_alloc(t->run_count, 1, &err);
    uint32_t count = 0;
    for (uint32_t run = 0; run < t->run_count; run++) {
        const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
        for (uint32_t i = 0; i + 1 < pattern->call_count; i++) {
            const struct call *call = &t->calls[pattern->first_call + i];
            scan->connections[count++] = (struct connection){
                t->run_depart_ms[run] + call->depart_ms, t->run_depart_ms[run] + call[1].arrive_ms,
                call->stop, call[1].stop, run};
        }
    }
    qsort(scan->connections, count, sizeof *scan->connections, connection_compare);
    memset(scan->egress_ms, 0xff, t->stop_count * sizeof(uint32_t));
}

static inline void connection_scan_deinit(struct connection_scan *scan)
{
    mem_free(scan->connections);
    mem_free(scan->ready_ms);
    mem_free(scan->egress_ms);
    mem_free(scan->aboard);
}

/** The first connection that leaves at `t_ms` or later. */
static inline uint32_t connection_scan_first(const struct connection_scan *scan, uint32_t t_ms)
{
    uint32_t low = 0, high = scan->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scan->connections[middle].depart_ms < t_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/** The earliest arrival at the door before `limit_ms`, or `limit_ms`. */
static inline uint32_t connection_scan_run(struct connection_scan *scan, struct door from,
                                           struct door to, uint32_t depart_ms, uint32_t limit_ms)
{
    const struct timetable *t = scan->timetable;
    memset(scan->ready_ms, 0xff, t->stop_count * sizeof(uint32_t));
    memset(scan->aboard, 0, t->run_count);
    for (uint32_t i = 0; i < from.count; i++) {
        uint32_t t_ms = depart_ms + door_walk_ms(&from.stops[i]);
        if (t_ms < scan->ready_ms[from.stops[i].stop])
            scan->ready_ms[from.stops[i].stop] = t_ms;
    }
    for (uint32_t i = 0; i < to.count; i++)
        if (door_walk_ms(&to.stops[i]) < scan->egress_ms[to.stops[i].stop])
            scan->egress_ms[to.stops[i].stop] = door_walk_ms(&to.stops[i]);

    for (uint32_t i = connection_scan_first(scan, depart_ms); i < scan->count; i++) {
        const struct connection *c = &scan->connections[i];
        if (c->depart_ms >= limit_ms)
            break;
        if (!scan->aboard[c->run] && scan->ready_ms[c->from_stop] > c->depart_ms)
            continue;
        scan->aboard[c->run] = 1;
        if (scan->egress_ms[c->to_stop] != UINT32_MAX &&
            c->arrive_ms + scan->egress_ms[c->to_stop] < limit_ms)
            limit_ms = c->arrive_ms + scan->egress_ms[c->to_stop];
        if (c->arrive_ms + scan->change_ms < scan->ready_ms[c->to_stop])
            scan->ready_ms[c->to_stop] = c->arrive_ms + scan->change_ms;
        for (uint32_t p = t->stop_first_path[c->to_stop]; p < t->stop_first_path[c->to_stop + 1];
             p++)
            if (c->arrive_ms + t->footpaths[p].walk_ms < scan->ready_ms[t->footpaths[p].to_stop])
                scan->ready_ms[t->footpaths[p].to_stop] = c->arrive_ms + t->footpaths[p].walk_ms;
    }
    for (uint32_t i = 0; i < to.count; i++)
        scan->egress_ms[to.stops[i].stop] = UINT32_MAX;
    return limit_ms;
}

#endif
