// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_pareto.h"

#include "routing/timetable_scan.h"

#include <stdlib.h>

/** Being at a stop, or at the door, at some time with some of the way walked: after a ride, or
 * ready to board. */
struct label {
    uint32_t t_ms, walk_ms;
    uint32_t before; /**< the label that it comes from; NONE at the start */
    uint32_t next;   /**< of the same bag: later, with less walking; or NONE */
    uint32_t stop, round;
    uint32_t board_call, alight_call, run; /**< of a ride */
};

/** A ride that goes on: which run, and how it was boarded. */
struct aboard {
    uint32_t run; /**< of the pattern */
    uint32_t walk_ms, before, board_call;
};

struct timetable_pareto {
    struct timetable_scan scan;
    struct label *labels; /**< of the present query, never moved within a list */
    size_t label_count, label_capacity;
    uint32_t *arrived; /**< [stop_count] bag after riding: first label, or NONE */
    uint32_t *ready;   /**< [stop_count] bag when one may board */
    struct bit_set improved;
    struct aboard *aboard; /**< by run, each with less walking than those before */
    size_t aboard_count, aboard_capacity;
    struct label *targets; /**< arrivals at the door; `before` is the ride */
    size_t target_count, target_capacity;
    struct itinerary *ways;
    size_t way_capacity;
    uint32_t limit_ms;
    enum status status; /**< of the present query */
    struct error *err;
};

struct timetable_pareto *timetable_pareto_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err)
{
    struct timetable_pareto *pareto = mem_alloc(1, sizeof *pareto, err);
    if (pareto == NULL)
        return NULL;
    enum status status = timetable_scan_init(&pareto->scan, timetable, change_ms, err);
    if (status == STATUS_OK)
        status = bit_set_init(&pareto->improved, timetable->stop_count, err);
    pareto->arrived = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    pareto->ready = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    if (status == STATUS_OK && pareto->arrived != NULL && pareto->ready != NULL)
        return pareto;
    timetable_pareto_destroy(pareto);
    return NULL;
}

void timetable_pareto_destroy(struct timetable_pareto *pareto)
{
    if (pareto == NULL)
        return;
    timetable_scan_deinit(&pareto->scan);
    mem_free(pareto->improved.words);
    mem_free(pareto->labels);
    mem_free(pareto->arrived);
    mem_free(pareto->ready);
    mem_free(pareto->aboard);
    mem_free(pareto->targets);
    mem_free(pareto->ways);
    mem_free(pareto);
}

/** Whether some way to the door is at least as good as whatever a label can become, from where it
 * takes so long at least. */
static bool is_hopeless(const struct timetable_pareto *pareto, const struct label *label,
                        uint32_t least_ms)
{
    uint32_t walk_ms = label->walk_ms + pareto->scan.least_egress_ms;
    if (label->t_ms >= pareto->limit_ms || pareto->limit_ms - label->t_ms <= least_ms)
        return true;
    for (size_t i = 0; i < pareto->target_count; i++)
        if (pareto->targets[i].t_ms <= label->t_ms + least_ms &&
            pareto->targets[i].walk_ms <= walk_ms)
            return true;
    return false;
}

/** Adds a label to a bag unless one there is as good, and drops those that are no better. A bag is
 * in order of time, hence against the order of walking. Rides only become more from round to round,
 * so a label also need not be kept beside an earlier round's. Returns the label, or NONE. */
static uint32_t bag_add(struct timetable_pareto *pareto, uint32_t *bag, struct label label)
{
    if (MEM_RESERVE(&pareto->labels, &pareto->label_capacity, pareto->label_count + 1,
                    pareto->err) != STATUS_OK) {
        pareto->status = STATUS_RESOURCE;
        return NONE;
    }
    struct label *labels = pareto->labels;
    uint32_t *at = bag;
    while (*at != NONE && labels[*at].t_ms <= label.t_ms) {
        if (labels[*at].walk_ms <= label.walk_ms)
            return NONE;
        if (labels[*at].t_ms == label.t_ms)
            break; /* with more walking: dropped below */
        at = &labels[*at].next;
    }
    while (*at != NONE && labels[*at].walk_ms >= label.walk_ms)
        *at = labels[*at].next;
    uint32_t id = (uint32_t)pareto->label_count++;
    label.next = *at;
    labels[id] = label;
    *at = id;
    return id;
}

static void stop_make_ready(struct timetable_pareto *pareto, uint32_t stop, struct label label)
{
    label.stop = stop;
    if (!is_hopeless(pareto, &label, pareto->scan.ready_least_ms[label.round][stop]) &&
        bag_add(pareto, &pareto->ready[stop], label) != NONE)
        bit_set_add(&pareto->scan.marked, stop);
}

