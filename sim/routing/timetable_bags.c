// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_bags.h"

#include "routing/felt.h"

enum status timetable_bags_init(struct timetable_bags *bags, const struct timetable *timetable,
                                uint32_t change_ms, struct error *err)
{
    uint32_t stops = timetable->stop_count;
    enum status status = timetable_scan_init(&bags->scan, timetable, change_ms, err);
    if (status == STATUS_OK)
        status = bit_set_init(&bags->improved, stops, err);
    bags->arrived = mem_alloc(stops, sizeof(uint32_t), err);
    bags->ready = mem_alloc(stops, sizeof(uint32_t), err);
    bags->newest = mem_alloc(stops, sizeof(uint32_t), err);
    return bags->arrived && bags->ready && bags->newest ? status : STATUS_RESOURCE;
}

void timetable_bags_deinit(struct timetable_bags *bags)
{
    timetable_scan_deinit(&bags->scan);
    mem_free(bags->improved.words);
    mem_free(bags->labels);
    mem_free(bags->origins);
    mem_free(bags->arrived);
    mem_free(bags->ready);
    mem_free(bags->newest);
    mem_free(bags->aboard);
}

static void labels_reserve(struct timetable_bags *bags)
{
    if (MEM_RESERVE(&bags->labels, &bags->label_capacity, bags->label_count + 1, bags->err) !=
            STATUS_OK ||
        MEM_RESERVE(&bags->origins, &bags->origin_capacity, bags->label_capacity, bags->err) !=
            STATUS_OK)
        bags->status = STATUS_RESOURCE;
}

/** Whether some way to the door is at least as good as whatever a label can become, from where it
 * takes so long at least. */
static bool is_hopeless(const struct timetable_bags *bags, uint32_t t_ms, uint32_t walk_ms,
                        uint32_t least_ms)
{
    if (t_ms >= bags->limit_ms ||
        felt_time((uint64_t)t_ms + least_ms, walk_ms, bags->walk_permille) >= bags->before_felt)
        return true;
    for (size_t i = 0; i < bags->target_count; i++)
        if (bags->targets[i].t_ms <= t_ms + least_ms &&
            bags->targets[i].walk_ms <= walk_ms + bags->scan.least_egress_ms)
            return true;
    return false;
}

/** Adds a label to a bag unless one there is as good, and drops those that are no better. A bag is
 * in order of time, hence against the order of walking. Rides only become more from round to round,
 * so a label also need not be kept beside an earlier round's. Returns the label, whose origin is
 * then to be written, or NONE. */
static uint32_t bag_add(struct timetable_bags *bags, uint32_t *bag, struct bag_label label)
{
    struct bag_label *labels = bags->labels;
    uint32_t *at = bag;
    while (*at != NONE && labels[*at].t_ms <= label.t_ms) {
        if (labels[*at].walk_ms <= label.walk_ms)
            return NONE;
        if (labels[*at].t_ms == label.t_ms)
            break; /* with more walking: dropped below */
        at = &labels[*at].next;
    }
    if (bags->status != STATUS_OK)
        return NONE;
    while (*at != NONE && labels[*at].walk_ms >= label.walk_ms)
        *at = labels[*at].next;
    /* `at` may point into the list, so there is room for one more before each call. */
    uint32_t id = (uint32_t)bags->label_count++;
    label.next = *at;
    labels[id] = label;
    *at = id;
    if (bags->label_count == bags->label_capacity)
        labels_reserve(bags);
    return id;
}

void timetable_bags_start(struct timetable_bags *bags)
{
    size_t bytes = bags->scan.timetable->stop_count * sizeof(uint32_t);
    memset(bags->arrived, 0xff, bytes);
    memset(bags->ready, 0xff, bytes);
    memset(bags->newest, 0xff, bytes);
    bags->label_count = bags->target_count = 0;
    bags->status = STATUS_OK;
    labels_reserve(bags);
}

