// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_pareto.h"

#include "routing/felt.h"
#include "routing/timetable_bags.h"

#include <stdlib.h>

struct timetable_pareto {
    struct timetable_bags bags; /**< its targets are the ways found */
    size_t target_capacity;
    struct itinerary *ways;
    size_t way_capacity;
};

/** Somebody arrives at the door. */
static void target_add(struct timetable_bags *bags, uint32_t id)
{
    struct timetable_pareto *pareto = bags->owner;
    const struct bag_label *ride = &bags->labels[id];
    uint32_t egress_ms = bags->scan.egress_ms[bags->origins[id].stop];
    struct bag_target new = {ride->t_ms + egress_ms, ride->walk_ms + egress_ms, ride->round, id};
    if (egress_ms == NEVER_MS || new.t_ms >= bags->limit_ms)
        return;
    for (size_t i = 0; i < bags->target_count; i++)
        if (bags->targets[i].t_ms <= new.t_ms && bags->targets[i].walk_ms <= new.walk_ms)
            return;
    size_t kept = 0;
    for (size_t i = 0; i < bags->target_count; i++) {
        const struct bag_target *old = &bags->targets[i];
        bool is_beaten =
            old->round == new.round && old->t_ms >= new.t_ms && old->walk_ms >= new.walk_ms;
        if (!is_beaten)
            bags->targets[kept++] = *old;
    }
    bags->target_count = kept;
    if (MEM_RESERVE(&bags->targets, &pareto->target_capacity, kept + 1, bags->err) != STATUS_OK) {
        bags->status = STATUS_RESOURCE;
        return;
    }
    bags->targets[bags->target_count++] = new;
}

struct timetable_pareto *timetable_pareto_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err)
{
    struct timetable_pareto *pareto = mem_alloc(1, sizeof *pareto, err);
    if (pareto == NULL)
        return NULL;
    if (timetable_bags_init(&pareto->bags, timetable, change_ms, err) != STATUS_OK) {
        timetable_pareto_destroy(pareto);
        return NULL;
    }
    pareto->bags.counts_walk = true;
    pareto->bags.on_arrival = target_add;
    pareto->bags.owner = pareto;
    return pareto;
}

void timetable_pareto_destroy(struct timetable_pareto *pareto)
{
    if (pareto == NULL)
        return;
    timetable_bags_deinit(&pareto->bags);
    mem_free(pareto->bags.targets);
    mem_free(pareto->ways);
    mem_free(pareto);
}

static int target_compare(const void *a, const void *b)
{
    const struct bag_target *x = a, *y = b;
    if (x->t_ms != y->t_ms)
        return x->t_ms < y->t_ms ? -1 : 1;
    if (x->round != y->round)
        return x->round < y->round ? -1 : 1;
    return (x->walk_ms > y->walk_ms) - (x->walk_ms < y->walk_ms);
}

enum status timetable_pareto_run(struct timetable_pareto *pareto, struct door from, struct door to,
                                 struct pareto_times times, struct itinerary_list *out,
                                 struct error *err)
{
    struct timetable_bags *bags = &pareto->bags;
    bags->err = err;
    bags->limit_ms = times.limit_ms;
    bags->before_felt = felt_time(times.limit_ms, 0, 0);
    timetable_scan_begin(&bags->scan, to);
    timetable_bags_start(bags);
    timetable_bags_leave(bags, from, times.depart_ms);
    for (uint32_t k = 1; timetable_bags_ride(bags, k) && k < ITINERARY_LEGS_MAX; k++)
        timetable_bags_change(bags, k);
    timetable_scan_end(&bags->scan, to);
    if (bags->status == STATUS_OK)
        bags->status = MEM_RESERVE(&pareto->ways, &pareto->way_capacity, bags->target_count, err);
    if (bags->status != STATUS_OK)
        return bags->status;
    if (bags->target_count > 0)
        qsort(bags->targets, bags->target_count, sizeof *bags->targets, target_compare);
    for (size_t i = 0; i < bags->target_count; i++) {
        const struct bag_target *target = &bags->targets[i];
        timetable_bags_write(bags, target->ride, target->t_ms - bags->labels[target->ride].t_ms,
                             times.depart_ms, &pareto->ways[i]);
    }
    *out = (struct itinerary_list){pareto->ways, (uint32_t)bags->target_count};
    return STATUS_OK;
}
