// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_search.h"

#include <string.h>

#define NEVER_MS UINT32_MAX

/** How a stop was reached by riding: needed to tell the way afterwards. */
struct ride {
    uint32_t board_call, alight_call, run;
};

/** What is known about the stops after a number of rides. `ready` is when one may board: after the
 * change or the footpath. Each array is [stop_count]; those but `ready` hold only where the round
 * wrote. */
struct round {
    uint32_t *ready_ms;
    uint32_t *ready_from; /**< the stop where the ride before ended */
    uint32_t *arrive_ms;
    struct ride *rides;
};

/** A set of small numbers that is walked in ascending order: the order never depends on who was
 * added first. */
struct bit_set {
    uint64_t *words;
    uint32_t word_count;
};

struct timetable_search {
    const struct timetable *timetable;
    uint32_t change_ms;
    struct round rounds[ITINERARY_LEGS_MAX + 1];
    uint32_t *best_arrive_ms; /**< [stop_count] by riding, any number of rides */
    uint32_t *best_ready_ms;  /**< [stop_count] */
    uint32_t *egress_ms;      /**< [stop_count] NEVER_MS where the way does not end */
    uint32_t
        *first_call; /**< [pattern_count] where to start scanning, of the patterns in `patterns` */
    struct bit_set marked;   /**< stops whose `ready` became better in the round before */
    struct bit_set improved; /**< stops whose arrival became better in this round */
    struct bit_set patterns; /**< to scan in this round */
    struct bit_set
        goals; /**< patterns that call where the way may end: all that the last round needs */

    /* The present query. */
    uint32_t target_ms; /**< best arrival at the door so far; at first the limit */
    uint32_t least_egress_ms;
    uint32_t target_stop, target_round; /**< round 0: none found */
};

static enum status bit_set_init(struct bit_set *set, uint32_t size, struct error *err)
{
    set->word_count = size / 64 + 1;
    set->words = mem_alloc(set->word_count, sizeof *set->words, err);
    return set->words != NULL ? STATUS_OK : STATUS_RESOURCE;
}

static void bit_set_clear(struct bit_set *set)
{
    memset(set->words, 0, set->word_count * sizeof *set->words);
}

static void bit_set_add(struct bit_set *set, uint32_t item)
{
    set->words[item / 64] |= UINT64_C(1) << item % 64;
}

static bool bit_set_has(const struct bit_set *set, uint32_t item)
{
    return (set->words[item / 64] >> item % 64 & 1) != 0;
}

static void bit_set_intersect(struct bit_set *set, const struct bit_set *other)
{
    for (uint32_t i = 0; i < set->word_count; i++)
        set->words[i] &= other->words[i];
}

/** The smallest item that is at least `from`, or NONE. */
static uint32_t bit_set_next(const struct bit_set *set, uint32_t from)
{
    uint32_t word = from / 64;
    if (word >= set->word_count)
        return NONE;
    uint64_t bits = set->words[word] & UINT64_MAX << from % 64;
    while (bits == 0) {
        if (++word == set->word_count)
            return NONE;
        bits = set->words[word];
    }
    return word * 64 + (uint32_t)__builtin_ctzll(bits);
}

static uint32_t *stop_array(const struct timetable *timetable, struct error *err)
{
    return mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
}

