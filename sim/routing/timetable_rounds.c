// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_rounds.h"

enum status timetable_rounds_init(struct timetable_rounds *rounds,
                                  const struct timetable *timetable, uint32_t change_ms,
                                  struct error *err)
{
    uint32_t stops = timetable->stop_count;
    enum status status = timetable_scan_init(&rounds->scan, timetable, change_ms, err);
    for (uint32_t k = 0; status == STATUS_OK && k <= ITINERARY_LEGS_MAX; k++) {
        struct round *round = &rounds->rounds[k];
        round->ready_ms = mem_alloc(stops, sizeof(uint32_t), err);
        round->ready_from = mem_alloc(stops, sizeof(uint32_t), err);
        round->arrive_ms = mem_alloc(stops, sizeof(uint32_t), err);
        round->rides = mem_alloc(stops, sizeof *round->rides, err);
        if (round->ready_ms == NULL || round->ready_from == NULL || round->arrive_ms == NULL ||
            round->rides == NULL)
            status = STATUS_RESOURCE;
    }
    return status == STATUS_OK ? bit_set_init(&rounds->improved, stops, err) : status;
}

void timetable_rounds_deinit(struct timetable_rounds *rounds)
{
    timetable_scan_deinit(&rounds->scan);
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        mem_free(rounds->rounds[k].ready_ms);
        mem_free(rounds->rounds[k].ready_from);
        mem_free(rounds->rounds[k].arrive_ms);
        mem_free(rounds->rounds[k].rides);
    }
    mem_free(rounds->improved.words);
}

/** Whether being somewhere at `t_ms`, from where it takes so long at least, can still lead to a
 * better arrival at the door. */
static bool is_in_time(const struct timetable_rounds *rounds, uint32_t t_ms, uint32_t least_ms)
{
    return t_ms < rounds->target_ms && rounds->target_ms - t_ms > least_ms;
}

static void stop_make_ready(struct timetable_rounds *rounds, uint32_t k, uint32_t stop,
                            uint32_t from, uint32_t t_ms)
{
    struct round *round = &rounds->rounds[k];
    if (t_ms >= rounds->best_ready_ms[stop] ||
        !is_in_time(rounds, t_ms, rounds->scan.ready_least_ms[k][stop]))
        return;
    rounds->best_ready_ms[stop] = t_ms;
    round->ready_ms[stop] = t_ms;
    round->ready_from[stop] = from;
    bit_set_add(&rounds->scan.marked, stop);
}

static void round_clear(struct timetable_rounds *rounds, uint32_t k)
{
    memset(rounds->rounds[k].ready_ms, 0xff, rounds->scan.timetable->stop_count * sizeof(uint32_t));
}

void timetable_rounds_start(struct timetable_rounds *rounds)
{
    round_clear(rounds, 0);
}

void timetable_rounds_leave(struct timetable_rounds *rounds, uint32_t stop, uint32_t t_ms)
{
    stop_make_ready(rounds, 0, stop, stop, t_ms);
}

static void stop_arrive(struct timetable_rounds *rounds, uint32_t k, uint32_t stop, uint32_t t_ms,
                        struct round_ride ride)
{
    struct round *round = &rounds->rounds[k];
    rounds->best_arrive_ms[stop] = t_ms;
    round->arrive_ms[stop] = t_ms;
    round->rides[stop] = ride;
    bit_set_add(&rounds->improved, stop);
    uint32_t egress_ms = rounds->scan.egress_ms[stop];
    if (egress_ms == NEVER_MS || t_ms + egress_ms >= rounds->target_ms)
        return;
    rounds->target_ms = t_ms + egress_ms;
    rounds->target_stop = stop;
    rounds->target_round = k;
}

/** Rides along a pattern, always with the earliest run that was within reach at some call so far.
 * All runs have the same times between calls, so an earlier departure at the first stop is earlier
 * everywhere. */