/** Somebody arrives at the door. */
static void target_add(struct timetable_pareto *pareto, struct label label)
{
    size_t kept = 0;
    if (label.t_ms >= pareto->limit_ms)
        return;
    for (size_t i = 0; i < pareto->target_count; i++)
        if (pareto->targets[i].t_ms <= label.t_ms && pareto->targets[i].walk_ms <= label.walk_ms)
            return;
    for (size_t i = 0; i < pareto->target_count; i++) {
        const struct label *old = &pareto->targets[i];
        bool is_beaten =
            old->round == label.round && old->t_ms >= label.t_ms && old->walk_ms >= label.walk_ms;
        if (!is_beaten)
            pareto->targets[kept++] = *old;
    }
    pareto->target_count = kept;
    if (MEM_RESERVE(&pareto->targets, &pareto->target_capacity, kept + 1, pareto->err) !=
        STATUS_OK) {
        pareto->status = STATUS_RESOURCE;
        return;
    }
    pareto->targets[pareto->target_count++] = label;
}

static void stop_arrive(struct timetable_pareto *pareto, struct label label)
{
    if (is_hopeless(pareto, &label, pareto->scan.arrived_least_ms[label.round][label.stop]))
        return;
    uint32_t id = bag_add(pareto, &pareto->arrived[label.stop], label);
    if (id == NONE)
        return;
    bit_set_add(&pareto->improved, label.stop);
    uint32_t egress_ms = pareto->scan.egress_ms[label.stop];
    if (egress_ms == NEVER_MS)
        return;
    label.before = id;
    label.t_ms += egress_ms;
    label.walk_ms += egress_ms;
    target_add(pareto, label);
}

/** Takes a run along unless an earlier one, or the same, was boarded after no more walking. */
static void aboard_add(struct timetable_pareto *pareto, struct aboard ride)
{
    size_t at = 0, end = pareto->aboard_count;
    while (at < end && pareto->aboard[at].run < ride.run) {
        if (pareto->aboard[at].walk_ms <= ride.walk_ms)
            return;
        at++;
    }
    if (at < end && pareto->aboard[at].run == ride.run &&
        pareto->aboard[at].walk_ms <= ride.walk_ms)
        return;
    size_t next = at; /* first that stays behind it */
    while (next < end && pareto->aboard[next].walk_ms >= ride.walk_ms)
        next++;
    size_t count = at + 1 + (end - next);
    if (MEM_RESERVE(&pareto->aboard, &pareto->aboard_capacity, count, pareto->err) != STATUS_OK) {
        pareto->status = STATUS_RESOURCE;
        return;
    }
    memmove(pareto->aboard + at + 1, pareto->aboard + next, (end - next) * sizeof ride);
    pareto->aboard[at] = ride;
    pareto->aboard_count = count;
}

/** Boards the first run that each label of the round before can reach. */
static void call_board(struct timetable_pareto *pareto, uint32_t call_id, uint32_t round)
{
    const struct timetable *timetable = pareto->scan.timetable;
    const struct call *call = &timetable->calls[call_id];
    const struct pattern *pattern = &timetable->patterns[call->pattern];
    const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
    for (uint32_t id = pareto->ready[call->stop]; id != NONE; id = pareto->labels[id].next) {
        const struct label *label = &pareto->labels[id];
        if (label->round + 1 != round)
            continue;
        uint32_t need_ms = label->t_ms > call->depart_ms ? label->t_ms - call->depart_ms : 0;
        uint32_t run = timetable_first_run(departs_ms, pattern->run_count, need_ms);
        if (run < pattern->run_count)
            aboard_add(pareto, (struct aboard){run, label->walk_ms, id, call_id});
    }
}

static void pattern_scan(struct timetable_pareto *pareto, uint32_t round, uint32_t pattern_id)
{
    const struct timetable *timetable = pareto->scan.timetable;
    const struct pattern *pattern = &timetable->patterns[pattern_id];
    uint32_t end = pattern->first_call + pattern->call_count;
    pareto->aboard_count = 0;
    for (uint32_t c = pareto->scan.first_call[pattern_id]; c < end; c++) {
        const struct call *call = &timetable->calls[c];
        for (size_t i = 0; i < pareto->aboard_count; i++) {
            const struct aboard *ride = &pareto->aboard[i];
            uint32_t run = pattern->first_run + ride->run;
            stop_arrive(pareto,
                        (struct label){.t_ms = timetable->run_depart_ms[run] + call->arrive_ms,
                                       .walk_ms = ride->walk_ms,
                                       .before = ride->before,
                                       .stop = call->stop,
                                       .round = round,
                                       .board_call = ride->board_call,
                                       .alight_call = c,
                                       .run = run});
        }
        call_board(pareto, c, round);
    }
}