static enum status search_alloc(struct timetable_search *search, struct error *err)
{
    const struct timetable *timetable = search->timetable;
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        struct round *round = &search->rounds[k];
        round->ready_ms = stop_array(timetable, err);
        round->ready_from = stop_array(timetable, err);
        round->arrive_ms = stop_array(timetable, err);
        round->rides = mem_alloc(timetable->stop_count, sizeof *round->rides, err);
        if (round->ready_ms == NULL || round->ready_from == NULL || round->arrive_ms == NULL ||
            round->rides == NULL)
            return STATUS_RESOURCE;
    }
    search->best_arrive_ms = stop_array(timetable, err);
    search->best_ready_ms = stop_array(timetable, err);
    search->egress_ms = stop_array(timetable, err);
    search->first_call = mem_alloc(timetable->pattern_count, sizeof(uint32_t), err);
    if (search->best_arrive_ms == NULL || search->best_ready_ms == NULL ||
        search->egress_ms == NULL || search->first_call == NULL)
        return STATUS_RESOURCE;
    memset(search->egress_ms, 0xff, timetable->stop_count * sizeof(uint32_t));
    if (bit_set_init(&search->marked, timetable->stop_count, err) != STATUS_OK ||
        bit_set_init(&search->improved, timetable->stop_count, err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (bit_set_init(&search->patterns, timetable->pattern_count, err) != STATUS_OK)
        return STATUS_RESOURCE;
    return bit_set_init(&search->goals, timetable->pattern_count, err);
}

struct timetable_search *timetable_search_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err)
{
    struct timetable_search *search = mem_alloc(1, sizeof *search, err);
    if (search == NULL)
        return NULL;
    search->timetable = timetable;
    search->change_ms = change_ms;
    if (search_alloc(search, err) != STATUS_OK) {
        timetable_search_destroy(search);
        return NULL;
    }
    return search;
}

void timetable_search_destroy(struct timetable_search *search)
{
    if (search == NULL)
        return;
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        mem_free(search->rounds[k].ready_ms);
        mem_free(search->rounds[k].ready_from);
        mem_free(search->rounds[k].arrive_ms);
        mem_free(search->rounds[k].rides);
    }
    mem_free(search->best_arrive_ms);
    mem_free(search->best_ready_ms);
    mem_free(search->egress_ms);
    mem_free(search->first_call);
    mem_free(search->marked.words);
    mem_free(search->improved.words);
    mem_free(search->patterns.words);
    mem_free(search->goals.words);
    mem_free(search);
}

static uint32_t walk_time(uint32_t walk_ms)
{
    return walk_ms < TIMETABLE_LEAST_WALK_MS ? TIMETABLE_LEAST_WALK_MS : walk_ms;
}

/** Whether being somewhere at `t_ms` can still lead to a better arrival at the door. */
static bool is_in_time(const struct timetable_search *search, uint32_t t_ms)
{
    return t_ms < search->target_ms && search->target_ms - t_ms > search->least_egress_ms;
}

static void stop_make_ready(struct timetable_search *search, struct round *round, uint32_t stop,
                            uint32_t from, uint32_t t_ms)
{
    if (t_ms >= search->best_ready_ms[stop] || !is_in_time(search, t_ms))
        return;
    search->best_ready_ms[stop] = t_ms;
    round->ready_ms[stop] = t_ms;
    round->ready_from[stop] = from;
    bit_set_add(&search->marked, stop);
}

static void query_begin(struct timetable_search *search, const struct stop_access *to,
                        uint32_t to_count, uint32_t limit_ms)
{
    size_t bytes = search->timetable->stop_count * sizeof(uint32_t);
    memset(search->best_arrive_ms, 0xff, bytes);
    memset(search->best_ready_ms, 0xff, bytes);
    bit_set_clear(&search->marked);
    bit_set_clear(&search->goals);
    search->target_ms = limit_ms;
    search->target_round = 0;
    search->least_egress_ms = NEVER_MS;
    for (uint32_t i = 0; i < to_count; i++) {
        uint32_t walk_ms = walk_time(to[i].walk_ms);
        if (walk_ms < search->egress_ms[to[i].stop])
            search->egress_ms[to[i].stop] = walk_ms;
        if (walk_ms < search->least_egress_ms)
            search->least_egress_ms = walk_ms;
        uint32_t end = search->timetable->stop_first_call[to[i].stop + 1];
        for (uint32_t c = search->timetable->stop_first_call[to[i].stop]; c < end; c++)
            bit_set_add(&search->goals,
                        search->timetable->calls[search->timetable->stop_calls[c]].pattern);
    }
}

static void query_end(struct timetable_search *search, const struct stop_access *to,
                      uint32_t to_count)
{
    for (uint32_t i = 0; i < to_count; i++)
        search->egress_ms[to[i].stop] = NEVER_MS;
}