static void stop_make_ready(struct timetable_bags *bags, uint32_t stop, uint32_t before,
                            struct bag_label label)
{
    if (is_hopeless(bags, label.t_ms, label.walk_ms, bags->scan.ready_least_ms[label.round][stop]))
        return;
    uint32_t id = bag_add(bags, &bags->ready[stop], label);
    if (id == NONE)
        return;
    bags->origins[id] = (struct bag_origin){.stop = stop, .before = before};
    bit_set_add(&bags->scan.marked, stop);
}

void timetable_bags_leave(struct timetable_bags *bags, struct door from, uint32_t depart_ms)
{
    for (uint32_t i = 0; bags->status == STATUS_OK && i < from.count; i++) {
        uint32_t walk_ms = door_walk_ms(&from.stops[i]);
        stop_make_ready(bags, from.stops[i].stop, NONE,
                        (struct bag_label){.t_ms = depart_ms + walk_ms,
                                           .walk_ms = bags->counts_walk ? walk_ms : 0});
    }
}

/** Boards the first run that a label can reach unless an earlier one, or the same, was boarded
 * after no more walking. */
static void label_board(struct timetable_bags *bags, uint32_t id, uint32_t call_id)
{
    const struct timetable *timetable = bags->scan.timetable;
    const struct call *call = &timetable->calls[call_id];
    const struct pattern *pattern = &timetable->patterns[call->pattern];
    const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
    const struct bag_label *label = &bags->labels[id];
    struct bag_ride *aboard = bags->aboard;
    size_t end = 0, count = bags->aboard_count;
    while (end < count && aboard[end].walk_ms > label->walk_ms)
        end++;
    uint32_t runs = end < count ? aboard[end].run : pattern->run_count;
    uint32_t need_ms = label->t_ms > call->depart_ms ? label->t_ms - call->depart_ms : 0;
    if (runs == 0 || need_ms > departs_ms[runs - 1])
        return;
    uint32_t run = timetable_first_run(departs_ms, runs, need_ms);
    size_t at = 0; /* whoever is in this run or a later one has walked more */
    while (at < end && aboard[at].run < run)
        at++;
    if (MEM_RESERVE(&bags->aboard, &bags->aboard_capacity, count + 1, bags->err) != STATUS_OK) {
        bags->status = STATUS_RESOURCE;
        return;
    }
    aboard = bags->aboard;
    if (at + 1 != end)
        memmove(aboard + at + 1, aboard + end, (count - end) * sizeof *aboard);
    aboard[at] = (struct bag_ride){run, label->walk_ms, id, call_id};
    bags->aboard_count = at + 1 + (count - end);
}

/** Whoever is aboard arrives at a call. */
static void call_arrive(struct timetable_bags *bags, uint32_t round, uint32_t call_id)
{
    const struct timetable *timetable = bags->scan.timetable;
    const struct call *call = &timetable->calls[call_id];
    const uint32_t *departs_ms =
        timetable->run_depart_ms + timetable->patterns[call->pattern].first_run;
    uint32_t stop = call->stop, least_ms = bags->scan.arrived_least_ms[round][stop];
    for (size_t i = 0; i < bags->aboard_count; i++) {
        const struct bag_ride *ride = &bags->aboard[i];
        uint32_t t_ms = departs_ms[ride->run] + call->arrive_ms;
        if (is_hopeless(bags, t_ms, ride->walk_ms, least_ms))
            continue;
        uint32_t id = bag_add(bags, &bags->arrived[stop],
                              (struct bag_label){t_ms, ride->walk_ms, NONE, round});
        if (id == NONE)
            continue;
        bags->origins[id] =
            (struct bag_origin){stop,
                                ride->before,
                                ride->board_call,
                                call_id,
                                timetable->patterns[call->pattern].first_run + ride->run,
                                bags->newest[stop]};
        bags->newest[stop] = id;
        bit_set_add(&bags->improved, stop);
        bags->on_arrival(bags, id);
    }
}