static void pattern_scan(struct timetable_rounds *rounds, uint32_t k, uint32_t pattern_id)
{
    const struct timetable *timetable = rounds->scan.timetable;
    const struct pattern *pattern = &timetable->patterns[pattern_id];
    const struct call *calls = timetable->calls;
    const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
    const uint32_t *ready_ms = rounds->rounds[k - 1].ready_ms;
    const uint32_t *least_ms = rounds->scan.arrived_least_ms[k];
    const uint32_t *best_ms = rounds->best_arrive_ms;
    uint32_t end = pattern->first_call + pattern->call_count, run = pattern->run_count;
    uint32_t leaves_ms = NEVER_MS; /* of `run` at the first stop; never: not aboard */
    struct round_ride ride = {0};

    for (uint32_t c = rounds->scan.first_call[pattern_id]; c < end; c++) {
        const struct call *call = &calls[c];
        uint32_t stop = call->stop;
        if (leaves_ms != NEVER_MS) {
            uint32_t t_ms = leaves_ms + call->arrive_ms;
            if (t_ms < best_ms[stop] && is_in_time(rounds, t_ms, least_ms[stop])) {
                ride.alight_call = c;
                stop_arrive(rounds, k, stop, t_ms, ride);
            }
        }
        uint32_t there_ms = ready_ms[stop];
        if (there_ms == NEVER_MS || run == 0)
            continue;
        uint32_t need_ms = there_ms > call->depart_ms ? there_ms - call->depart_ms : 0;
        if (need_ms > departs_ms[run - 1])
            continue;
        run = timetable_first_run(departs_ms, run, need_ms);
        leaves_ms = departs_ms[run];
        ride = (struct round_ride){.board_call = c, .run = pattern->first_run + run};
    }
}

bool timetable_rounds_ride(struct timetable_rounds *rounds, uint32_t k)
{
    const struct bit_set *patterns = &rounds->scan.patterns;
    timetable_scan_collect(&rounds->scan, k == ITINERARY_LEGS_MAX);
    bit_set_clear(&rounds->improved);
    for (uint32_t p = bit_set_next(patterns, 0); p != NONE; p = bit_set_next(patterns, p + 1))
        pattern_scan(rounds, k, p);
    return bit_set_next(&rounds->improved, 0) != NONE;
}

void timetable_rounds_change(struct timetable_rounds *rounds, uint32_t k)
{
    const struct timetable *timetable = rounds->scan.timetable;
    const struct bit_set *improved = &rounds->improved;
    const struct round *round = &rounds->rounds[k];
    round_clear(rounds, k);
    for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
         stop = bit_set_next(improved, stop + 1))
        stop_make_ready(rounds, k, stop, stop, round->arrive_ms[stop] + rounds->scan.change_ms);
    for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
         stop = bit_set_next(improved, stop + 1)) {
        uint32_t end = timetable->stop_first_path[stop + 1];
        for (uint32_t i = timetable->stop_first_path[stop]; i < end; i++)
            stop_make_ready(rounds, k, timetable->footpaths[i].to_stop, stop,
                            round->arrive_ms[stop] + timetable->footpaths[i].walk_ms);
    }
}

void timetable_rounds_write(const struct timetable_rounds *rounds, uint32_t depart_ms,
                            struct itinerary *out)
{
    const struct timetable *timetable = rounds->scan.timetable;
    uint32_t stop = rounds->target_stop, walk_ms = rounds->scan.egress_ms[stop];
    uint32_t last_run = rounds->rounds[rounds->target_round].rides[stop].run;
    struct itinerary way = {.leg_count = rounds->target_round, .arrive_ms = rounds->target_ms};
    for (uint32_t k = rounds->target_round; k > 0; k--) {
        const struct round_ride *ride = &rounds->rounds[k].rides[stop];
        const struct round *before = &rounds->rounds[k - 1];
        way.legs[k - 1] = (struct itinerary_leg){ride->board_call, ride->alight_call, walk_ms};
        uint32_t board_stop = timetable->calls[ride->board_call].stop;
        if (k == 1) {
            way.access_ms = before->ready_ms[board_stop] - depart_ms;
            break;
        }
        stop = before->ready_from[board_stop];
        walk_ms = stop == board_stop ? 0 : before->ready_ms[board_stop] - before->arrive_ms[stop];
    }
    way.board_ms = timetable_latest_board_ms(&rounds->scan, &way, last_run);
    *out = way;
}