/** Finds the patterns that call at a marked stop, and the first such call of each. */
static void patterns_collect(struct timetable_search *search)
{
    const struct timetable *timetable = search->timetable;
    bit_set_clear(&search->patterns);
    for (uint32_t stop = bit_set_next(&search->marked, 0); stop != NONE;
         stop = bit_set_next(&search->marked, stop + 1)) {
        uint32_t end = timetable->stop_first_call[stop + 1];
        for (uint32_t i = timetable->stop_first_call[stop]; i < end; i++) {
            uint32_t call = timetable->stop_calls[i];
            uint32_t pattern = timetable->calls[call].pattern;
            if (!bit_set_has(&search->patterns, pattern)) {
                bit_set_add(&search->patterns, pattern);
                search->first_call[pattern] = call;
            } else if (call < search->first_call[pattern]) {
                search->first_call[pattern] = call;
            }
        }
    }
    bit_set_clear(&search->marked);
}

/** The first of `count` ascending times that is at least `t_ms`; `count` when none is. */
static uint32_t times_find(const uint32_t *times_ms, uint32_t count, uint32_t t_ms)
{
    const uint32_t *base = times_ms;
    while (count > 1) {
        uint32_t half = count / 2;
        base = base[half - 1] < t_ms ? base + half : base;
        count -= half;
    }
    return (uint32_t)(base - times_ms) + (count == 1 && *base < t_ms);
}

static void stop_arrive(struct timetable_search *search, uint32_t k, uint32_t stop, uint32_t t_ms,
                        struct ride ride)
{
    struct round *round = &search->rounds[k];
    search->best_arrive_ms[stop] = t_ms;
    round->arrive_ms[stop] = t_ms;
    round->rides[stop] = ride;
    bit_set_add(&search->improved, stop);
    uint32_t egress_ms = search->egress_ms[stop];
    if (egress_ms == NEVER_MS || t_ms + egress_ms >= search->target_ms)
        return;
    search->target_ms = t_ms + egress_ms;
    search->target_stop = stop;
    search->target_round = k;
}

/** Rides along a pattern, always with the earliest run that was within reach at some call so far.
 * All runs have the same times between calls, so an earlier departure at the first stop is earlier
 * everywhere. */
static void pattern_scan(struct timetable_search *search, uint32_t k, uint32_t pattern_id)
{
    const struct timetable *timetable = search->timetable;
    const struct pattern *pattern = &timetable->patterns[pattern_id];
    const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
    const uint32_t *ready_ms = search->rounds[k - 1].ready_ms;
    uint32_t last_call = pattern->first_call + pattern->call_count - 1;
    uint32_t run = pattern->run_count; /* not aboard */
    struct ride ride = {0};

    for (uint32_t c = search->first_call[pattern_id]; c <= last_call; c++) {
        const struct call *call = &timetable->calls[c];
        if (run < pattern->run_count) {
            uint32_t t_ms = departs_ms[run] + call->arrive_ms;
            if (t_ms < search->best_arrive_ms[call->stop] && is_in_time(search, t_ms)) {
                ride.alight_call = c;
                stop_arrive(search, k, call->stop, t_ms, ride);
            }
        }
        uint32_t there_ms = ready_ms[call->stop];
        if (there_ms == NEVER_MS || run == 0)
            continue;
        uint32_t need_ms = there_ms > call->depart_ms ? there_ms - call->depart_ms : 0;
        if (need_ms > departs_ms[run - 1])
            continue;
        run = times_find(departs_ms, run, need_ms);
        ride = (struct ride){.board_call = c, .run = pattern->first_run + run};
    }
}

/** From where the round's rides end: change at the stop, or walk to another one. */
static void stops_relax(struct timetable_search *search, uint32_t k)
{
    const struct timetable *timetable = search->timetable;
    const struct bit_set *improved = &search->improved;
    struct round *round = &search->rounds[k];
    memset(round->ready_ms, 0xff, timetable->stop_count * sizeof(uint32_t));
    for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
         stop = bit_set_next(improved, stop + 1))
        stop_make_ready(search, round, stop, stop, round->arrive_ms[stop] + search->change_ms);
    for (uint32_t stop = bit_set_next(improved, 0); stop != NONE;
         stop = bit_set_next(improved, stop + 1)) {
        uint32_t end = timetable->stop_first_path[stop + 1];
        for (uint32_t i = timetable->stop_first_path[stop]; i < end; i++)
            stop_make_ready(search, round, timetable->footpaths[i].to_stop, stop,
                            round->arrive_ms[stop] + timetable->footpaths[i].walk_ms);
    }
}