/** From where the round's rides end: change at the stop, or walk to another one. */
static void stops_relax(struct timetable_pareto *pareto, uint32_t round)
{
    const struct timetable *timetable = pareto->scan.timetable;
    const struct bit_set *improved = &pareto->improved;
    for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
         stop = bit_set_next(improved, stop + 1))
        for (uint32_t id = pareto->arrived[stop]; id != NONE; id = pareto->labels[id].next) {
            struct label from = pareto->labels[id]; /* the list may move */
            if (from.round != round)
                continue;
            struct label label = {.walk_ms = from.walk_ms, .before = id, .round = round};
            label.t_ms = from.t_ms + pareto->scan.change_ms;
            stop_make_ready(pareto, stop, label);
            uint32_t end = timetable->stop_first_path[stop + 1];
            for (uint32_t i = timetable->stop_first_path[stop]; i < end; i++) {
                const struct footpath *path = &timetable->footpaths[i];
                label.t_ms = from.t_ms + path->walk_ms;
                label.walk_ms = from.walk_ms + path->walk_ms;
                stop_make_ready(pareto, path->to_stop, label);
            }
        }
}

/** Follows the rides back from an arrival at the door. */
static void way_write(const struct timetable_pareto *pareto, const struct label *target,
                      uint32_t depart_ms, struct itinerary *out)
{
    const struct label *ride = &pareto->labels[target->before];
    struct itinerary way = {.leg_count = target->round, .arrive_ms = target->t_ms};
    uint32_t last_run = ride->run, walk_ms = target->t_ms - ride->t_ms;
    for (uint32_t k = target->round; k > 0; k--) {
        const struct label *ready = &pareto->labels[ride->before];
        way.legs[k - 1] = (struct itinerary_leg){ride->board_call, ride->alight_call, walk_ms};
        if (k == 1) {
            way.access_ms = ready->t_ms - depart_ms;
            break;
        }
        ride = &pareto->labels[ready->before];
        walk_ms = ready->walk_ms - ride->walk_ms;
    }
    way.board_ms = timetable_latest_board_ms(&pareto->scan, &way, last_run);
    *out = way;
}

static int target_compare(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    if (x->t_ms != y->t_ms)
        return x->t_ms < y->t_ms ? -1 : 1;
    if (x->round != y->round)
        return x->round < y->round ? -1 : 1;
    return (x->walk_ms > y->walk_ms) - (x->walk_ms < y->walk_ms);
}

static void query_begin(struct timetable_pareto *pareto, struct door from, struct door to,
                        const struct pareto_times *times)
{
    size_t bytes = pareto->scan.timetable->stop_count * sizeof(uint32_t);
    memset(pareto->arrived, 0xff, bytes);
    memset(pareto->ready, 0xff, bytes);
    pareto->label_count = pareto->target_count = 0;
    pareto->limit_ms = times->limit_ms;
    pareto->status = STATUS_OK;
    timetable_scan_begin(&pareto->scan, to);
    for (uint32_t i = 0; i < from.count; i++) {
        uint32_t walk_ms = door_walk_ms(&from.stops[i]);
        stop_make_ready(pareto, from.stops[i].stop,
                        (struct label){times->depart_ms + walk_ms, walk_ms, .before = NONE});
    }
}

enum status timetable_pareto_run(struct timetable_pareto *pareto, struct door from, struct door to,
                                 struct pareto_times times, struct itinerary_list *out,
                                 struct error *err)
{
    const struct bit_set *patterns = &pareto->scan.patterns;
    pareto->err = err;
    query_begin(pareto, from, to, &times);
    for (uint32_t k = 1; pareto->status == STATUS_OK && k <= ITINERARY_LEGS_MAX; k++) {
        timetable_scan_collect(&pareto->scan, k == ITINERARY_LEGS_MAX);
        bit_set_clear(&pareto->improved);
        for (uint32_t p = bit_set_next(patterns, 0); p != NONE; p = bit_set_next(patterns, p + 1))
            pattern_scan(pareto, k, p);
        if (k < ITINERARY_LEGS_MAX)
            stops_relax(pareto, k);
    }
    timetable_scan_end(&pareto->scan, to);
    if (pareto->status == STATUS_OK)
        pareto->status =
            MEM_RESERVE(&pareto->ways, &pareto->way_capacity, pareto->target_count, err);
    if (pareto->status != STATUS_OK)
        return pareto->status;
    if (pareto->target_count > 0)
        qsort(pareto->targets, pareto->target_count, sizeof *pareto->targets, target_compare);
    for (size_t i = 0; i < pareto->target_count; i++)
        way_write(pareto, &pareto->targets[i], times.depart_ms, &pareto->ways[i]);
    *out = (struct itinerary_list){pareto->ways, (uint32_t)pareto->target_count};
    return STATUS_OK;
}