static void pattern_scan(struct timetable_bags *bags, uint32_t round, uint32_t pattern_id)
{
    const struct timetable *timetable = bags->scan.timetable;
    const struct pattern *pattern = &timetable->patterns[pattern_id];
    uint32_t end = pattern->first_call + pattern->call_count;
    bags->aboard_count = 0;
    for (uint32_t c = bags->scan.first_call[pattern_id]; c < end; c++) {
        call_arrive(bags, round, c);
        for (uint32_t id = bags->ready[timetable->calls[c].stop]; id != NONE;
             id = bags->labels[id].next)
            if (bags->labels[id].round + 1 == round)
                label_board(bags, id, c);
    }
}

bool timetable_bags_ride(struct timetable_bags *bags, uint32_t k)
{
    const struct bit_set *patterns = &bags->scan.patterns;
    timetable_scan_collect(&bags->scan, k == ITINERARY_LEGS_MAX);
    bit_set_clear(&bags->improved);
    for (uint32_t p = bit_set_next(patterns, 0); bags->status == STATUS_OK && p != NONE;
         p = bit_set_next(patterns, p + 1))
        pattern_scan(bags, k, p);
    return bags->status == STATUS_OK && bit_set_next(&bags->improved, 0) != NONE;
}

/** From where a ride ended to the stops that footpaths lead to. */
static void label_walk(struct timetable_bags *bags, uint32_t id)
{
    const struct timetable *timetable = bags->scan.timetable;
    struct bag_label from = bags->labels[id]; /* the list may move */
    uint32_t stop = bags->origins[id].stop, end = timetable->stop_first_path[stop + 1];
    for (uint32_t i = timetable->stop_first_path[stop]; i < end; i++) {
        const struct footpath *path = &timetable->footpaths[i];
        uint32_t walk_ms = bags->counts_walk ? path->walk_ms : 0;
        stop_make_ready(bags, path->to_stop, id,
                        (struct bag_label){from.t_ms + path->walk_ms, from.walk_ms + walk_ms, NONE,
                                           from.round});
    }
}

static void label_change(struct timetable_bags *bags, uint32_t id)
{
    struct bag_label label = bags->labels[id];
    label.t_ms += bags->scan.change_ms;
    stop_make_ready(bags, bags->origins[id].stop, id, label);
}

void timetable_bags_change(struct timetable_bags *bags, uint32_t k)
{
    const struct bit_set *improved = &bags->improved;
    for (int walks = 0; walks < 2; walks++)
        for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
             stop = bit_set_next(improved, stop + 1))
            for (uint32_t id = bags->arrived[stop]; bags->status == STATUS_OK && id != NONE;
                 id = bags->labels[id].next) {
                if (bags->labels[id].round != k)
                    continue;
                if (walks)
                    label_walk(bags, id);
                else
                    label_change(bags, id);
            }
}

void timetable_bags_write(const struct timetable_bags *bags, uint32_t label, uint32_t egress_ms,
                          uint32_t depart_ms, struct itinerary *out)
{
    const struct bag_label *labels = bags->labels;
    const struct bag_origin *ride = &bags->origins[label];
    uint32_t last_run = ride->run, walk_ms = egress_ms;
    struct itinerary way = {.leg_count = labels[label].round,
                            .arrive_ms = labels[label].t_ms + egress_ms};
    for (uint32_t k = way.leg_count; k > 0; k--) {
        uint32_t ready = ride->before;
        way.legs[k - 1] = (struct itinerary_leg){ride->board_call, ride->alight_call, walk_ms};
        if (k == 1) {
            way.access_ms = labels[ready].t_ms - depart_ms;
            break;
        }
        uint32_t before = bags->origins[ready].before;
        ride = &bags->origins[before];
        walk_ms =
            bags->origins[ready].stop == ride->stop ? 0 : labels[ready].t_ms - labels[before].t_ms;
    }
    way.board_ms = timetable_latest_board_ms(&bags->scan, &way, last_run);
    *out = way;
}