/** Moves all rides but the last to the latest runs that still make the connection, and returns when
 * the first of them leaves: who leaves the door for it waits least on the way. */
static uint32_t latest_board_ms(const struct timetable_search *search,
                                const struct itinerary *itinerary, uint32_t last_run)
{
    const struct timetable *timetable = search->timetable;
    uint32_t i = itinerary->leg_count - 1;
    uint32_t board_ms = timetable->run_depart_ms[last_run] +
                        timetable->calls[itinerary->legs[i].board_call].depart_ms;
    while (i-- > 0) {
        const struct itinerary_leg *leg = &itinerary->legs[i];
        const struct call *board = &timetable->calls[leg->board_call];
        const struct call *alight = &timetable->calls[leg->alight_call];
        const struct pattern *pattern = &timetable->patterns[board->pattern];
        const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
        uint32_t next_stop = timetable->calls[leg[1].board_call].stop;
        uint32_t walk_ms = next_stop == alight->stop ? search->change_ms : leg->walk_ms;
        uint32_t latest_ms = board_ms - walk_ms - alight->arrive_ms;
        uint32_t after = times_find(departs_ms, pattern->run_count, latest_ms + 1);
        board_ms = departs_ms[after - 1] + board->depart_ms;
    }
    return board_ms;
}

/** Follows the rides back from the target. */
static void itinerary_write(const struct timetable_search *search, uint32_t depart_ms,
                            struct itinerary *out)
{
    const struct timetable *timetable = search->timetable;
    uint32_t stop = search->target_stop, walk_ms = search->egress_ms[stop];
    uint32_t last_run = search->rounds[search->target_round].rides[stop].run;
    struct itinerary way = {.leg_count = search->target_round, .arrive_ms = search->target_ms};
    for (uint32_t k = search->target_round; k > 0; k--) {
        const struct ride *ride = &search->rounds[k].rides[stop];
        const struct round *before = &search->rounds[k - 1];
        way.legs[k - 1] = (struct itinerary_leg){ride->board_call, ride->alight_call, walk_ms};
        uint32_t board_stop = timetable->calls[ride->board_call].stop;
        if (k == 1) {
            way.access_ms = before->ready_ms[board_stop] - depart_ms;
            break;
        }
        stop = before->ready_from[board_stop];
        walk_ms = stop == board_stop ? 0 : before->ready_ms[board_stop] - before->arrive_ms[stop];
    }
    way.board_ms = latest_board_ms(search, &way, last_run);
    *out = way;
}

bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out)
{
    query_begin(search, to.stops, to.count, limit_ms);
    memset(search->rounds[0].ready_ms, 0xff, search->timetable->stop_count * sizeof(uint32_t));
    for (uint32_t i = 0; i < from.count; i++)
        stop_make_ready(search, &search->rounds[0], from.stops[i].stop, from.stops[i].stop,
                        depart_ms + walk_time(from.stops[i].walk_ms));

    for (uint32_t k = 1; k <= ITINERARY_LEGS_MAX; k++) {
        patterns_collect(search);
        bit_set_clear(&search->improved);
        if (k == ITINERARY_LEGS_MAX)
            bit_set_intersect(&search->patterns, &search->goals);
        for (uint32_t p = bit_set_next(&search->patterns, 0); p != NONE;
             p = bit_set_next(&search->patterns, p + 1))
            pattern_scan(search, k, p);
        if (k == ITINERARY_LEGS_MAX || bit_set_next(&search->improved, 0) == NONE)
            break;
        stops_relax(search, k);
    }
    if (search->target_round > 0)
        itinerary_write(search, depart_ms, out);
    query_end(search, to.stops, to.count);
    return search->target_round > 0;
}
