// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rotation.h"

#include "base/memory.h"

#include <stdlib.h>

/** One end of a run at a terminus. */
struct run_end {
    uint32_t line, stop;
    uint32_t t_ms; /**< departure, or arrival with the turnaround added */
    uint32_t run;
};

static int run_end_compare(const void *a, const void *b)
{
    const struct run_end *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->stop != y->stop)
        return x->stop < y->stop ? -1 : 1;
    if (x->t_ms != y->t_ms)
        return x->t_ms < y->t_ms ? -1 : 1;
    return (x->run > y->run) - (x->run < y->run);
}

/** Both ends of all runs, sorted. */
struct rotation_ends {
    struct run_end *starts, *arrivals;
    uint32_t start_count, arrival_count;
};

static void ends_collect(struct rotation_ends *ends, const struct timetable *timetable,
                         const uint32_t *turnaround_ms, const uint8_t *parts)
{
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
        const struct call *first = &timetable->calls[pattern->first_call];
        const struct call *last = first + pattern->call_count - 1;
        uint32_t depart_ms = timetable->run_depart_ms[run];
        if (parts[run] & ROTATION_STARTS)
            ends->starts[ends->start_count++] =
                (struct run_end){pattern->line, first->stop, depart_ms, run};
        if (parts[run] & ROTATION_ENDS)
            ends->arrivals[ends->arrival_count++] =
                (struct run_end){pattern->line, last->stop,
                                 depart_ms + last->arrive_ms + turnaround_ms[pattern->line], run};
    }
    qsort(ends->starts, ends->start_count, sizeof *ends->starts, run_end_compare);
    qsort(ends->arrivals, ends->arrival_count, sizeof *ends->arrivals, run_end_compare);
}

/** Whether `a` belongs to an earlier line or terminus than `b`. */
static bool end_is_elsewhere_before(const struct run_end *a, const struct run_end *b)
{
    return a->line != b->line ? a->line < b->line : a->stop < b->stop;
}

static void ends_pair(const struct rotation_ends *ends, struct rotation *rotation)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < ends->start_count; i++) {
        const struct run_end *start = &ends->starts[i];
        while (k < ends->arrival_count && end_is_elsewhere_before(&ends->arrivals[k], start))
            k++;
        const struct run_end *arrival = &ends->arrivals[k];
        if (k == ends->arrival_count || end_is_elsewhere_before(start, arrival) ||
            arrival->t_ms > start->t_ms)
            continue;
        rotation->run_next[arrival->run] = start->run;
        rotation->run_before[start->run] = arrival->run;
        k++;
    }
}

enum status rotation_build(const struct timetable *timetable, const uint32_t *turnaround_ms,
                           const uint8_t *parts, struct rotation *out, struct error *err)
{
    uint32_t runs = timetable->run_count;
    struct rotation rotation = {mem_alloc(runs, sizeof *rotation.run_next, err),
                                mem_alloc(runs, sizeof *rotation.run_before, err)};
    struct rotation_ends ends = {mem_alloc(runs, sizeof *ends.starts, err),
                                 mem_alloc(runs, sizeof *ends.arrivals, err), 0, 0};
    enum status status = STATUS_RESOURCE;
    if (rotation.run_next && rotation.run_before && ends.starts && ends.arrivals) {
        for (uint32_t run = 0; run < runs; run++)
            rotation.run_next[run] = rotation.run_before[run] = NONE;
        ends_collect(&ends, timetable, turnaround_ms, parts);
        ends_pair(&ends, &rotation);
        *out = rotation;
        status = STATUS_OK;
    }
    mem_free(ends.starts);
    mem_free(ends.arrivals);
    if (status != STATUS_OK)
        rotation_deinit(&rotation);
    return status;
}

void rotation_deinit(struct rotation *rotation)
{
    mem_free(rotation->run_next);
    mem_free(rotation->run_before);
    *rotation = (struct rotation){0};
}
